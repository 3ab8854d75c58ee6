package io.plumbline.eval.gate.ledger.answer;

import io.plumbline.eval.gate.ledger.Gate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The altered questions as the candidate saw them, for the first items of a gate whose question the guard policy
/// altered.
@Component
public final class ViewStore {

    /// Maximum number per gate.
    public static final int MOST = 50;

    private final JdbcClient jdbc;

    ViewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores the shown question of an item, up to the maximum per gate.
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

    /// Returns item → its shown question, if stored; for a reused answer, from the gate that produced it.
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
