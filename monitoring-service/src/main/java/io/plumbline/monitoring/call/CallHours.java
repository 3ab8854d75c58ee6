package io.plumbline.monitoring.call;

import io.plumbline.monitoring.rollout.TimeCursor;
import io.plumbline.monitoring.window.LatencyHistogram;
import io.plumbline.monitoring.window.QuantileSketch;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the sums of [CallProjection] by hour, and those of the last minutes, for the caller's teams. Only
/// production calls count: evaluation and mirrored calls are excluded.
@Repository
@Transactional(readOnly = true, timeout = Calls.LONGEST_QUERY_SECONDS)
public class CallHours {

    /// SQL: the windows of minutes.
    private static final String MINUTES = "(select * from call_window where minutes = 1) w";

    /// SQL: their sketches of latencies.
    private static final String SKETCHES = "array_remove(array_agg(latency_short) || array_agg(latency_medium)"
            + " || array_agg(latency_long), null) as sketches";

    private final JdbcClient jdbc;

    CallHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Selects sums; null selects all.
    record Filter(
            @Nullable String team,
            @Nullable String route,
            @Nullable String variant) {}

    /// The figures of calls.
    ///
    /// @param blocked calls that a guard or a missing approval stopped
    /// @param errors calls that failed at the provider or in the gateway
    /// @param p50LatencyMs of answered calls: the upper bound of its histogram bucket, at most 19 % too high;
    ///     within 1 % in spans below an hour; null without answered calls
    /// @param costUsd cost of calls with a known price
    public record TrafficFigures(
            long calls,
            long blocked,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            BigDecimal costUsd,
            long unpricedCalls,
            long inputTokens,
            long outputTokens) {

        public static final TrafficFigures NONE = new TrafficFigures(0, 0, 0, null, null, BigDecimal.ZERO, 0, 0, 0);

        static TrafficFigures read(ResultSet row) throws SQLException {
            Array array = row.getArray("buckets");
            List<Long> buckets = array == null ? List.of() : Arrays.asList((Long[]) array.getArray());
            return read(row, LatencyHistogram.quantile(buckets, 0.5), LatencyHistogram.quantile(buckets, 0.95));
        }

        static TrafficFigures readMinutes(ResultSet row) throws SQLException {
            QuantileSketch sketch = QuantileSketch.merged(row.getArray("sketches"));
            return read(row, sketch.quantile(0.5), sketch.quantile(0.95));
        }

        private static TrafficFigures read(ResultSet row, @Nullable Double p50, @Nullable Double p95)
                throws SQLException {
            return new TrafficFigures(
                    row.getLong("calls"),
                    row.getLong("blocked"),
                    row.getLong("errors"),
                    p50,
                    p95,
                    row.getBigDecimal("cost_usd"),
                    row.getLong("unpriced"),
                    row.getLong("input_tokens"),
                    row.getLong("output_tokens"));
        }
    }

    /// The production traffic of one target on a route.
    ///
    /// @param target `name@version` of a registered model, else `provider/model`
    public record Traffic(
            String team,
            String route,
            String variant,
            String target,
            boolean registered,
            Instant lastHour,
            TrafficFigures figures) {}

    /// Returns the figures of `[from, to)` by start of span, oldest first, including empty spans.
    ///
    /// @param span whole minutes that divide an hour, or whole hours
    Map<Instant, TrafficFigures> timeline(Filter filter, Instant from, Instant to, Duration span) {
        boolean hours = span.toMinutes() % 60 == 0;
        Map<Instant, TrafficFigures> figures = new LinkedHashMap<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(span)) {
            figures.put(start, TrafficFigures.NONE);
        }
        jdbc.sql("""
                        select date_bin(cast(:span as interval), %2$s, :from) as bin, sum(calls)::bigint as calls,
                               sum(blocked)::bigint as blocked, sum(%3$s)::bigint as errors,
                               sum(cost_usd) as cost_usd, sum(unpriced)::bigint as unpriced,
                               sum(input_tokens)::bigint as input_tokens,
                               sum(output_tokens)::bigint as output_tokens, %4$s
                        from %1$s
                        where %2$s >= :from and %2$s < :to and upper(purpose) = 'PRODUCTION'
                          and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                          and (cast(:team as text) is null or team = :team)
                          and (cast(:route as text) is null or route = :route)
                          and (cast(:variant as text) is null or variant = :variant)
                        group by bin
                        """.formatted(
                                hours ? "gateway_call_hour" : MINUTES,
                                hours ? "hour" : "start",
                                hours ? "errors" : "provider_errors + gateway_errors",
                                hours ? LatencyHistogram.SUMMED_BUCKETS + " as buckets" : SKETCHES))
                .param("span", span.toMinutes() + " minutes")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("teams", TimeCursor.teams())
                .param("team", filter.team())
                .param("route", filter.route())
                .param("variant", filter.variant())
                .query((row, _) -> figures.replace(
                        row.getTimestamp("bin").toInstant(),
                        hours ? TrafficFigures.read(row) : TrafficFigures.readMinutes(row)))
                .list();
        return figures;
    }

    /// Returns the traffic since an hour by team, route, variant and target.
    public List<Traffic> traffic(Instant since) {
        return jdbc.sql("""
                        select team, route, variant, target, bool_or(registered) as registered,
                               max(hour) as last_hour, sum(calls)::bigint as calls,
                               sum(blocked)::bigint as blocked, sum(errors)::bigint as errors,
                               sum(cost_usd) as cost_usd, sum(unpriced)::bigint as unpriced,
                               sum(input_tokens)::bigint as input_tokens,
                               sum(output_tokens)::bigint as output_tokens, %s as buckets
                        from gateway_call_hour
                        where hour >= :since and purpose = 'PRODUCTION'
                          and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                        group by team, route, variant, target
                        order by team, route, variant, target
                        """.formatted(LatencyHistogram.SUMMED_BUCKETS))
                .param("since", Timestamp.from(since))
                .param("teams", TimeCursor.teams())
                .query((row, _) -> new Traffic(
                        row.getString("team"),
                        row.getString("route"),
                        row.getString("variant"),
                        row.getString("target"),
                        row.getBoolean("registered"),
                        row.getTimestamp("last_hour").toInstant(),
                        TrafficFigures.read(row)))
                .list();
    }
}
