package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.otlp.ReceivedPoint.Total;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Sums received metrics by hour, service and model. A cumulative stream adds what it has gained since its last point;
/// a point that is sent again adds nothing. A stream that began more than a day before its first point here adds
/// nothing with that point, because its past may have been counted. The number of streams of a team is bounded.
@Repository
class ReceivedMetrics {

    /// Maximum number of cumulative streams of a team.
    static final int MOST_STREAMS = 10_000;

    private static final Duration COUNTED_FROM_START = Duration.ofDays(1);
    private static final JsonMapper ROWS = JsonMapper.builder().build();
    private static final long NANOS = 1_000_000_000L;

    private final JdbcClient jdbc;
    private final UnguardedSeries series;
    private final Clock clock;

    ReceivedMetrics(JdbcClient jdbc, UnguardedSeries series, Clock clock) {
        this.jdbc = jdbc;
        this.series = series;
        this.clock = clock;
    }

    private record State(long timeNanos, Total total) {}

    /// Stores points.
    ///
    /// @param rejections gets the points of streams beyond the bound
    @Transactional
    void store(String team, List<ReceivedPoint> points, Rejections rejections) {
        List<ReceivedPoint> ordered = points.stream()
                .sorted(Comparator.comparing(ReceivedPoint::time))
                .toList();
        Map<String, State> states = states(team, ordered);
        Map<String, State> changed = new TreeMap<>();
        UnguardedSeries.Sums sums = series.sums(team, "unguarded_metric_hour");
        for (ReceivedPoint point : ordered) {
            if (!point.cumulative()) {
                add(sums, point, point.total());
                continue;
            }
            State last = states.get(point.stream());
            long time = nanos(point.time());
            if (last == null) {
                rejections.add("The team has more than 10,000 cumulative streams. Use delta temporality.");
            } else if (time > last.timeNanos()) {
                boolean isPast = last.timeNanos() == 0
                        && point.start().isBefore(clock.instant().minus(COUNTED_FROM_START));
                if (!isPast) {
                    add(sums, point, point.total().since(last.total()));
                }
                State now = new State(time, point.total());
                states.put(point.stream(), now);
                changed.put(point.stream(), now);
            }
        }
        save(team, changed);
        sums.save(false);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS + time.getNano();
    }

    private static void add(UnguardedSeries.Sums sums, ReceivedPoint point, Total increase) {
        UnguardedSeries.Sum sum =
                sums.of(point.service(), point.target(), point.time().truncatedTo(ChronoUnit.HOURS));
        switch (point.measure()) {
            case INPUT_TOKENS -> sum.inputTokens += Math.round(increase.value());
            case OUTPUT_TOKENS -> sum.outputTokens += Math.round(increase.value());
            case DURATION -> {
                sum.calls += increase.count();
                sum.errors += point.failed() ? increase.count() : 0;
                for (int i = 0; i < sum.latencyBuckets.length && !point.failed(); i++) {
                    sum.latencyBuckets[i] += increase.latencyBuckets()[i];
                }
            }
        }
    }

    /// Returns the last totals of the streams, locked, and begins the streams that are new.
    private Map<String, State> states(String team, List<ReceivedPoint> points) {
        String[] streams = points.stream()
                .filter(ReceivedPoint::cumulative)
                .map(ReceivedPoint::stream)
                .distinct()
                .sorted()
                .toArray(String[]::new);
        Map<String, State> states = new TreeMap<>();
        if (streams.length == 0) {
            return states;
        }
        long free = MOST_STREAMS
                - jdbc.sql("select count(*) from unguarded_stream where team = ?")
                        .param(team)
                        .query(Long.class)
                        .single();
        jdbc.sql("""
                        insert into unguarded_stream
                        select :team, s.stream, 0, 0, 0, array_fill(0::bigint, array[:buckets]), :now
                        from unnest(cast(:streams as text[])) as s (stream)
                        where not exists (
                            select from unguarded_stream u where u.team = :team and u.stream = s.stream)
                        order by s.stream limit :free
                        on conflict do nothing
                        """)
                .param("team", team)
                .param("streams", streams)
                .param("buckets", LatencyHistogram.BUCKETS)
                .param("now", Timestamp.from(clock.instant()))
                .param("free", Math.max(0, free))
                .update();
        jdbc.sql("""
                        select stream, time_nanos, calls, value, latency_buckets from unguarded_stream
                        where team = :team and stream = any (cast(:streams as text[]))
                        order by stream for update
                        """)
                .param("team", team)
                .param("streams", streams)
                .query((row, _) -> states.put(
                        row.getString(1),
                        new State(row.getLong(2), new Total(row.getLong(3), row.getDouble(4), longs(row.getArray(5))))))
                .list();
        return states;
    }

    private static long[] longs(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private void save(String team, Map<String, State> states) {
        if (states.isEmpty()) {
            return;
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        states.forEach((stream, state) -> rows.add(Map.of(
                "stream", stream,
                "time_nanos", state.timeNanos(),
                "calls", state.total().count(),
                "value", state.total().value(),
                "latency_buckets", state.total().latencyBuckets())));
        jdbc.sql("""
                        update unguarded_stream u
                        set time_nanos = s.time_nanos, calls = s.calls, value = s.value,
                            latency_buckets = s.latency_buckets, updated_at = :now
                        from jsonb_populate_recordset(null::unguarded_stream, cast(:rows as jsonb)) s
                        where u.team = :team and u.stream = s.stream
                        """)
                .param("team", team)
                .param("rows", ROWS.writeValueAsString(rows))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
