package io.plumbline.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Measures calls. Every label has a bounded number of values: routes, providers and registered models are
/// configured, errors are a closed list, and the names that callers of direct models choose are not labels. Meters
/// are made once for each combination. Thread-safe.
@Component
public final class CallMetrics {

    private final MeterRegistry registry;
    private final Map<Key, Meters> meters = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry, Journal journal) {
        this.registry = registry;
        Gauge.builder(GenAiNames.JOURNAL_BYTES, journal, Journal::pendingBytes)
                .baseUnit("bytes")
                .description("What waits for the database")
                .register(registry);
    }

    private record Key(String operation, String route, String provider, String model, String error) {
        Tags tags() {
            return Tags.of(
                    GenAiNames.OPERATION, operation,
                    GenAiNames.ROUTE, route,
                    GenAiNames.PROVIDER, provider,
                    GenAiNames.MODEL, model);
        }
    }

    private record Meters(
            Timer duration,
            Timer firstToken,
            Timer guards,
            Timer overhead,
            DistributionSummary input,
            DistributionSummary output,
            Counter attempts,
            Counter cost,
            Counter unpriced) {}

    public void record(Call call) {
        Meters of = meters.computeIfAbsent(keyOf(call), this::make);
        long elapsed = call.elapsedNanos();
        of.duration().record(elapsed, TimeUnit.NANOSECONDS);
        of.guards().record(call.guards().nanos(), TimeUnit.NANOSECONDS);
        of.overhead().record(Math.max(0, elapsed - call.upstreamNanos()), TimeUnit.NANOSECONDS);
        Long firstToken = call.firstTokenNanos();
        if (firstToken != null) {
            of.firstToken().record(firstToken, TimeUnit.NANOSECONDS);
        }
        if (call.usage().total() > 0) {
            of.input().record((double) call.usage().input());
            of.output().record((double) call.usage().output());
            BigDecimal cost = call.costUsd();
            if (cost == null) {
                of.unpriced().increment();
            } else {
                of.cost().increment(cost.doubleValue());
            }
        }
        of.attempts().increment(call.attempts());
    }

    private static Key keyOf(Call call) {
        Resolution resolution = call.resolution();
        ServedTarget served = call.served();
        ErrorType error = call.errorType();
        return new Key(
                call.operation().wireName(),
                resolution == null ? GenAiNames.NONE : resolution.route(),
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
        return new Meters(
                Timer.builder(GenAiNames.DURATION)
                        .tags(tags.and(GenAiNames.ERROR_TYPE, key.error()))
                        .serviceLevelObjectives(
                                Duration.ofMillis(100),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30))
                        .register(registry),
                timer(GenAiNames.TIME_TO_FIRST_TOKEN, tags),
                timer(GenAiNames.GUARD_DURATION, tags),
                timer(GenAiNames.OVERHEAD, tags),
                tokens(GenAiNames.INPUT, tags),
                tokens(GenAiNames.OUTPUT, tags),
                counter(GenAiNames.ATTEMPTS, tags),
                counter(GenAiNames.COST, tags),
                counter(GenAiNames.UNPRICED, tags));
    }

    private Timer timer(String name, Tags tags) {
        return Timer.builder(name).tags(tags).register(registry);
    }

    private DistributionSummary tokens(String type, Tags tags) {
        return DistributionSummary.builder(GenAiNames.TOKEN_USAGE)
                .tags(tags.and(GenAiNames.TOKEN_TYPE, type))
                .register(registry);
    }

    private Counter counter(String name, Tags tags) {
        return Counter.builder(name).tags(tags).register(registry);
    }
}
