package io.plumbline.eval.gate.ledger.answer;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.trace.Trace;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Stores the items of gates and their answers.
@Component
public final class AnswerStore {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /// The gate that produced an answer `a`, for a copy: `given_by`. A replica of an older release recorded only
    /// that it is a copy; it used the newest earlier answer with the same key.
    static final String GIVEN_BY = """
            case when a.cached then coalesce(a.origin, (
                select o.gate_id from gate_answer o
                where o.team = a.team and o.cache_key = a.cache_key and not o.cached and o.gate_id < a.gate_id
                order by o.gate_id desc limit 1), a.gate_id) end as given_by
            """;

    private static final TypeReference<Map<String, double[]>> STATISTICS = new TypeReference<>() {};

    /// By the whole key. Postgres has no statistics for a new gate and assumes one row; a join with the items
    /// would then read all of them for every answer.
    private static final String TO_ITEMS = " and side = any(?) and item = any(?)";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public AnswerStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Stores items with their turns atomically; existing items stay unchanged.
    ///
    /// @param first turn of the first item
    public void put(Gate gate, List<GateItem> items, int first) {
        List<Map<String, Object>> rows = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            GateItem item = items.get(i);
            Map<String, Object> row = new HashMap<>();
            row.put("item", item.item());
            row.put("id", item.recordId());
            row.put("slice", item.slice());
            // As text within the text: Postgres need not understand it.
            row.put("fields", json.writeValueAsString(item.fields()));
            row.put("turn", first + i);
            rows.add(row);
        }
        jdbc.sql("""
                        insert into gate_item (gate_id, team, item, record_id, slice, record, turn)
                        select :gate, :team, item, id, slice, fields, turn
                        from json_to_recordset(cast(:items as json))
                            as given (item int, id text, slice text, fields text, turn int)
                        on conflict do nothing
                        """)
                .param("gate", gate.id())
                .param("team", gate.team())
                .param("items", json.writeValueAsString(rows))
                .update();
    }

    public int count(UUID gate) {
        return jdbc.sql("select count(*) from gate_item where gate_id = ?")
                .param(gate)
                .query(Integer.class)
                .single();
    }

    /// Returns the highest position of an item; −1 without items.
    public int lastPlace(UUID gate) {
        return jdbc.sql("select coalesce(max(item), -1) from gate_item where gate_id = ?")
                .param(gate)
                .query(Integer.class)
                .single();
    }

    /// Returns the positions of all items in dataset order.
    public List<Integer> places(UUID gate) {
        return jdbc.sql("select item from gate_item where gate_id = ? order by item")
                .param(gate)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    /// Assigns every item its turn.
    ///
    /// @param order the positions of all items
    public void setTurns(UUID gate, List<Integer> order) {
        jdbc.sql("""
                        update gate_item set turn = drawn.turn - 1
                        from unnest(:order) with ordinality as drawn (item, turn)
                        where gate_id = :gate and gate_item.item = drawn.item
                        """)
                .param("gate", gate)
                .param("order", order.toArray(Integer[]::new))
                .update();
    }

    /// Whether each item has a turn.
    public boolean haveTurns(UUID gate) {
        return !jdbc.sql("select exists (select from gate_item where gate_id = ? and turn is null)")
                .param(gate)
                .query(Boolean.class)
                .single();
    }

    /// Returns the items of a chunk in calling order.
    public List<GateItem> items(GateChunk chunk) {
        return items("gate_id = ? and turn >= ? and turn < ? order by turn", chunk.gate(), chunk.from(), chunk.to());
    }

    /// Returns the stored answers to these items.
    public Set<AnswerKey> answered(UUID gate, Collection<GateItem> items) {
        return jdbc.sql("select side, item, repeat from gate_answer where gate_id = ?" + TO_ITEMS)
                .params(gate, sides(), places(items))
                .query((row, _) -> new AnswerKey(Side.valueOf(row.getString(1)), row.getInt(2), row.getInt(3)))
                .set();
    }

    /// Whether that side has answered anything.
    public boolean hasAnswered(UUID gate, Side side) {
        return jdbc.sql("""
                        select exists (select from gate_answer
                            where gate_id = ? and side = ? and answer is not null)
                        """).params(gate, side.name()).query(Boolean.class).single();
    }

    /// Returns the number of failed calls of that side so far, up to a bound.
    public int failures(UUID gate, Side side, int most) {
        return jdbc.sql("""
                        select count(*) from (select from gate_answer
                            where gate_id = ? and side = ? and error is not null limit ?) as failed
                        """)
                .params(gate, side.name(), most)
                .query(Integer.class)
                .single();
    }

    public List<GateItem> items(UUID gate) {
        return items("gate_id = ? order by item", gate);
    }

    /// Returns the items at the given positions.
    public List<GateItem> items(UUID gate, Collection<Integer> places) {
        return items("gate_id = ? and item = any(?) order by item", gate, places.toArray(Integer[]::new));
    }

    /// Returns all items without their fields.
    public List<GateItem> itemsWithoutFields(UUID gate) {
        return jdbc.sql("select item, record_id, slice from gate_item where gate_id = ? order by item")
                .param(gate)
                .query((row, _) -> new GateItem(row.getInt(1), row.getString(2), row.getString(3), Map.of()))
                .list();
    }

    /// Returns all items in calling order.
    public List<GateItem> itemsByTurn(UUID gate) {
        return items("gate_id = ? order by turn", gate);
    }

    private List<GateItem> items(String which, Object... params) {
        return jdbc.sql("select item, record_id, slice, record from gate_item where " + which)
                .params(params)
                .query((row, _) -> item(row))
                .list();
    }

    private GateItem item(ResultSet row) throws SQLException {
        return new GateItem(
                row.getInt(1), row.getString(2), row.getString(3), json.readValue(row.getString(4), FIELDS));
    }

    /// Stores and counts answers atomically; existing answers stay unchanged. Stores nothing once the gate has a
    /// verdict or has ended, because the verdict depends on the existing answers.
    ///
    /// @return cost of all answers of the gate so far
    public BigDecimal put(Gate gate, List<GateAnswer> answers) {
        ArrayNode rows = json.valueToTree(answers);
        for (int i = 0; i < answers.size(); i++) {
            Trace trace = answers.get(i).trace();
            // As text within the text, as the fields of records.
            ((ObjectNode) rows.get(i)).put("trace", trace == null ? null : json.writeValueAsString(trace));
        }
        return jdbc.sql("""
                        with running as (
                            select id, team from gate
                            where id = :gate and status in ('QUEUED', 'RUNNING') and judgement is null
                            for no key update),
                        stored as (
                            insert into gate_answer (gate_id, team, side, item, repeat, answer, error, latency_ms,
                                input_tokens, output_tokens, cost_usd, cached, origin, cache_key, guarding, trace)
                            select running.id, running.team, side, item, repeat, answer, error, "latencyMs",
                                "inputTokens", "outputTokens", "costUsd", origin is not null, origin,
                                decode("cacheKey", 'hex'), guarding, trace
                            from running, json_to_recordset(cast(:answers as json)) as given (side text, item int, repeat int,
                                answer text, error text, "latencyMs" double precision, "inputTokens" bigint,
                                "outputTokens" bigint, "costUsd" numeric, origin uuid, "cacheKey" text,
                                guarding jsonb, trace text)
                            on conflict do nothing returning side, error, cost_usd, cached),
                        counted as (
                            select count(*) as answered, count(error) as failed,
                                max(lower(side) || ': ' || error) as error,
                                count(*) filter (where cached) as cached,
                                coalesce(sum(cost_usd) filter (where not cached), 0) as cost
                            from stored)
                        update gate set answered = gate.answered + counted.answered,
                            failed = gate.failed + counted.failed, cached = gate.cached + counted.cached,
                            cost_usd = gate.cost_usd + counted.cost,
                            last_error = coalesce(counted.error, gate.last_error),
                            last_error_at = case when counted.error is null then gate.last_error_at
                                else clock_timestamp() end
                        from counted where id = :gate returning gate.cost_usd
                        """)
                .param("gate", gate.id())
                .param("answers", json.writeValueAsString(rows))
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ZERO);
    }

    public List<GateAnswer> answers(UUID gate) {
        return answers("where gate_id = ?", gate);
    }

    /// Returns the answers to the items at the given positions.
    public List<GateAnswer> answers(UUID gate, Collection<Integer> places) {
        return answers("where gate_id = ? and item = any(?)", gate, places.toArray(Integer[]::new));
    }

    /// Returns the answers to these items.
    public List<GateAnswer> answersTo(UUID gate, Collection<GateItem> items) {
        return answers("where gate_id = ?" + TO_ITEMS, gate, sides(), places(items));
    }

    private List<GateAnswer> answers(String which, Object... params) {
        return jdbc.sql("select a.*, " + GIVEN_BY + " from gate_answer a " + which + " order by side, item, repeat")
                .params(params)
                .query((row, _) -> answer(row))
                .list();
    }

    private GateAnswer answer(ResultSet row) throws SQLException {
        return answer(row, json);
    }

    static GateAnswer answer(ResultSet row, JsonMapper json) throws SQLException {
        String guarding = row.getString("guarding");
        String trace = row.getString("trace");
        return new GateAnswer(
                new AnswerKey(Side.valueOf(row.getString("side")), row.getInt("item"), row.getInt("repeat")),
                row.getString("answer"),
                row.getString("error"),
                row.getDouble("latency_ms"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getBigDecimal("cost_usd"),
                row.getObject("given_by", UUID.class),
                null,
                Map.copyOf(json.readValue(row.getString("statistics"), STATISTICS)),
                guarding == null ? null : json.readValue(guarding, Guarding.class),
                trace == null ? null : json.readValue(trace, Trace.class));
    }

    /// An answer with the gate that produced it.
    public record Given(UUID gate, GateAnswer answer) {}

    static String[] sides() {
        return Arrays.stream(Side.values()).map(Side::name).toArray(String[]::new);
    }

    private static Integer[] places(Collection<GateItem> items) {
        return items.stream().map(GateItem::item).toArray(Integer[]::new);
    }

    /// Returns the newest answers of the team's gates to these questions, by cache key.
    ///
    /// @param since minimum creation time of their gates
    public Map<String, Given> given(Gate gate, Collection<String> keys, Instant since) {
        Map<String, Given> found = new HashMap<>();
        jdbc.sql("""
                        select distinct on (a.cache_key) a.*, null::uuid as given_by, encode(a.cache_key, 'hex') as key
                        from gate_answer a join gate g on g.id = a.gate_id
                        where a.team = :team and a.cache_key in (select decode(k, 'hex') from unnest(:keys) as k)
                            and a.cache_key is not null and not a.cached and a.answer is not null and not %s
                            and g.created_at >= :since
                        order by a.cache_key, a.gate_id desc
                        """.formatted(ScoreStore.MAY_BE_CUT))
                .param("team", gate.team())
                .param("keys", keys.toArray(String[]::new))
                .param("since", Timestamp.from(since))
                .query(row -> {
                    String key = row.getString("key");
                    found.put(
                            key,
                            new Given(
                                    row.getObject("gate_id", UUID.class),
                                    answer(row).keyed(key)));
                });
        return found;
    }
}
