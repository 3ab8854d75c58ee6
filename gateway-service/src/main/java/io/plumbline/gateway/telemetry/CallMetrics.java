package io.plumbline.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.budget.ledger.PaidAnswer;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Measures calls. Every label has a bounded number of values: routes, providers and registered models are
/// configured, errors are a closed list, and names that callers of direct models choose are not labels. Meters
/// are created once per combination. Thread-safe.
@Component
final class CallMetrics {

    private final MeterRegistry registry;
    private final Map<Key, Meters> meters = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry, Journal journal) {
        this.registry = registry;
        Gauge.builder("plumbline.gateway.journal.pending", journal, Journal::pendingBytes)
                .baseUnit("bytes")
                .description("What waits for the database")
                .register(registry);
    }

    private record Key(String operation, String route, String provider, String entry, String model, String error) {
        Tags tags() {
            return Tags.of(
                    GenAiNames.OPERATION, operation,
                    GenAiNames.ROUTE, route,
                    GenAiNames.PROVIDER, provider,
                    GenAiNames.PROVIDER_ENTRY, entry,
                    GenAiNames.MODEL, model);
        }
    }

    private record Meters(
            Timer server,
            Timer client,
            Timer firstToken,
            Timer outputToken,
            Timer guards,
            Timer overhead,
            DistributionSummary input,
            DistributionSummary output,
            Counter attempts,
            Counter cost,
            Counter repairs,
            Counter unpriced) {}

    void record(CallAccount account) {
        Meters of = of(account, account.served());
        long elapsed = account.call().elapsedNanos();
        of.server().record(elapsed, TimeUnit.NANOSECONDS);
        of.guards().record(account.guards().nanos(), TimeUnit.NANOSECONDS);
        of.overhead().record(Math.max(0, elapsed - account.timing().upstreamNanos()), TimeUnit.NANOSECONDS);
        if (account.course().attempts() > 0) {
            of.attempts().increment(account.course().attempts());
            of.client().record(account.timing().upstreamNanos(), TimeUnit.NANOSECONDS);
        }
        if (account.course().repaired() > 0) {
            of.repairs().increment(account.course().repaired());
        }
        times(account, elapsed, of);
        account.paid().forEach(answer -> usage(answer, of(account, answer.served())));
    }

    private Meters of(CallAccount account, @Nullable ServedTarget served) {
        return meters.computeIfAbsent(keyOf(account, served), this::make);
    }

    private static void times(CallAccount account, long elapsed, Meters of) {
        Long firstToken = account.timing().firstTokenNanos();
        if (firstToken == null) {
            return;
        }
        of.firstToken().record(firstToken, TimeUnit.NANOSECONDS);
        long further = account.usage().output() - 1;
        if (further > 0 && account.errorType() == null) {
            of.outputToken().record((elapsed - firstToken) / further, TimeUnit.NANOSECONDS);
        }
    }

    private static void usage(PaidAnswer answer, Meters of) {
        TokenUsage usage = answer.usage();
        if (usage.total() == 0) {
            return;
        }
        of.input().record((double) usage.input());
        of.output().record((double) usage.output());
        BigDecimal cost = answer.costUsd();
        if (cost == null) {
            of.unpriced().increment();
        } else {
            of.cost().increment(cost.doubleValue());
        }
    }

    private static Key keyOf(CallAccount account, @Nullable ServedTarget served) {
        Resolution resolution = account.resolution();
        ErrorType error = account.errorType();
        return new Key(
                account.call().operation().wireName(),
                resolution == null ? GenAiNames.NONE : resolution.route(),
                served == null
                        ? GenAiNames.NONE
                        : GenAiNames.of(served.upstream().provider().kind()),
                served == null ? GenAiNames.NONE : served.upstream().provider().name(),
                modelOf(served),
                error == null ? GenAiNames.NONE : error.wireName());
    }

    private static String modelOf(@Nullable ServedTarget served) {
        if (served == null) {
            return GenAiNames.NONE;
        }
        return served.model() == null ? Resolution.DIRECT : served.model() + "@" + served.version();
    }

    private Meters make(Key key) {
        Tags tags = key.tags();
        Tags withError = tags.and(GenAiNames.ERROR_TYPE, key.error());
        return new Meters(
                timer(CallMeter.SERVER_DURATION, withError),
                timer(CallMeter.CLIENT_DURATION, withError),
                timer(CallMeter.SERVER_FIRST_TOKEN, tags),
                timer(CallMeter.SERVER_OUTPUT_TOKEN, tags),
                timer(CallMeter.GUARDS, tags),
                timer(CallMeter.OVERHEAD, tags),
                tokens(GenAiNames.INPUT, tags),
                tokens(GenAiNames.OUTPUT, tags),
                counter(CallMeter.ATTEMPTS, tags),
                counter(CallMeter.COST, tags),
                counter(CallMeter.REPAIRS, tags),
                counter(CallMeter.UNPRICED, tags));
    }

    private Timer timer(CallMeter meter, Tags tags) {
        return Timer.builder(meter.wireName())
                .description(meter.meaning())
                .tags(tags)
                .serviceLevelObjectives(
                        meter.buckets().stream().map(CallMetrics::duration).toArray(Duration[]::new))
                .register(registry);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private DistributionSummary tokens(String type, Tags tags) {
        return DistributionSummary.builder(CallMeter.TOKENS.wireName())
                .description(CallMeter.TOKENS.meaning())
                .tags(tags.and(GenAiNames.TOKEN_TYPE, type))
                .serviceLevelObjectives(CallMeter.TOKENS.buckets().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .register(registry);
    }

    private Counter counter(CallMeter meter, Tags tags) {
        return Counter.builder(meter.wireName())
                .description(meter.meaning())
                .tags(tags)
                .register(registry);
    }
}
