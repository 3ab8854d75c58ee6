package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.verdict.Rating;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The verdicts of gates.
public final class VerdictStore {

    private static final TypeReference<List<Rating>> RATINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public VerdictStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Stores a verdict; one that is there stays as it is. Where two gates ask the same at the same time,
    /// what is stored first is the verdict of both.
    ///
    /// @param askedFor digest of judge, item and answer, in hexadecimal; null for a copy, and for one that is
    ///     not to be used again
    /// @return what is stored
    GateVerdict put(Gate gate, GateVerdict verdict, @Nullable String askedFor) {
        if (insert(gate, verdict, askedFor) || askedFor == null) {
            return verdict;
        }
        GateVerdict first = known(gate, askedFor)
                .map(known -> known.reusedFor(verdict.side(), verdict.item(), verdict.probability()))
                .orElse(verdict);
        insert(gate, first, null);
        return first;
    }

    /// What the judge said when a gate of the team asked the same.
    Optional<GateVerdict> known(Gate gate, String askedFor) {
        return jdbc.sql("select * from gate_verdict where team = ? and asked_for = decode(?, 'hex')")
                .params(gate.team(), askedFor)
                .query(this::verdict)
                .optional();
    }

    private boolean insert(Gate gate, GateVerdict verdict, @Nullable String askedFor) {
        return jdbc.sql("""
                        insert into gate_verdict (gate_id, team, side, item, probability, score, deviation, error,
                            manipulation, ratings, model, calls, cost_usd, asked_for)
                        values (:gate, :team, :side, :item, :probability, :score, :deviation, :error, :manipulation,
                            cast(:ratings as jsonb), :model, :calls, :cost, decode(cast(:askedFor as text), 'hex'))
                        on conflict do nothing
                        """)
                        .param("gate", gate.id())
                        .param("team", gate.team())
                        .param("side", verdict.side().name())
                        .param("item", verdict.item())
                        .param("probability", verdict.probability())
                        .param("score", verdict.score())
                        .param("deviation", verdict.deviation())
                        .param("error", verdict.error())
                        .param("manipulation", verdict.manipulation())
                        .param("ratings", json.writeValueAsString(verdict.ratings()))
                        .param("model", verdict.model())
                        .param("calls", verdict.calls())
                        .param("cost", verdict.costUsd())
                        .param("askedFor", askedFor)
                        .update()
                == 1;
    }

    public List<GateVerdict> all(UUID gate) {
        return jdbc.sql("select * from gate_verdict where gate_id = ? order by side, item")
                .param(gate)
                .query(this::verdict)
                .list();
    }

    /// Those on some items.
    public List<GateVerdict> of(UUID gate, List<Integer> items) {
        return jdbc.sql("select * from gate_verdict where gate_id = ? and item = any(?) order by item, side desc")
                .params(gate, items.toArray(Integer[]::new))
                .query(this::verdict)
                .list();
    }

    /// A page of them, by item.
    ///
    /// @param afterItem where the page before ended, and at which side of it
    public List<GateVerdict> page(UUID gate, int afterItem, String afterSide, int limit) {
        return jdbc.sql("""
                        select * from gate_verdict where gate_id = :gate and (item, side) > (:item, :side)
                        order by item, side limit :limit
                        """)
                .param("gate", gate)
                .param("item", afterItem)
                .param("side", afterSide)
                .param("limit", limit)
                .query(this::verdict)
                .list();
    }

    /// Adds to what the gate cost.
    ///
    /// @return what its answers and its judge cost so far; 0 when it is not there any more
    BigDecimal spend(Gate gate, BigDecimal costUsd) {
        return jdbc.sql("update gate set cost_usd = cost_usd + ? where id = ? returning cost_usd")
                .params(costUsd, gate.id())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ZERO);
    }

    private GateVerdict verdict(ResultSet row, int number) throws SQLException {
        return new GateVerdict(
                Side.valueOf(row.getString("side")),
                row.getInt("item"),
                row.getDouble("probability"),
                row.getObject("score", Double.class),
                row.getObject("deviation", Double.class),
                row.getString("error"),
                row.getBoolean("manipulation"),
                json.readValue(row.getString("ratings"), RATINGS),
                row.getString("model"),
                row.getInt("calls"),
                row.getBigDecimal("cost_usd"));
    }
}
