package io.plumbline.monitoring.call;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.clients.gateway.CallRetrieval;
import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.monitoring.projection.CallEvent;
import io.plumbline.monitoring.projection.Projection;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Lists the gateway's calls and sums them by hour, route, variant and target. Calls with missing or impossible
/// values are skipped, and calls older than [CallProperties] keeps are not listed. Calls of received traces are in the
/// same list, but not in the log, so a rebuild leaves them.
///
/// A batch is stored with one statement per table: its rows travel as a JSON array whose members are named as the
/// columns.
@Component
final class CallProjection implements Projection {

    private static final int MOST_CATEGORIES = 40;
    private static final int MOST_PASSAGES = 100;
    private static final JsonMapper ROWS = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final CallProperties properties;
    private final Clock clock;

    CallProjection(JdbcClient jdbc, CallProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public int apply(List<AuditEvent> events) {
        List<CallEvent> calls = new ArrayList<>();
        int leftOut = 0;
        for (AuditEvent event : events) {
            if (CallEvent.isCall(event)) {
                Optional<CallEvent> call = CallEvent.read(event);
                call.ifPresent(calls::add);
                leftOut += call.isPresent() ? 0 : 1;
            }
        }
        Instant now = clock.instant();
        storeCalls(calls, now.minus(properties.keep()));
        storeHours(calls, now.minus(properties.keepHours()));
        return leftOut;
    }

    @Override
    public void clear() {
        jdbc.sql("delete from gateway_call where source = 'GATEWAY'").update();
        jdbc.sql("delete from gateway_call_hour").update();
        jdbc.sql("delete from call_citation").update();
    }

    private void storeCalls(List<CallEvent> calls, Instant since) {
        List<CallEvent> listed = calls.stream()
                .filter(call -> !call.event().time().isBefore(since))
                .toList();
        List<Map<String, @Nullable Object>> rows =
                listed.stream().map(CallProjection::row).toList();
        if (!rows.isEmpty()) {
            jdbc.sql("""
                            insert into gateway_call (
                                call_id, team, route, variant, purpose, environment, target, provider, upstream_model,
                                model, model_version, prompt, attempts, fallback, cache, outcome, status, error_type,
                                fault_domain, actor_type, actor_id, subject, trace_id, policy, guarded, categories,
                                latency_ms, upstream_ms, guard_ms, first_token_ms, input_tokens, output_tokens,
                                cost_usd, has_content, request_fingerprint)
                            select call_id, team, route, variant, purpose, environment, target, provider,
                                upstream_model, model, model_version, prompt, attempts, fallback, cache, outcome,
                                status, error_type, fault_domain, actor_type, actor_id, subject, trace_id, policy,
                                guarded, categories, latency_ms, upstream_ms, guard_ms, first_token_ms, input_tokens,
                                output_tokens, cost_usd, has_content, request_fingerprint
                            from jsonb_populate_recordset(null::gateway_call, cast(:rows as jsonb))
                            on conflict (call_id) do nothing
                            """).param("rows", ROWS.writeValueAsString(rows)).update();
        }
        storeCitations(listed);
    }

    private void storeCitations(List<CallEvent> calls) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CallEvent call : calls) {
            CallRetrieval retrieval = call.attributes().served().retrieval();
            if (retrieval != null && retrieval.passages() != null) {
                retrieval.passages().stream()
                        .limit(MOST_PASSAGES)
                        .forEach(passage -> rows.add(Map.of(
                                "call_id", call.event().id(),
                                "team", call.event().team(),
                                "chunk", passage.chunk(),
                                "knowledge_base", CallEvent.cut(retrieval.knowledgeBase()),
                                "document", CallEvent.cut(passage.document()),
                                "version", passage.version())));
            }
        }
        if (!rows.isEmpty()) {
            jdbc.sql("""
                            insert into call_citation
                            select * from jsonb_populate_recordset(null::call_citation, cast(:rows as jsonb))
                            on conflict (call_id, chunk) do nothing
                            """).param("rows", ROWS.writeValueAsString(rows)).update();
        }
    }

    private static Map<String, @Nullable Object> row(CallEvent call) {
        AuditEvent event = call.event();
        CallAttributes attributes = call.attributes();
        CallAttributes.Served served = attributes.served();
        CallRouting routing = attributes.routing();
        List<String> categories = categories(call);
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("call_id", event.id());
        row.put("team", event.team());
        row.put("route", CallEvent.cut(attributes.route()));
        row.put("variant", CallEvent.cut(attributes.variant()));
        row.put("purpose", CallEvent.cut(attributes.purpose()).toUpperCase(Locale.ROOT));
        row.put("environment", served.environment());
        row.put("target", call.target());
        row.put("provider", CallEvent.cut(served.provider()));
        row.put("upstream_model", CallEvent.cut(served.upstreamModel()));
        row.put("model", served.model() == null ? null : CallEvent.cut(served.model()));
        row.put("model_version", served.modelVersion());
        row.put("prompt", served.prompt());
        row.put("attempts", served.attempts());
        row.put("fallback", Boolean.TRUE.equals(served.fallback()));
        row.put("cache", routing == null ? null : routing.cache());
        row.put("outcome", event.outcome().name());
        row.put("status", attributes.fault().status());
        row.put("error_type", attributes.fault().errorType());
        row.put("fault_domain", attributes.fault().faultDomain());
        row.put("actor_type", event.actor().type());
        row.put("actor_id", CallEvent.cut(event.actor().id()));
        row.put("subject", event.subjects().isEmpty() ? null : event.subjects().getFirst());
        row.put("trace_id", event.traceId());
        row.put("policy", attributes.guards().policy());
        row.put("guarded", !categories.isEmpty());
        row.put("categories", categories);
        row.put("latency_ms", attributes.timing().latencyMs());
        row.put("upstream_ms", attributes.timing().upstreamMs());
        row.put("guard_ms", attributes.timing().guardMs());
        row.put("first_token_ms", attributes.timing().timeToFirstTokenMs());
        row.put("input_tokens", attributes.usage().inputTokens());
        row.put("output_tokens", attributes.usage().outputTokens());
        row.put("cost_usd", attributes.usage().costUsd());
        row.put("has_content", event.payload() != null);
        String fingerprint = attributes.request().requestFingerprint();
        row.put("request_fingerprint", fingerprint == null ? null : CallEvent.cut(fingerprint));
        return row;
    }

    /// Returns the guard categories of the findings. Old events have only their numbers, by category or entity
    /// type.
    private static List<String> categories(CallEvent call) {
        CallAttributes.Guards guards = call.attributes().guards();
        Collection<String> names = guards.found() == null
                ? guards.findings().keySet()
                : call.findings().stream().map(CallFinding::category).toList();
        return names.stream()
                .map(CallEvent::cut)
                .distinct()
                .sorted()
                .limit(MOST_CATEGORIES)
                .toList();
    }

    private record HourKey(String team, String route, String variant, String target, String purpose, Instant hour) {

        static HourKey of(CallEvent call) {
            return new HourKey(
                    call.event().team(),
                    CallEvent.cut(call.attributes().route()),
                    CallEvent.cut(call.attributes().variant()),
                    call.target(),
                    CallEvent.cut(call.attributes().purpose()).toUpperCase(Locale.ROOT),
                    call.event().time().truncatedTo(ChronoUnit.HOURS));
        }
    }

    private static final class HourSum {
        private final HourKey key;
        private final boolean registered;
        private long calls;
        private long blocked;
        private long errors;
        private long inputTokens;
        private long outputTokens;
        private BigDecimal costUsd = BigDecimal.ZERO;
        private long unpriced;
        private final long[] latencyBuckets = new long[LatencyHistogram.BUCKETS];

        HourSum(HourKey key, boolean registered) {
            this.key = key;
            this.registered = registered;
        }

        void add(CallEvent call) {
            CallAttributes.Usage usage = call.attributes().usage();
            BigDecimal cost = usage.costUsd();
            calls++;
            blocked += call.isBlocked() ? 1 : 0;
            errors += call.isProviderError() || call.isGatewayError() ? 1 : 0;
            inputTokens += usage.inputTokens();
            outputTokens += usage.outputTokens();
            costUsd = cost == null ? costUsd : costUsd.add(cost);
            unpriced += call.isUnpriced() ? 1 : 0;
            if (call.isCompleted()) {
                latencyBuckets[
                        LatencyHistogram.bucketOf(call.attributes().timing().latencyMs())]++;
            }
        }

        Map<String, @Nullable Object> row() {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("team", key.team());
            row.put("route", key.route());
            row.put("variant", key.variant());
            row.put("target", key.target());
            row.put("purpose", key.purpose());
            row.put("hour", key.hour());
            row.put("registered", registered);
            row.put("calls", calls);
            row.put("blocked", blocked);
            row.put("errors", errors);
            row.put("input_tokens", inputTokens);
            row.put("output_tokens", outputTokens);
            row.put("cost_usd", costUsd);
            row.put("unpriced", unpriced);
            row.put("latency_buckets", latencyBuckets);
            return row;
        }
    }

    private void storeHours(List<CallEvent> calls, Instant since) {
        Map<HourKey, HourSum> sums = new HashMap<>();
        for (CallEvent call : calls) {
            if (!call.event().time().isBefore(since)) {
                boolean registered = call.attributes().served().model() != null;
                sums.computeIfAbsent(HourKey.of(call), key -> new HourSum(key, registered))
                        .add(call);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        List<Map<String, @Nullable Object>> rows =
                sums.values().stream().map(HourSum::row).toList();
        jdbc.sql("""
                        insert into gateway_call_hour as h
                        select * from jsonb_populate_recordset(null::gateway_call_hour, cast(:rows as jsonb))
                        on conflict (team, route, variant, target, purpose, hour) do update set
                            registered = excluded.registered,
                            calls = h.calls + excluded.calls,
                            blocked = h.blocked + excluded.blocked,
                            errors = h.errors + excluded.errors,
                            input_tokens = h.input_tokens + excluded.input_tokens,
                            output_tokens = h.output_tokens + excluded.output_tokens,
                            cost_usd = h.cost_usd + excluded.cost_usd,
                            unpriced = h.unpriced + excluded.unpriced,
                            latency_buckets = array(
                                select a + b
                                from unnest(h.latency_buckets, excluded.latency_buckets) with ordinality t (a, b, i)
                                order by i)
                        """).param("rows", ROWS.writeValueAsString(rows)).update();
    }
}
