package io.plumbline.monitoring.window;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the sums of [CallWindowProjection] for the caller's teams. Evaluation calls are excluded.
@Repository
public class CallWindows {

    /// The sum of histograms, bucket by bucket: an order of magnitude faster than unnesting them.
    public static final String SUMMED_BUCKETS = IntStream.rangeClosed(1, LatencyHistogram.BUCKETS)
            .mapToObj(bucket -> "sum(latency_buckets[" + bucket + "])::bigint")
            .collect(Collectors.joining(", ", "array[", "]"));

    private static final String BY_MINUTE = """
            select team, route, variant, model, minute as at, calls, blocked, provider_errors + gateway_errors as errors,
                   input_tokens + output_tokens as tokens, cost_usd, unpriced, latency_buckets
            from call_window where purpose = 'production'
            """;

    private static final String BY_HOUR = """
            select team, route, variant,
                   case when registered then target else substr(target, strpos(target, '/') + 1) end as model,
                   hour as at, calls, blocked, errors, input_tokens + output_tokens as tokens, cost_usd, unpriced,
                   latency_buckets
            from gateway_call_hour where purpose = 'PRODUCTION'
            """;

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

    /// Returns the windows of `[from, to)` in spans of equal length, newest first, then by team, route, variant
    /// and model. Whole hours are read from the sums by hour, of which a week has sixty times fewer.
    ///
    /// @param span whole minutes
    /// @param after end of the previous page; null for the first page
    @Transactional(readOnly = true)
    List<CallWindow> find(Filter filter, Instant from, Instant to, Duration span, @Nullable Place after, int limit) {
        boolean hours = Stream.of(from, to).allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.HOURS)))
                && span.toMinutes() % Duration.ofHours(1).toMinutes() == 0;
        return jdbc.sql("""
                        select * from (
                            select team, route, variant, model, date_bin(cast(:span as interval), at, :from) as start,
                                   sum(calls)::bigint as calls, sum(blocked)::bigint as blocked,
                                   sum(errors)::bigint as errors, sum(tokens)::bigint as tokens,
                                   sum(cost_usd) as cost_usd, sum(unpriced)::bigint as unpriced, %2$s as buckets
                            from (%1$s) as summed
                            where at >= :from and at < :to
                              and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                              and (cast(:route as text) is null or route = :route)
                              and (cast(:variant as text) is null or variant = :variant)
                            group by team, route, variant, model, start) as windows
                        where cast(:afterStart as timestamptz) is null or start < cast(:afterStart as timestamptz)
                           or start = cast(:afterStart as timestamptz) and (team, route, variant, model)
                              > (cast(:afterTeam as text), cast(:afterRoute as text),
                                 cast(:afterVariant as text), cast(:afterModel as text))
                        order by start desc, team, route, variant, model
                        limit :limit
                        """.formatted(hours ? BY_HOUR : BY_MINUTE, SUMMED_BUCKETS))
                .param("span", span.toMinutes() + " minutes")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null))
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
