package io.plumbline.monitoring.otlp;

import io.plumbline.kit.security.Caller;
import io.plumbline.monitoring.otlp.ReceivedCall.Tokens;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores received calls beside the gateway's, and sums them by hour, service and model. The id of a call is a function
/// of its team and span, so a batch that is sent again counts once. A call that the gateway has with the same trace
/// id at the same time is the gateway's and is not stored a second time. The number of calls of a team that are stored
/// in an hour is bounded.
@Repository
class ReceivedCalls {

    /// The route and variant of calls outside the gateway; no route can have this name.
    static final String NO_ROUTE = "-";

    private static final JsonMapper ROWS = JsonMapper.builder().build();

    /// How far the clocks of a sender and the gateway may differ.
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LOW = 0x3FFF_FFFF_FFFF_FFFFL;

    private final JdbcClient jdbc;
    private final UnguardedSeries series;
    private final OtlpProperties properties;
    private final Clock clock;

    ReceivedCalls(JdbcClient jdbc, UnguardedSeries series, OtlpProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.series = series;
        this.properties = properties;
        this.clock = clock;
    }

    /// Stores the calls that are new.
    ///
    /// @param costs by call; calls without one are unpriced
    /// @param rejections gets the calls beyond the limit of the hour
    @Transactional
    void store(
            String team,
            Caller by,
            List<ReceivedCall> calls,
            Map<ReceivedCall, BigDecimal> costs,
            Rejections rejections) {
        Map<UUID, ReceivedCall> given = new LinkedHashMap<>();
        Map<String, List<Instant>> guarded = guarded(team, calls);
        for (ReceivedCall call : calls) {
            if (!isGuarded(call, guarded)) {
                given.put(id(team, call), call);
            }
        }
        if (!given.isEmpty()) {
            limit(team, given, rejections);
        }
        if (given.isEmpty()) {
            return;
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        given.forEach((id, call) -> rows.add(row(id, team, by, call, costs.get(call))));
        List<UUID> stored = jdbc.sql("""
                        insert into gateway_call (
                            call_id, team, route, variant, purpose, environment, target, provider, upstream_model,
                            attempts, fallback, outcome, status, error_type, fault_domain, actor_type, actor_id,
                            trace_id, guarded, categories, latency_ms, upstream_ms, guard_ms, first_token_ms,
                            input_tokens, output_tokens, cost_usd, has_content, source, service, received)
                        select call_id, team, route, variant, purpose, environment, target, provider, upstream_model,
                            attempts, fallback, outcome, status, error_type, fault_domain, actor_type, actor_id,
                            trace_id, guarded, categories, latency_ms, upstream_ms, guard_ms, first_token_ms,
                            input_tokens, output_tokens, cost_usd, has_content, source, service, received
                        from jsonb_populate_recordset(null::gateway_call, cast(:rows as jsonb))
                        order by call_id
                        on conflict (call_id) do nothing
                        returning call_id
                        """)
                .param("rows", ROWS.writeValueAsString(rows))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        given.keySet().retainAll(new HashSet<>(stored));
        jdbc.sql("update received_call_count set calls = calls + ? where team = ?")
                .params(stored.size(), team)
                .update();
        sum(team, given.values(), costs);
    }

    /// Removes the calls that are stored already, and those beyond the limit of the hour. Locks the count of the team
    /// until the end of the transaction.
    private void limit(String team, Map<UUID, ReceivedCall> given, Rejections rejections) {
        long counted = jdbc.sql("""
                        insert into received_call_count as c (team, hour, calls) values (:team, :hour, 0)
                        on conflict (team) do update set
                            hour = greatest(c.hour, excluded.hour),
                            calls = case when c.hour < excluded.hour then 0 else c.calls end
                        returning calls
                        """)
                .param("team", team)
                .param("hour", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.HOURS)))
                .query(Long.class)
                .single();
        given.keySet()
                .removeAll(new HashSet<>(
                        jdbc.sql("select call_id from gateway_call where call_id = any (cast(:ids as uuid[]))")
                                .param("ids", given.keySet().toArray(UUID[]::new))
                                .query((row, _) -> row.getObject(1, UUID.class))
                                .list()));
        long free = Math.max(0, properties.mostCallsPerHour() - counted);
        List<UUID> excess = given.keySet().stream().skip(free).toList();
        for (UUID id : excess) {
            given.remove(id);
            rejections.add("The team has sent more than " + properties.mostCallsPerHour() + " calls in an hour.");
        }
    }

    /// Returns the times of the gateway's calls with the same trace ids.
    private Map<String, List<Instant>> guarded(String team, List<ReceivedCall> calls) {
        Set<String> traces = new HashSet<>();
        calls.forEach(call -> traces.add(call.origin().traceId()));
        Map<String, List<Instant>> guarded = new HashMap<>();
        jdbc.sql("""
                        select trace_id, call_id from gateway_call
                        where team = :team and source = 'GATEWAY' and trace_id = any (cast(:traces as text[]))
                        """)
                .param("team", team)
                .param("traces", traces.toArray(String[]::new))
                .query((row, _) -> guarded.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(io.plumbline.audit.UuidV7.instantOf(row.getObject(2, UUID.class))))
                .list();
        return guarded;
    }

    private static boolean isGuarded(ReceivedCall call, Map<String, List<Instant>> guarded) {
        Instant from = call.start().minus(CLOCKS);
        Instant to = call.start().plusNanos((long) (call.latencyMs() * 1e6)).plus(CLOCKS);
        return guarded.getOrDefault(call.origin().traceId(), List.of()).stream()
                .anyMatch(time -> !time.isBefore(from) && !time.isAfter(to));
    }

    private static UUID id(String team, ReceivedCall call) {
        byte[] digest = sha256(
                team + "\n" + call.origin().traceId() + "\n" + call.origin().spanId());
        ByteBuffer bits = ByteBuffer.wrap(digest);
        long high = call.start().toEpochMilli() << 16 | VERSION | (bits.getShort() & 0xFFFL);
        return new UUID(high, VARIANT | (bits.getLong() & LOW));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static Map<String, @Nullable Object> row(
            UUID id, String team, Caller by, ReceivedCall call, @Nullable BigDecimal cost) {
        boolean failed = call.errorType() != null;
        Tokens tokens = call.tokens();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("call_id", id);
        row.put("team", team);
        row.put("route", NO_ROUTE);
        row.put("variant", NO_ROUTE);
        row.put("purpose", "PRODUCTION");
        row.put("environment", "NONE");
        row.put("target", call.target());
        row.put("provider", call.provider());
        row.put("upstream_model", call.model());
        row.put("attempts", 1);
        row.put("fallback", false);
        row.put("outcome", failed ? "FAILURE" : "SUCCESS");
        row.put("status", failed ? 0 : 200);
        row.put("error_type", call.errorType());
        row.put("fault_domain", failed ? "provider" : "none");
        row.put("actor_type", by.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        row.put("actor_id", by.id());
        row.put("trace_id", call.origin().traceId());
        row.put("guarded", false);
        row.put("categories", List.of());
        row.put("latency_ms", call.latencyMs());
        row.put("upstream_ms", call.latencyMs());
        row.put("guard_ms", 0);
        row.put("first_token_ms", call.firstTokenMs());
        row.put("input_tokens", tokens == null ? 0 : tokens.input());
        row.put("output_tokens", tokens == null ? 0 : tokens.output());
        row.put("cost_usd", cost);
        row.put("has_content", false);
        row.put("source", "OTLP");
        row.put("service", call.origin().service());
        row.put("received", received(call));
        return row;
    }

    private static Map<String, @Nullable Object> received(ReceivedCall call) {
        Tokens tokens = call.tokens();
        Map<String, @Nullable Object> received = new HashMap<>();
        received.put("dialect", call.origin().dialect());
        received.put("spanId", call.origin().spanId());
        received.put("operation", call.origin().operation());
        received.put("server", call.origin().server());
        received.put("responseModel", call.responseModel());
        received.put("cachedInputTokens", tokens == null ? null : tokens.cached());
        received.put("tokensKnown", tokens != null);
        return received;
    }

    private void sum(String team, Iterable<ReceivedCall> calls, Map<ReceivedCall, BigDecimal> costs) {
        UnguardedSeries.Sums sums = series.sums(team, "unguarded_hour");
        for (ReceivedCall call : calls) {
            boolean failed = call.errorType() != null;
            Tokens tokens = call.tokens();
            BigDecimal cost = costs.get(call);
            UnguardedSeries.Sum sum =
                    sums.of(call.origin().service(), call.target(), call.start().truncatedTo(ChronoUnit.HOURS));
            sum.calls++;
            sum.errors += failed ? 1 : 0;
            sum.inputTokens += tokens == null ? 0 : tokens.input();
            sum.outputTokens += tokens == null ? 0 : tokens.output();
            sum.costUsd = cost == null ? sum.costUsd : sum.costUsd.add(cost);
            sum.unpriced += (cost == null && (tokens != null || !failed)) ? 1 : 0;
            if (!failed) {
                sum.latencyBuckets[LatencyHistogram.bucketOf(call.latencyMs())]++;
            }
        }
        sums.save(true);
    }
}
