package io.plumbline.eval.gate.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the candidate was shown of items whose question the guard policy altered: of the first of a gate.
public final class ViewStore {

    /// Of one gate.
    public static final int MOST = 50;

    private final JdbcClient jdbc;

    public ViewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps what was shown of an item, unless the gate has as many as it may.
    public void put(Gate gate, int item, String shown) {
        jdbc.sql("""
                        insert into gate_view (gate_id, team, item, shown)
                        select :gate, :team, :item, :shown
                        where (select count(*) from gate_view where gate_id = :gate) < :most
                        on conflict do nothing
                        """)
                .param("gate", gate.id())
                .param("team", gate.team())
                .param("item", item)
                .param("shown", shown)
                .param("most", MOST)
                .update();
    }

    /// Item → what was shown of it, as far as it was kept; of an answer of an earlier gate, what was kept there.
    public Map<Integer, String> of(UUID gate) {
        Map<Integer, String> shown = new TreeMap<>();
        jdbc.sql("""
                        select distinct on (a.item) a.item, v.shown
                        from gate_answer a join gate_view v on v.item = a.item and v.gate_id = coalesce(a.origin, a.gate_id)
                        where a.gate_id = ? and a.side = 'CANDIDATE' order by a.item, a.repeat limit ?
                        """).params(gate, MOST).query(row -> {
            shown.put(row.getInt(1), row.getString(2));
        });
        return shown;
    }
}
