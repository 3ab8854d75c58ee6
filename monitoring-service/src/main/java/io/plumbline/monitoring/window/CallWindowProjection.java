package io.plumbline.monitoring.window;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.monitoring.projection.CallEvent;
import io.plumbline.monitoring.projection.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Sums the gateway's calls by minute, route, variant and model. Calls with missing or impossible values are
/// skipped.
@Component
final class CallWindowProjection implements Projection {

    private final JdbcClient jdbc;

    CallWindowProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(String team, String route, String variant, String model, String purpose, Instant minute) {

        static Key of(CallEvent event) {
            CallAttributes call = event.attributes();
            CallAttributes.Served served = call.served();
            String model =
                    served.model() == null ? served.upstreamModel() : served.model() + "@" + served.modelVersion();
            return new Key(
                    event.event().team(),
                    CallEvent.cut(call.route()),
                    CallEvent.cut(call.variant()),
                    CallEvent.cut(model),
                    CallEvent.cut(call.purpose()),
                    event.event().time().truncatedTo(ChronoUnit.MINUTES));
        }
    }

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

        void add(CallEvent event) {
            CallAttributes call = event.attributes();
            calls++;
            blocked += event.isBlocked() ? 1 : 0;
            providerErrors += event.isProviderError() ? 1 : 0;
            gatewayErrors += event.isGatewayError() ? 1 : 0;
            CallAttributes.Usage usage = call.usage();
            inputTokens += usage.inputTokens();
            outputTokens += usage.outputTokens();
            BigDecimal cost = usage.costUsd();
            if (cost != null) {
                costUsd = costUsd.add(cost);
            }
            unpriced += event.isUnpriced() ? 1 : 0;
            if (event.isCompleted()) {
                double latencyMs = call.timing().latencyMs();
                buckets[LatencyHistogram.bucketOf(latencyMs)]++;
                latencySumMs += latencyMs;
            }
        }
    }

    @Override
    public String name() {
        return "call-window";
    }

    @Override
    public int apply(List<AuditEvent> events) {
        Map<Key, Sum> sums = new HashMap<>();
        int leftOut = 0;
        for (AuditEvent event : events) {
            if (CallEvent.isCall(event) && !add(event, sums)) {
                leftOut++;
            }
        }
        sums.forEach(this::store);
        return leftOut;
    }

    private static boolean add(AuditEvent event, Map<Key, Sum> sums) {
        Optional<CallEvent> call = CallEvent.read(event);
        call.ifPresent(
                each -> sums.computeIfAbsent(Key.of(each), _ -> new Sum()).add(each));
        return call.isPresent();
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
