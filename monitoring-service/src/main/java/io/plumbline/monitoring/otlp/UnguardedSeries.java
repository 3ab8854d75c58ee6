package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.window.LatencyHistogram;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Adds to the sums by team, service, model and hour. The number of series of a team in an hour is bounded: further
/// ones are added to the series `(other)`. Rows are written in one order, so concurrent requests do not deadlock.
@Repository
class UnguardedSeries {

    /// Maximum number of series of a team in an hour.
    static final int MOST_SERIES = 500;

    static final String OTHER = "(other)";

    /// Maximum of a number in a row, so that sums over many rows stay within 64 bits.
    private static final long MOST = 1_000_000_000_000_000L;

    private static final JsonMapper ROWS = JsonMapper.builder().build();
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::hour).thenComparing(Key::service).thenComparing(Key::target);

    private final JdbcClient jdbc;

    UnguardedSeries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(String service, String target, Instant hour) {}

    /// What is added to a row.
    static final class Sum {
        long calls;
        long errors;
        long inputTokens;
        long outputTokens;
        BigDecimal costUsd = BigDecimal.ZERO;
        long unpriced;
        final long[] latencyBuckets = new long[LatencyHistogram.BUCKETS];
    }

    /// Starts sums for a table.
    ///
    /// @param table `unguarded_hour` or `unguarded_metric_hour`
    Sums sums(String team, String table) {
        return new Sums(team, table);
    }

    /// The sums of one request.
    final class Sums {

        private final String team;
        private final String table;
        private final Map<Key, Sum> sums = new TreeMap<>(ORDER);
        private final Map<Instant, Set<Key>> known = new HashMap<>();

        Sums(String team, String table) {
            this.team = team;
            this.table = table;
        }

        /// Returns the sum of a series in an hour.
        Sum of(String service, String target, Instant hour) {
            Set<Key> keys = known.computeIfAbsent(hour, this::stored);
            Key key = new Key(service, target, hour);
            if (!keys.contains(key)) {
                if (keys.size() >= MOST_SERIES) {
                    key = new Key(OTHER, OTHER, hour);
                } else {
                    keys.add(key);
                }
            }
            return sums.computeIfAbsent(key, _ -> new Sum());
        }

        private Set<Key> stored(Instant hour) {
            return new HashSet<>(
                    jdbc.sql("select service, target from " + table + " where team = :team and hour = :hour")
                            .param("team", team)
                            .param("hour", Timestamp.from(hour))
                            .query((row, _) -> new Key(row.getString(1), row.getString(2), hour))
                            .list());
        }

        /// @param priced whether the table has costs
        void save(boolean priced) {
            if (sums.isEmpty()) {
                return;
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            sums.forEach((key, sum) -> rows.add(row(key, sum)));
            String costs = priced
                    ? "cost_usd = h.cost_usd + excluded.cost_usd, unpriced = h.unpriced + excluded.unpriced,"
                    : "";
            jdbc.sql("""
                            insert into %1$s as h
                            select * from jsonb_populate_recordset(null::%1$s, cast(:rows as jsonb))
                            order by hour, service, target
                            on conflict (team, service, target, hour) do update set
                                calls = least(h.calls + excluded.calls, %3$d),
                                errors = least(h.errors + excluded.errors, %3$d),
                                input_tokens = least(h.input_tokens + excluded.input_tokens, %3$d),
                                output_tokens = least(h.output_tokens + excluded.output_tokens, %3$d),
                                %2$s
                                latency_buckets = array(
                                    select least(a + b, %3$d)
                                    from unnest(h.latency_buckets, excluded.latency_buckets) with ordinality t (a, b, i)
                                    order by i)
                            """.formatted(table, costs, MOST))
                    .param("rows", ROWS.writeValueAsString(rows))
                    .update();
        }

        private Map<String, Object> row(Key key, Sum sum) {
            return Map.ofEntries(
                    Map.entry("team", team),
                    Map.entry("service", key.service()),
                    Map.entry("target", key.target()),
                    Map.entry("hour", key.hour().toString()),
                    Map.entry("calls", Math.min(MOST, sum.calls)),
                    Map.entry("errors", Math.min(MOST, sum.errors)),
                    Map.entry("input_tokens", Math.min(MOST, sum.inputTokens)),
                    Map.entry("output_tokens", Math.min(MOST, sum.outputTokens)),
                    Map.entry("cost_usd", sum.costUsd),
                    Map.entry("unpriced", sum.unpriced),
                    Map.entry(
                            "latency_buckets",
                            Arrays.stream(sum.latencyBuckets)
                                    .map(count -> Math.min(MOST, count))
                                    .toArray()));
        }
    }
}
