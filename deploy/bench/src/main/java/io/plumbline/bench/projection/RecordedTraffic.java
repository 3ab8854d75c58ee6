package io.plumbline.bench.projection;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.monitoring.window.QuantileSketch;
import io.plumbline.standalone.layout.CannotContinue;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Calls in the database of a stack: as events in the audit log, and as the windows that the projection makes of
/// many more of them. Uses the superuser of the stack's own database.
public record RecordedTraffic(Connection database) {

    /// Windows: hours of 92 days.
    public static final int HOURS = 92 * 24;

    /// Windows: 3 teams, each with 2 routes of 2 variants, with short and medium inputs in 3 languages and 2 tags.
    public static final int WINDOWS_AN_HOUR = 144;

    private static final int DAY_HOURS = 24;
    /// The hours of a day begin at so many different sketches.
    private static final int KINDS_OF_DAYS = 8;
    private static final List<String> LANGUAGES = List.of("en", "en", "en", "de", "fr", "other");
    private static final List<String> TIERS = List.of("free", "free", "gold");

    private static final int BATCH = 2_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int SKETCHES = 64;

    /// Appends events of calls of ten routes over an hour, and waits until the log has given them their places and
    /// the projections have taken them in.
    ///
    /// @param calls number of events
    public void append(int calls) throws SQLException {
        SplittableRandom random = new SplittableRandom(5);
        SecureRandom ids = new SecureRandom();
        Instant begin = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        try (PreparedStatement insert =
                database.prepareStatement("insert into audit.event (id, canonical) values (?, ?)")) {
            for (int call = 0; call < calls; call++) {
                Instant at = begin.plusMillis(3_500_000L * call / calls);
                AuditEvent event = event(new UuidV7(Clock.fixed(at, java.time.ZoneOffset.UTC), ids), random);
                insert.setObject(1, event.id());
                insert.setBytes(2, event.canonical());
                insert.addBatch();
                if (call % BATCH == BATCH - 1 || call == calls - 1) {
                    insert.executeBatch();
                }
            }
        }
        until("select count(*) = 0 from audit.pending");
        awaitProjections();
    }

    private static AuditEvent event(UuidV7 ids, SplittableRandom random) {
        Map<String, Object> call = new HashMap<>();
        call.put("route", "route-" + random.nextInt(10));
        call.put("variant", random.nextBoolean() ? "stable" : "canary");
        call.put("operation", "chat");
        call.put("provider", "openai");
        call.put("upstreamModel", "gpt");
        call.put("model", "support");
        call.put("modelVersion", 1 + random.nextInt(2));
        call.put("prompt", "greeting@" + (1 + random.nextInt(2)));
        call.put("findings", Map.of());
        call.put("inputTokens", 100 + random.nextInt(3_000));
        call.put("outputTokens", 20 + random.nextInt(500));
        call.put("costUsd", 0.000_1 * (1 + random.nextInt(200)));
        double latency = 800 * Math.exp(0.6 * random.nextGaussian());
        call.put("latencyMs", latency);
        call.put("upstreamMs", latency * 0.98);
        call.put("guardMs", 1.5);
        call.put("timeToFirstTokenMs", latency * 0.2);
        call.put("status", 200);
        call.put("faultDomain", "none");
        call.put("stream", true);
        call.put("purpose", "production");
        call.put("attempts", 1);
        call.put("language", LANGUAGES.get(random.nextInt(LANGUAGES.size())));
        call.put("segmentTags", Map.of("tier", TIERS.get(random.nextInt(TIERS.size()))));
        return AuditEvent.builder(ids.next())
                .service("gateway")
                .team("bench")
                .actor(new Actor("api-key", "bench"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "bench"))
                .outcome(Outcome.SUCCESS)
                .attributes(call)
                .build();
    }

    /// Waits until every projection is at the end of the log.
    public void awaitProjections() throws SQLException {
        until("select min(next_leaf) >= (select size from audit.tree_head) from monitoring.projection");
    }

    /// Waits until the projection of the windows is at the end of the log.
    public void awaitWindows() throws SQLException {
        until("select next_leaf >= (select size from audit.tree_head) from monitoring.projection"
                + " where name = 'call-window'");
    }

    private void until(String condition) throws SQLException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            try (Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery(condition)) {
                if (row.next() && row.getBoolean(1)) {
                    return;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new CannotContinue("The projections have not caught up in ten minutes.");
    }

    /// Returns the number of events in the log.
    public long events() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select size from audit.tree_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Stores the windows of at least a number of calls that end at a time, as the projection would: by hour and day,
    /// each with the sketches of its calls. The durations come from a seeded generator.
    ///
    /// @param to the start of a day in UTC
    public void storeWindows(long calls, Instant to) throws SQLException {
        long each = Math.ceilDiv(calls, (long) HOURS * WINDOWS_AN_HOUR);
        List<byte[]> sketches = sketches(each);
        Instant from = to.minus(Duration.ofHours(HOURS));
        for (int part = 0; part < SKETCHES; part++) {
            store(
                    new Rows(60, each, part, HOURS, SKETCHES),
                    from,
                    sketches.get((part + 1) % SKETCHES),
                    sketches.get(part));
        }
        for (int day = 0; day < KINDS_OF_DAYS; day++) {
            QuantileSketch latency = new QuantileSketch();
            QuantileSketch first = new QuantileSketch();
            for (int hour = 0; hour < DAY_HOURS; hour++) {
                int part = day * DAY_HOURS + hour;
                latency.merge(sketches.get((part + 1) % SKETCHES));
                first.merge(sketches.get(part % SKETCHES));
            }
            store(
                    new Rows(60 * DAY_HOURS, each * DAY_HOURS, day, HOURS / DAY_HOURS, KINDS_OF_DAYS),
                    from,
                    latency.bytes(),
                    first.bytes());
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("analyze monitoring.call_window");
        }
    }

    /// Rows of the same sketches.
    ///
    /// @param minutes length of a row
    /// @param calls in a row
    /// @param first the first of them in the range
    /// @param end number of rows in the range
    /// @param step from one to the next
    private record Rows(int minutes, long calls, int first, int end, int step) {}

    private void store(Rows rows, Instant from, byte[] latency, byte[] firstToken) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                insert into monitoring.call_window (
                    team, route, variant, model, prompt, input_length, language, tags, purpose, minutes, start,
                    calls, blocked, refused, provider_errors, gateway_errors, fallbacks, input_tokens, output_tokens,
                    cached_tokens, cost_usd, unpriced, cache_hits, saved_usd, flagged, redacted, attacks, feedback,
                    negative, score_millionths, latency_medium, first_token)
                select 'bench-' || k % 3, 'route-' || k / 3 % 2, case k / 6 % 2 when 0 then 'stable' else 'canary' end,
                       'support@' || 1 + k / 6 % 2, 'greeting@1',
                       case k / 12 % 2 when 0 then 'SHORT' else 'MEDIUM' end,
                       (array['en', 'de', 'fr'])[1 + k / 24 % 3],
                       (array['tier=free', 'tier=gold'])[1 + k / 72], 'production', r.minutes,
                       cast(? as timestamptz) + h * r.minutes * interval '1 minute',
                       r.calls, 1, 1, 2, 0, 1, r.calls * 500, r.calls * 100, 0, 0.5, 0, 0, 0, 3, 10, 1, 40, 4, 36000000,
                       ?, ?
                from (select cast(? as int) as minutes, cast(? as bigint) as calls) as r,
                     generate_series(0, ?) as k, generate_series(?, ?, ?) as h
                """)) {
            insert.setString(1, from.toString());
            insert.setBytes(2, latency);
            insert.setBytes(3, firstToken);
            insert.setInt(4, rows.minutes());
            insert.setLong(5, rows.calls());
            insert.setInt(6, WINDOWS_AN_HOUR - 1);
            insert.setInt(7, rows.first());
            insert.setInt(8, rows.end() - 1);
            insert.setInt(9, rows.step());
            insert.executeUpdate();
        }
    }

    private static List<byte[]> sketches(long calls) {
        SplittableRandom random = new SplittableRandom(9);
        List<byte[]> sketches = new java.util.ArrayList<>();
        for (int i = 0; i < SKETCHES; i++) {
            QuantileSketch sketch = new QuantileSketch();
            for (long call = 0; call < calls; call++) {
                sketch.add(800 * Math.exp(0.6 * random.nextGaussian()));
            }
            sketches.add(sketch.bytes());
        }
        return sketches;
    }
}
