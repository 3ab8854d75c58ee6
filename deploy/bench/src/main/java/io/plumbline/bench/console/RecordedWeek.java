package io.plumbline.bench.console;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.standalone.layout.CannotContinue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A week of calls and other events, made of copies of the real ones in the log, each with its own id, time and trace;
/// a call also has its own latency and data subject.
///
/// The copies are appended to `audit.event`, whose trigger checks them like every event, and the gateway's usage gets
/// the row that it gets for such a call. Everything else comes from the services: governance gives the events their
/// places in the log, and monitoring projects its lists. Events that change what monitoring knows about production
/// and rollouts are not copied, and the calls have no stored content.
final class RecordedWeek {

    static final Duration LENGTH = Duration.ofDays(7);

    private static final int BATCH = 1_000;
    private static final int SUBJECTS = 5_000;
    private static final double SPREAD_OF_LATENCY = 0.8;
    private static final double TYPICAL_LATENCY_MS = 900;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String CALLS = "action LIKE 'gateway.call.%'";
    private static final String OTHERS = "action ~ '^governance\\.(access|key|policy|team|user)\\.'"
            + " OR action ~ '^(eval\\.suite|gateway\\.price|gateway\\.provider|registry\\.dataset)\\.'";

    private final Connection database;
    private final Instant end;
    private final SplittableRandom random;

    /// @param database as the superuser
    RecordedWeek(Connection database, Instant end, long seed) {
        this.database = database;
        this.end = end;
        this.random = new SplittableRandom(seed);
    }

    /// A copy of an event.
    ///
    /// @param template id of the original
    private record Copy(UUID id, UUID template, byte[] canonical, Instant time) {}

    /// Appends that many calls, and as many other events, then waits until every service has them.
    void append(int calls, IntConsumer progress) {
        try {
            append(templates(CALLS), templates(OTHERS), calls, progress);
            awaitServices(calls);
            try (Statement statement = database.createStatement()) {
                // What autovacuum does in the course of a week.
                statement.execute("VACUUM ANALYZE");
            }
        } catch (SQLException e) {
            throw new CannotContinue("The database refuses the events: %s.".formatted(e.getMessage()), e);
        }
    }

    private List<AuditEvent> templates(String which) throws SQLException {
        List<AuditEvent> found = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT canonical FROM audit.event WHERE " + which + " ORDER BY id LIMIT 5000")) {
            while (rows.next()) {
                found.add(AuditEvent.parse(rows.getBytes(1)));
            }
        }
        if (found.isEmpty()) {
            throw new CannotContinue("There is no event to copy.");
        }
        return found;
    }

    /// In the order of time, as services append, half of them calls.
    private void append(List<AuditEvent> calls, List<AuditEvent> others, int count, IntConsumer progress)
            throws SQLException {
        List<Instant> times = IntStream.range(0, count)
                .mapToObj(_ -> end.minusMillis(random.nextLong(LENGTH.toMillis())))
                .sorted()
                .toList();
        for (int from = 0; from < count; from += BATCH) {
            List<Copy> copies = new ArrayList<>();
            List<Copy> copiedCalls = new ArrayList<>();
            for (Instant time : times.subList(from, Math.min(count, from + BATCH))) {
                copiedCalls.add(copy(calls.get(random.nextInt(calls.size())), time, true));
                copies.add(copy(others.get(random.nextInt(others.size())), time, false));
            }
            copies.addAll(copiedCalls);
            insert(copies);
            addUsage(copiedCalls);
            progress.accept(2 * (from + copiedCalls.size()));
        }
    }

    private Copy copy(AuditEvent template, Instant time, boolean call) {
        UUID id = id(time);
        AuditEventBuilder copy = AuditEvent.builder(id)
                .service(template.service())
                .team(template.team())
                .actor(template.actor())
                .action(template.action())
                .resource(template.resource())
                .outcome(template.outcome())
                .traceId("%016x%016x".formatted(random.nextLong(), random.nextLong() | 1))
                .attributes(call ? slower(template.attributes()) : template.attributes());
        if (call && !template.subjects().isEmpty()) {
            copy.subjects(List.of("s_%032x".formatted(1 + random.nextInt(SUBJECTS))));
        }
        return new Copy(id, template.id(), copy.build().canonical(), io.plumbline.audit.UuidV7.instantOf(id));
    }

    private Map<String, @Nullable Object> slower(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> copy = new HashMap<>(attributes);
        double wanted = TYPICAL_LATENCY_MS * Math.exp(SPREAD_OF_LATENCY * gaussian());
        if (copy.get("latencyMs") instanceof Number latency) {
            double added = Math.max(0, Math.rint(wanted - latency.doubleValue()));
            for (String part : List.of("latencyMs", "upstreamMs")) {
                if (copy.get(part) instanceof Number number) {
                    copy.put(part, number.doubleValue() + added);
                }
            }
        }
        return copy;
    }

    /// By Box and Muller.
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /// A UUID of version 7.
    private UUID id(Instant time) {
        long high = time.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12);
        return new UUID(high, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }

    private void insert(List<Copy> batch) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO audit.event (id, canonical) SELECT * FROM unnest(?::uuid[], ?::bytea[])")) {
            insert.setArray(1, uuids(batch.stream().map(Copy::id).toList()));
            insert.setArray(
                    2,
                    database.createArrayOf(
                            "bytea", batch.stream().map(Copy::canonical).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private void addUsage(List<Copy> batch) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO gateway.usage_entry (id, part, at, day, team, key, route, model, purpose, outcome,
                    input_tokens, cached_input_tokens, output_tokens, cost_usd, saved_usd)
                SELECT copy.id, u.part, copy.at, (copy.at AT TIME ZONE 'UTC')::date, u.team, u.key, u.route, u.model,
                    u.purpose, u.outcome, u.input_tokens, u.cached_input_tokens, u.output_tokens, u.cost_usd, u.saved_usd
                FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS copy (id, template, at)
                JOIN gateway.usage_entry u ON u.id = copy.template""")) {
            insert.setArray(1, uuids(batch.stream().map(Copy::id).toList()));
            insert.setArray(2, uuids(batch.stream().map(Copy::template).toList()));
            insert.setArray(
                    3,
                    database.createArrayOf(
                            "timestamptz",
                            batch.stream()
                                    .map(copy -> Timestamp.from(copy.time()))
                                    .toArray()));
            insert.executeUpdate();
        }
    }

    private Array uuids(List<UUID> ids) throws SQLException {
        return database.createArrayOf("uuid", ids.toArray());
    }

    private void awaitServices(int calls) throws SQLException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!isTrue("SELECT NOT EXISTS (SELECT FROM audit.pending)")
                || !isTrue(String.format(Locale.ROOT, "SELECT count(*) >= %d FROM monitoring.gateway_call", calls))
                || !isTrue("SELECT min(next_leaf) >= (SELECT size FROM audit.tree_head) FROM monitoring.projection")) {
            if (System.nanoTime() > deadline) {
                throw new CannotContinue(
                        "The services do not have all events after %d min.".formatted(LONGEST_WAIT.toMinutes()));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isTrue(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
