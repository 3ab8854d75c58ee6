package io.plumbline.monitoring.unguarded;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the sums of received traces and metrics for the caller's teams. Times are full hours.
@Repository
@Transactional(readOnly = true, timeout = UnguardedUsage.LONGEST_QUERY_SECONDS)
public class UnguardedUsage {

    static final int LONGEST_QUERY_SECONDS = 20;

    private static final String FILTERED = """
            where hour >= :from and hour < :to
              and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
              and (cast(:team as text) is null or team = :team)
              and (cast(:service as text) is null or service = :service)
            """;

    private final JdbcClient jdbc;

    UnguardedUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Selects sums.
    ///
    /// @param team null for all
    /// @param service null for all
    public record Filter(@Nullable String team, @Nullable String service, Instant from, Instant to) {}

    /// The use of a model by a service that bypasses the gateway. A call is often in both a trace and a metric, so the
    /// two are apart and are never added up.
    ///
    /// @param target `provider/model`, as the instrumentation names them
    /// @param traced from traces; null without traces
    /// @param measured from metrics; null without metrics
    public record UnguardedModel(
            String team,
            String service,
            String target,
            Instant lastHour,
            @Nullable TracedCalls traced,
            @Nullable MeasuredCalls measured) {}

    /// @param p50LatencyMs of calls that succeeded: the upper bound of its histogram bucket, at most 19 % too high;
    ///     null without such calls
    /// @param costUsd cost of the calls with a known price
    /// @param unpricedCalls calls whose tokens or price are unknown
    public record TracedCalls(
            long calls,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            long unpricedCalls) {}

    /// @param p50LatencyMs as in traces
    public record MeasuredCalls(
            long calls,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            long inputTokens,
            long outputTokens) {}

    /// The sum of all received calls.
    ///
    /// @param costUsd cost of the calls with a known price
    /// @param unpricedCalls calls whose tokens or price are unknown
    public record UnguardedSum(
            long calls, long inputTokens, long outputTokens, BigDecimal costUsd, long unpricedCalls) {}

    /// Returns the models of services, ordered by team, service and target.
    public List<UnguardedModel> models(Filter filter, int limit, long skip) {
        return models(filter, limit, skip, "");
    }

    /// Returns the models with the most traced calls of each team, so that no team crowds out the others.
    public List<UnguardedModel> busiest(Filter filter, int limit) {
        return models(
                filter,
                limit,
                0,
                "row_number() over (partition by team order by coalesce(t.calls, 0) desc, service, target),");
    }

    private List<UnguardedModel> models(Filter filter, int limit, long skip, String first) {
        return with(filter, jdbc.sql("""
                        with traced as (
                            select team, service, target, max(hour) as last_hour, sum(calls)::bigint as calls,
                                   sum(errors)::bigint as errors, sum(input_tokens)::bigint as input_tokens,
                                   sum(output_tokens)::bigint as output_tokens, sum(cost_usd) as cost_usd,
                                   sum(unpriced)::bigint as unpriced, %1$s as buckets
                            from unguarded_hour %2$s group by team, service, target),
                        measured as (
                            select team, service, target, max(hour) as last_hour, sum(calls)::bigint as calls,
                                   sum(errors)::bigint as errors, sum(input_tokens)::bigint as input_tokens,
                                   sum(output_tokens)::bigint as output_tokens, %1$s as buckets
                            from unguarded_metric_hour %2$s group by team, service, target)
                        select team, service, target, greatest(t.last_hour, m.last_hour) as last_hour,
                               t.calls, t.errors, t.input_tokens, t.output_tokens, t.cost_usd, t.unpriced, t.buckets,
                               m.calls as m_calls, m.errors as m_errors, m.input_tokens as m_input_tokens,
                               m.output_tokens as m_output_tokens, m.buckets as m_buckets
                        from traced t full join measured m using (team, service, target)
                        order by %3$s team, service, target limit :limit offset :skip
                        """.formatted(LatencyHistogram.SUMMED_BUCKETS, FILTERED, first)))
                .param("limit", limit)
                .param("skip", skip)
                .query((row, _) -> model(row))
                .list();
    }

    private static UnguardedModel model(ResultSet row) throws SQLException {
        return new UnguardedModel(
                row.getString("team"),
                row.getString("service"),
                row.getString("target"),
                row.getTimestamp("last_hour").toInstant(),
                row.getObject("calls") == null ? null : traced(row),
                row.getObject("m_calls") == null ? null : measured(row));
    }

    private static TracedCalls traced(ResultSet row) throws SQLException {
        List<Long> buckets = buckets(row, "buckets");
        return new TracedCalls(
                row.getLong("calls"),
                row.getLong("errors"),
                LatencyHistogram.quantile(buckets, 0.5),
                LatencyHistogram.quantile(buckets, 0.95),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getBigDecimal("cost_usd"),
                row.getLong("unpriced"));
    }

    private static MeasuredCalls measured(ResultSet row) throws SQLException {
        List<Long> buckets = buckets(row, "m_buckets");
        return new MeasuredCalls(
                row.getLong("m_calls"),
                row.getLong("m_errors"),
                LatencyHistogram.quantile(buckets, 0.5),
                LatencyHistogram.quantile(buckets, 0.95),
                row.getLong("m_input_tokens"),
                row.getLong("m_output_tokens"));
    }

    private static List<Long> buckets(ResultSet row, String column) throws SQLException {
        return Arrays.asList((Long[]) row.getArray(column).getArray());
    }

    /// Returns the sum of the calls in received traces.
    public UnguardedSum sum(Filter filter) {
        return with(filter, jdbc.sql("""
                        select coalesce(sum(calls), 0)::bigint as calls,
                               coalesce(sum(input_tokens), 0)::bigint as input_tokens,
                               coalesce(sum(output_tokens), 0)::bigint as output_tokens,
                               coalesce(sum(cost_usd), 0) as cost_usd, coalesce(sum(unpriced), 0)::bigint as unpriced
                        from unguarded_hour
                        """ + FILTERED))
                .query((row, _) -> new UnguardedSum(
                        row.getLong("calls"),
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getBigDecimal("cost_usd"),
                        row.getLong("unpriced")))
                .single();
    }

    private static JdbcClient.StatementSpec with(Filter filter, JdbcClient.StatementSpec statement) {
        return statement
                .param("from", Timestamp.from(filter.from()))
                .param("to", Timestamp.from(filter.to()))
                .param("team", filter.team())
                .param("service", filter.service())
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null));
    }
}
