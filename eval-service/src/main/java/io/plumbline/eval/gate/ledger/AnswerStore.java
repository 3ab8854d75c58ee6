package io.plumbline.eval.gate.ledger;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The items of gates and what was answered to them.
public final class AnswerStore {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public AnswerStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Stores an item; one that is there stays as it is.
    public void put(Gate gate, GateItem item) {
        jdbc.sql("""
                        insert into gate_item values (:gate, :team, :item, :record, :slice, :fields)
                        on conflict do nothing
                        """)
                .param("gate", gate.id())
                .param("team", gate.team())
                .param("item", item.item())
                .param("record", item.recordId())
                .param("slice", item.slice())
                .param("fields", json.writeValueAsString(item.fields()))
                .update();
    }

    public List<GateItem> items(UUID gate) {
        return jdbc.sql("select item, record_id, slice, record from gate_item where gate_id = ? order by item")
                .param(gate)
                .query((row, _) -> new GateItem(
                        row.getInt(1), row.getString(2), row.getString(3), json.readValue(row.getString(4), FIELDS)))
                .list();
    }

    /// Stores answers and counts them, at once or not at all; one that is there stays as it is.
    public void put(Gate gate, List<GateAnswer> answers) {
        jdbc.sql("""
                        with stored as (
                            insert into gate_answer
                            select :gate, :team, side, item, repeat, answer, error, "latencyMs", "inputTokens",
                                "outputTokens", "costUsd"
                            from json_to_recordset(cast(:answers as json)) as given (side text, item int, repeat int,
                                answer text, error text, "latencyMs" double precision, "inputTokens" bigint,
                                "outputTokens" bigint, "costUsd" numeric)
                            on conflict do nothing returning 1)
                        update gate set answered = answered + (select count(*) from stored) where id = :gate
                        """)
                .param("gate", gate.id())
                .param("team", gate.team())
                .param("answers", json.writeValueAsString(answers))
                .update();
    }

    public List<GateAnswer> answers(UUID gate) {
        return jdbc.sql("select * from gate_answer where gate_id = ? order by side, item, repeat")
                .param(gate)
                .query((row, _) -> new GateAnswer(
                        Side.valueOf(row.getString("side")),
                        row.getInt("item"),
                        row.getInt("repeat"),
                        row.getString("answer"),
                        row.getString("error"),
                        row.getDouble("latency_ms"),
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getBigDecimal("cost_usd")))
                .list();
    }
}
