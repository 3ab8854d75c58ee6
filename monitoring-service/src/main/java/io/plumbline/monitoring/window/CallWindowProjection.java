package io.plumbline.monitoring.window;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.kit.database.Worker;
import io.plumbline.monitoring.projection.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Sums the gateway's calls by minute, route, variant and model.
@Component
final class CallWindowProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(CallWindowProjection.class);
    private static final String CALLS = "gateway.call.";
    private static final String BLOCKED = "gateway.call.blocked";
    private static final String COMPLETED = "gateway.call.completed";
    /// A later gateway may say more of a call than this version reads.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient jdbc;

    CallWindowProjection(@Worker JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(String team, String route, String variant, String model, String purpose, Instant minute) {}

    private static final class Sum {
        long calls;
        long blocked;
        long providerErrors;
        long gatewayErrors;
        long inputTokens;
        long outputTokens;
        long unpriced;
        double latencySumMs;
        BigDecimal costUsd = BigDecimal.ZERO;
        final Long[] buckets = new Long[LatencyHistogram.BUCKETS];

        Sum() {
            java.util.Arrays.fill(buckets, 0L);
        }

        void add(String action, CallAttributes call) {
            calls++;
            blocked += action.equals(BLOCKED) ? 1 : 0;
            providerErrors += call.faultDomain().equals("provider") ? 1 : 0;
            gatewayErrors += call.faultDomain().equals("gateway") ? 1 : 0;
            inputTokens += call.inputTokens();
            outputTokens += call.outputTokens();
            BigDecimal cost = call.costUsd();
            if (cost != null) {
                costUsd = costUsd.add(cost);
            } else if (call.inputTokens() + call.outputTokens() > 0) {
                unpriced++;
            }
            if (action.equals(COMPLETED)) {
                buckets[LatencyHistogram.bucketOf(call.latencyMs())]++;
                latencySumMs += call.latencyMs();
            }
        }
    }

    @Override
    public String name() {
        return "call-window";
    }

    @Override
    public void apply(List<AuditEvent> events) {
        Map<Key, Sum> sums = new HashMap<>();
        for (AuditEvent event : events) {
            if (event.action().startsWith(CALLS)) {
                add(event, sums);
            }
        }
        sums.forEach(this::store);
    }

    private static void add(AuditEvent event, Map<Key, Sum> sums) {
        try {
            CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
            String model = call.model() == null ? call.upstreamModel() : call.model() + "@" + call.modelVersion();
            Key key = new Key(
                    event.team(),
                    call.route(),
                    call.variant(),
                    model,
                    call.purpose(),
                    event.time().truncatedTo(ChronoUnit.MINUTES));
            sums.computeIfAbsent(key, _ -> new Sum()).add(event.action(), call);
        } catch (JacksonException | IllegalArgumentException e) {
            // The log is proven, so the event cannot be mended: it is told and left out, the same way each time.
            log.atWarn().addKeyValue("event", event.id()).log("Event of a call cannot be read");
        }
    }

    private void store(Key key, Sum sum) {
        jdbc.sql("""
                        insert into call_window as w values (
                            :team, :route, :variant, :model, :purpose, :minute, :calls, :blocked, :providerErrors,
                            :gatewayErrors, :inputTokens, :outputTokens, :costUsd, :unpriced, :buckets, :latencySum)
                        on conflict (team, route, variant, model, purpose, minute) do update set
                            calls = w.calls + excluded.calls,
                            blocked = w.blocked + excluded.blocked,
                            provider_errors = w.provider_errors + excluded.provider_errors,
                            gateway_errors = w.gateway_errors + excluded.gateway_errors,
                            input_tokens = w.input_tokens + excluded.input_tokens,
                            output_tokens = w.output_tokens + excluded.output_tokens,
                            cost_usd = w.cost_usd + excluded.cost_usd,
                            unpriced = w.unpriced + excluded.unpriced,
                            latency_buckets = array(
                                select coalesce(a, 0) + coalesce(b, 0)
                                from unnest(w.latency_buckets, excluded.latency_buckets) with ordinality t (a, b, i)
                                order by i),
                            latency_sum_ms = w.latency_sum_ms + excluded.latency_sum_ms
                        """)
                .param("team", key.team())
                .param("route", key.route())
                .param("variant", key.variant())
                .param("model", key.model())
                .param("purpose", key.purpose())
                .param("minute", java.sql.Timestamp.from(key.minute()))
                .param("calls", sum.calls)
                .param("blocked", sum.blocked)
                .param("providerErrors", sum.providerErrors)
                .param("gatewayErrors", sum.gatewayErrors)
                .param("inputTokens", sum.inputTokens)
                .param("outputTokens", sum.outputTokens)
                .param("costUsd", sum.costUsd)
                .param("unpriced", sum.unpriced)
                .param("buckets", new LongArray(sum.buckets))
                .param("latencySum", sum.latencySumMs)
                .update();
    }

    @Override
    public void clear() {
        jdbc.sql("delete from call_window").update();
    }
}
