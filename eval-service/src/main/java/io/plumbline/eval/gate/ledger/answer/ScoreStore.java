package io.plumbline.eval.gate.ledger.answer;

import io.plumbline.eval.gate.ledger.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the scores of answers: their sufficient statistics, beside the answers.
@Component
public final class ScoreStore {

    /// Whether the text of an answer `a` may be truncated: before answers had a limit, text beyond 200,000
    /// characters (of UTF-16) was cut off. Postgres knows the byte length without reading the text.
    static final String MAY_BE_CUT = """
            (case when octet_length(a.answer) between 200000 and 600000
                then char_length(a.answer) + regexp_count(a.answer, '[\\U00010000-\\U0010FFFF]') = 200000
                else false end)""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ScoreStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Returns the answers of a side to the items in a range of positions, with an empty text if all of these
    /// metrics are known.
    ///
    /// @param from first position
    /// @param to last position, exclusive
    public List<GateAnswer> scored(UUID gate, Side side, int from, int to, Collection<String> metrics) {
        return jdbc.sql("""
                        select side, item, repeat, error, latency_ms, input_tokens, output_tokens, cost_usd,
                            statistics, guarding, case when answer is null then null
                                when jsonb_exists_all(statistics, :metrics) then '' else answer end as answer,
                            null::text as trace, %s
                        from gate_answer a
                        where gate_id = :gate and side = :side and item >= :from and item < :to
                        order by item, repeat
                        """.formatted(AnswerStore.GIVEN_BY))
                .param("gate", gate)
                .param("side", side.name())
                .param("from", from)
                .param("to", to)
                .param("metrics", metrics.toArray(String[]::new))
                .query((row, _) -> AnswerStore.answer(row, json))
                .list();
    }

    /// Returns the answers of a gate that may be truncated.
    public Set<AnswerKey> maybeCut(UUID gate) {
        return jdbc.sql("select side, item, repeat from gate_answer a where gate_id = ? and " + MAY_BE_CUT)
                .param(gate)
                .query((row, _) -> new AnswerKey(Side.valueOf(row.getString(1)), row.getInt(2), row.getInt(3)))
                .set();
    }

    /// Whether every answer is scored by all of these metrics.
    public boolean areScored(UUID gate, Collection<String> metrics) {
        return !jdbc.sql("""
                        select exists (select from gate_answer where gate_id = :gate and answer is not null
                            and not jsonb_exists_all(statistics, :metrics))
                        """)
                .param("gate", gate)
                .param("metrics", metrics.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /// Adds the price of scorers to the cost of a gate.
    public void spend(UUID gate, BigDecimal costUsd) {
        jdbc.sql("update gate set cost_usd = cost_usd + ? where id = ?")
                .params(costUsd, gate)
                .update();
    }

    /// Adds statistics to stored answers.
    public void score(UUID gate, Map<AnswerKey, Map<String, double[]>> statistics) {
        List<Map<String, Object>> rows = new ArrayList<>(statistics.size());
        Set<Integer> items = new HashSet<>();
        statistics.forEach((key, of) -> {
            rows.add(Map.of("side", key.side(), "item", key.item(), "repeat", key.repeat(), "statistics", of));
            items.add(key.item());
        });
        jdbc.sql("""
                        update gate_answer a set statistics = a.statistics || given.statistics
                        from json_to_recordset(cast(:rows as json))
                            as given (side text, item int, repeat int, statistics jsonb)
                        where a.gate_id = :gate and a.side = any(:sides) and a.item = any(:items)
                            and a.side = given.side and a.item = given.item and a.repeat = given.repeat
                        """)
                .param("gate", gate)
                .param("sides", AnswerStore.sides())
                .param("items", items.toArray(Integer[]::new))
                .param("rows", json.writeValueAsString(rows))
                .update();
    }
}
