package io.plumbline.monitoring.window;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.monitoring.projection.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Sums the gateway's calls by minute, route, variant and model. Calls with missing or impossible values are
/// skipped.
@Component
final class CallWindowProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(CallWindowProjection.class);
    private static final String CALLS = "gateway.call.";
    private static final String BLOCKED = "gateway.call.blocked";
    private static final String COMPLETED = "gateway.call.completed";
    /// Ignores unknown members because a newer gateway may send more.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient jdbc;

    CallWindowProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static final int LONGEST_NAME = 200;
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final BigDecimal HIGHEST_COST_USD = BigDecimal.valueOf(1_000_000_000);

    private record Key(String team, String route, String variant, String model, String purpose, Instant minute) {

        static Key of(AuditEvent event, CallAttributes call) {
            CallAttributes.Served served = call.served();
            String model =
                    served.model() == null ? served.upstreamModel() : served.model() + "@" + served.modelVersion();
            return new Key(
                    event.team(),
                    cut(call.route()),
                    cut(call.variant()),
                    cut(model),
                    cut(call.purpose()),
                    event.time().truncatedTo(ChronoUnit.MINUTES));
        }

        /// Truncates names to the limit of the index; no route or model reaches it.
        private static String cut(String name) {
            return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
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

        void add(String action, CallAttributes call) {
            calls++;
            blocked += action.equals(BLOCKED) ? 1 : 0;
            providerErrors += call.fault().faultDomain().equals("provider") ? 1 : 0;
            gatewayErrors += call.fault().faultDomain().equals("gateway") ? 1 : 0;
            CallAttributes.Usage usage = call.usage();
            inputTokens += usage.inputTokens();
            outputTokens += usage.outputTokens();
            BigDecimal cost = usage.costUsd();
            if (cost != null) {
                costUsd = costUsd.add(cost);
            } else if (usage.inputTokens() + usage.outputTokens() > 0) {
                unpriced++;
            }
            if (action.equals(COMPLETED)) {
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
            if (event.action().startsWith(CALLS) && !add(event, sums)) {
                leftOut++;
            }
        }
        sums.forEach(this::store);
        return leftOut;
    }

    private static boolean add(AuditEvent event, Map<Key, Sum> sums) {
        CallAttributes call;
        Key key;
        try {
            call = read(event);
            key = Key.of(event, call);
        } catch (RuntimeException e) { // whatever the reason, the log cannot be mended
            log.atWarn()
                    .addKeyValue("event", event.id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Event of a call cannot be read");
            return false;
        }
        sums.computeIfAbsent(key, _ -> new Sum()).add(event.action(), call);
        return true;
    }

    private static CallAttributes read(AuditEvent event) {
        CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
        Objects.requireNonNull(call.fault().faultDomain());
        CallAttributes.Usage usage = call.usage();
        BigDecimal cost = usage.costUsd();
        double latencyMs = call.timing().latencyMs();
        if (isNoCount(usage.inputTokens())
                || isNoCount(usage.outputTokens())
                || !(latencyMs >= 0)
                || Double.isInfinite(latencyMs)
                || (cost != null && (cost.signum() < 0 || cost.compareTo(HIGHEST_COST_USD) > 0))) {
            throw new IllegalArgumentException("A call has other numbers");
        }
        return call;
    }

    private static boolean isNoCount(long tokens) {
        return tokens < 0 || tokens > MOST_TOKENS;
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
