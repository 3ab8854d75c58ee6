package io.plumbline.monitoring.window;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the sums of [CallWindowProjection] for the caller's teams. Evaluation calls are excluded.
@Repository
public class CallWindows {

    private final JdbcClient jdbc;

    CallWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Selects windows; null selects all.
    record Filter(@Nullable String route, @Nullable String variant) {

        static final Filter ALL = new Filter(null, null);
    }

    /// The position of a window in the order of [#find].
    record Place(Instant from, String team, String route, String variant, String model) {}

    /// Passed calls and stopped or failed calls of one span.
    public record Span(Instant from, long passed, long stopped) {}

    /// Returns the windows of `[from, to)` in spans of equal length, newest first, then by team, route, variant
    /// and model.
    ///
    /// @param span whole minutes
    /// @param after end of the previous page; null for the first page
    @Transactional(readOnly = true)
    List<CallWindow> find(Filter filter, Instant from, Instant to, Duration span, @Nullable Place after, int limit) {
        return jdbc.sql("""
                        with binned as (
                            select *, date_bin(cast(:span as interval), minute, :from) as start
                            from call_window
                            where minute >= :from and minute < :to and purpose = 'production'
                              and (cast(:route as text) is null or route = :route)
                              and (cast(:variant as text) is null or variant = :variant)),
                        histogram as (
                            select team, route, variant, model, start, array_agg(count order by i) as buckets
                            from (
                                select team, route, variant, model, start, i, sum(count)::bigint as count
                                from binned, unnest(latency_buckets) with ordinality as u (count, i)
                                group by team, route, variant, model, start, i) s
                            group by team, route, variant, model, start)
                        select b.team, b.route, b.variant, b.model, b.start,
                               sum(calls)::bigint as calls, sum(blocked)::bigint as blocked,
                               sum(provider_errors + gateway_errors)::bigint as errors,
                               sum(input_tokens + output_tokens)::bigint as tokens,
                               sum(cost_usd) as cost_usd, sum(unpriced)::bigint as unpriced, h.buckets
                        from binned b join histogram h using (team, route, variant, model, start)
                        where cast(:afterStart as timestamptz) is null or b.start < cast(:afterStart as timestamptz)
                           or b.start = cast(:afterStart as timestamptz) and (b.team, b.route, b.variant, b.model)
                              > (cast(:afterTeam as text), cast(:afterRoute as text),
                                 cast(:afterVariant as text), cast(:afterModel as text))
                        group by b.team, b.route, b.variant, b.model, b.start, h.buckets
                        order by b.start desc, b.team, b.route, b.variant, b.model
                        limit :limit
                        """)
                .param("span", span.toMinutes() + " minutes")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("route", filter.route())
                .param("variant", filter.variant())
                .param("afterStart", after == null ? null : Timestamp.from(after.from()))
                .param("afterTeam", after == null ? null : after.team())
                .param("afterRoute", after == null ? null : after.route())
                .param("afterVariant", after == null ? null : after.variant())
                .param("afterModel", after == null ? null : after.model())
                .param("limit", limit)
                .query((row, _) -> window(row))
                .list();
    }

    /// Returns passed calls, and stopped or failed calls, over all routes in spans of equal length, oldest first,
    /// including empty spans.
    @Transactional(readOnly = true)
    public List<Span> spans(Instant from, Instant to, Duration span) {
        return jdbc.sql("""
                        select start, coalesce(sum(calls - blocked - provider_errors - gateway_errors), 0)::bigint,
                               coalesce(sum(blocked + provider_errors + gateway_errors), 0)::bigint
                        from generate_series(cast(:from as timestamptz), cast(:to as timestamptz) - cast(:span as interval),
                                             cast(:span as interval)) as start
                        left join call_window
                            on minute >= start and minute < start + cast(:span as interval) and purpose = 'production'
                        group by start order by start
                        """)
                .param("span", span.toMinutes() + " minutes")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, _) -> new Span(row.getTimestamp(1).toInstant(), row.getLong(2), row.getLong(3)))
                .list();
    }

    private static CallWindow window(ResultSet row) throws SQLException {
        Array buckets = row.getArray("buckets");
        return new CallWindow(
                row.getString("team"),
                row.getString("route"),
                row.getString("variant"),
                row.getString("model"),
                row.getTimestamp("start").toInstant(),
                row.getLong("calls"),
                row.getLong("blocked"),
                row.getLong("errors"),
                row.getLong("tokens"),
                row.getBigDecimal("cost_usd"),
                row.getLong("unpriced"),
                Arrays.asList((Long[]) buckets.getArray()));
    }
}
