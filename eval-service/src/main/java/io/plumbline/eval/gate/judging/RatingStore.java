package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Rating;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores the ratings of gates.
@Component
public final class RatingStore {

    /// A provider may change the model behind a name; as for answers.
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final TypeReference<List<Rating>> RATINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public RatingStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Stores a rating; an existing one stays unchanged. If two gates rate the same concurrently, the first
    /// stored rating applies to both.
    ///
    /// @param askedFor digest of all dependencies of the rating ([RatingKeys]), in hexadecimal; null for a copy,
    ///     and for one that must not be reused
    /// @return the stored rating
    GateVerdict put(Gate gate, GateVerdict verdict, @Nullable String askedFor) {
        if (askedFor != null) {
            forgetOld(gate, askedFor);
        }
        if (insert(gate, verdict, askedFor)) {
            return verdict;
        }
        Supplier<Optional<GateVerdict>> stored = () -> find(gate.id(), verdict.judge(), verdict.side(), verdict.item());
        return stored.get().orElseGet(() -> {
            GateVerdict first = copyOf(gate, verdict, askedFor);
            return insert(gate, first, null) ? first : stored.get().orElse(first);
        });
    }

    /// Returns the rating that another gate stored first, or the given one.
    private GateVerdict copyOf(Gate gate, GateVerdict verdict, @Nullable String askedFor) {
        return Optional.ofNullable(askedFor)
                .flatMap(key -> known(gate, key))
                .map(known -> known.reusedFor(verdict.judge(), verdict.side(), verdict.item(), verdict.probability()))
                .orElse(verdict);
    }

    /// Returns a recent rating of the same material in a gate of the team.
    Optional<GateVerdict> known(Gate gate, String askedFor) {
        return jdbc.sql("""
                        select v.* from gate_verdict v join gate g on g.id = v.gate_id
                        where v.team = ? and v.asked_for = decode(?, 'hex') and g.created_at >= ?
                        """)
                .params(gate.team(), askedFor, oldest())
                .query(this::verdict)
                .optional();
    }

    /// Returns the rating of a side's answer to an item.
    Optional<GateVerdict> find(UUID gate, String judge, Side side, int item) {
        return jdbc.sql("select * from gate_verdict where gate_id = ? and judge = ? and side = ? and item = ?")
                .params(gate, judge, side.name(), item)
                .query(this::verdict)
                .optional();
    }

    /// Makes an outdated rating private to its gate, so that a new one replaces it for others.
    private void forgetOld(Gate gate, String askedFor) {
        jdbc.sql("""
                        update gate_verdict v set asked_for = null from gate g
                        where g.id = v.gate_id and v.team = ? and v.asked_for = decode(?, 'hex') and g.created_at < ?
                        """).params(gate.team(), askedFor, oldest()).update();
    }

    private Timestamp oldest() {
        return Timestamp.from(clock.instant().minus(LONGEST));
    }

    private boolean insert(Gate gate, GateVerdict verdict, @Nullable String askedFor) {
        return jdbc.sql("""
                        insert into gate_verdict (gate_id, team, judge, side, item, probability, score, deviation, error,
                            manipulation, ratings, model, calls, cost_usd, asked_for)
                        values (:gate, :team, :judge, :side, :item, :probability, :score, :deviation, :error, :manipulation,
                            cast(:ratings as jsonb), :model, :calls, :cost, decode(cast(:askedFor as text), 'hex'))
                        on conflict do nothing
                        """)
                        .param("gate", gate.id())
                        .param("team", gate.team())
                        .param("judge", verdict.judge())
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

    /// Returns all ratings of one judge.
    ///
    /// @param judge key of the judge
    public List<GateVerdict> all(UUID gate, String judge) {
        return jdbc.sql("select * from gate_verdict where gate_id = ? and judge = ? order by side, item")
                .params(gate, judge)
                .query(this::verdict)
                .list();
    }

    /// Returns the ratings of some items.
    public List<GateVerdict> of(UUID gate, List<Integer> items) {
        return jdbc.sql(
                        "select * from gate_verdict where gate_id = ? and item = any(?) order by item, side desc, judge")
                .params(gate, items.toArray(Integer[]::new))
                .query(this::verdict)
                .list();
    }

    /// Returns a page by item.
    ///
    /// @param afterItem last item of the previous page, with its side and judge
    public List<GateVerdict> page(UUID gate, int afterItem, String afterSide, String afterJudge, int limit) {
        return jdbc.sql("""
                        select * from gate_verdict where gate_id = :gate and (item, side, judge) > (:item, :side, :judge)
                        order by item, side, judge limit :limit
                        """)
                .param("gate", gate)
                .param("item", afterItem)
                .param("side", afterSide)
                .param("judge", afterJudge)
                .param("limit", limit)
                .query(this::verdict)
                .list();
    }

    /// Returns the number of the candidate's items that at least one judge rated.
    public int ratedItems(UUID gate) {
        return jdbc.sql("""
                        select count(distinct item) from gate_verdict
                        where gate_id = ? and side = 'CANDIDATE' and error is null
                        """).param(gate).query(Integer.class).single();
    }

    /// Adds to the cost of the gate.
    ///
    /// @return cost of its answers and its judge so far; 0 if it no longer exists
    BigDecimal spend(Gate gate, BigDecimal costUsd) {
        return jdbc.sql("update gate set cost_usd = cost_usd + ? where id = ? returning cost_usd")
                .params(costUsd, gate.id())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ZERO);
    }

    private GateVerdict verdict(ResultSet row, int number) throws SQLException {
        return new GateVerdict(
                row.getString("judge"),
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
