package io.plumbline.gateway.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.guardrails.DetectorFailure;
import io.plumbline.guardrails.DetectorWatch;
import io.plumbline.guardrails.policy.Stage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Counts texts for which a detector returned no result, or which no detector inspected:
/// `plumbline.gateway.guard.failures` by stage, detector, reason (`timeout`, `encoder`, `unreadable`, `error`)
/// and the policy's failure mode (`open`, `closed`). Thread-safe.
final class FailedDetectors implements DetectorWatch {

    private static final Set<String> REASONS = Set.of("timeout", "encoder", "unreadable");

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    FailedDetectors(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(Stage stage, String detector, String reason, boolean closed) {}

    @Override
    public void failed(Stage stage, DetectorFailure failure, boolean closed) {
        String reason = REASONS.contains(failure.reason()) ? failure.reason() : "error";
        counters.computeIfAbsent(new Key(stage, failure.detector(), reason, closed), this::counter)
                .increment();
    }

    private Counter counter(Key key) {
        return Counter.builder("plumbline.gateway.guard.failures")
                .description("Texts on which a detector gave no answer, by what the policy makes of it")
                .tag("stage", key.stage().wireName())
                .tag("detector", key.detector())
                .tag("reason", key.reason())
                .tag("decision", key.closed() ? "closed" : "open")
                .register(registry);
    }
}
