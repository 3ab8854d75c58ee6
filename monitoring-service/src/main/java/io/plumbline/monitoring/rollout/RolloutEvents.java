package io.plumbline.monitoring.rollout;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads the events of a canary analysis and refuses those that no gateway writes. The log cannot be repaired, so
/// the caller skips them.
final class RolloutEvents {

    static final String CALLS = "gateway.call.";
    static final String ROLLOUTS = "gateway.rollout.";
    static final String HANGING = "gateway.hangingCall.detected";
    static final String FEEDBACK = "monitoring.feedback.received";
    /// Ignores unknown members because a newer gateway may send more.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int LONGEST_NAME = 200;
    private static final int MOST_STEPS = 100;

    private RolloutEvents() {}

    /// The content of a rollout event.
    record Change(UUID rolloutId, Happening what, RolloutAttributes rollout) {}

    /// The content of the event of a call that has not ended.
    record Hanging(UUID callId, UUID rolloutId, int step, String variant, Instant startedAt, double afterMs) {}

    /// The content of a feedback event.
    record Score(UUID callId, double score, String author) {}

    /// @throws RuntimeException if it cannot be read
    static Change change(AuditEvent event) {
        RolloutAttributes said = JSON.convertValue(event.attributes(), RolloutAttributes.class);
        RolloutState.valueOf(said.state());
        checkName(said.route());
        checkName(said.model());
        checkName(said.environment());
        checkName(said.control().variant());
        checkName(said.canary().variant());
        List<RolloutAttributes.Metric> metrics = said.analysis().metrics().stream()
                .filter(RolloutEvents::isKnown)
                .toList();
        double rate = said.analysis().falseRollbackRate();
        check(!metrics.isEmpty()
                && metrics.size()
                        == metrics.stream()
                                .map(RolloutAttributes.Metric::name)
                                .distinct()
                                .count());
        check(metrics.stream().allMatch(metric -> metric.margin() >= 0 && metric.margin() < 1));
        check(rate > 0 && rate < 1);
        check(said.steps().size() <= MOST_STEPS
                && said.step() >= 0
                && said.step() < said.steps().size());
        RolloutAttributes rollout = new RolloutAttributes(
                said.route(),
                said.environment(),
                said.model(),
                said.control(),
                said.canary(),
                said.step(),
                said.weight(),
                said.steps(),
                new RolloutAttributes.Analysis(metrics, rate, said.analysis().rollback()),
                said.state(),
                said.reason(),
                said.evidence());
        return new Change(
                UUID.fromString(event.resource().id()),
                new Happening(
                        event.time(),
                        event.action().substring(ROLLOUTS.length()),
                        said.step(),
                        said.weight(),
                        event.actor().type(),
                        said.reason()),
                rollout);
    }

    private static boolean isKnown(RolloutAttributes.Metric metric) {
        CanaryMetric known = CanaryMetric.of(metric.name()).orElse(null);
        return known != null && (known == CanaryMetric.JUDGE_SCORE) == (metric.scorer() != null);
    }

    /// Returns a copy without evidence, which is stored once, with the rollback.
    static RolloutAttributes withoutEvidence(RolloutAttributes rollout) {
        return new RolloutAttributes(
                rollout.route(),
                rollout.environment(),
                rollout.model(),
                rollout.control(),
                rollout.canary(),
                rollout.step(),
                rollout.weight(),
                rollout.steps(),
                rollout.analysis(),
                rollout.state(),
                null,
                null);
    }

    /// @throws RuntimeException if it cannot be read
    static CallAttributes call(AuditEvent event) {
        CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
        Objects.requireNonNull(call.route());
        Objects.requireNonNull(call.variant());
        Objects.requireNonNull(call.purpose());
        Objects.requireNonNull(call.fault().faultDomain());
        return call;
    }

    /// @throws RuntimeException if it cannot be read
    static Hanging hanging(AuditEvent event) {
        Map<String, @Nullable Object> said = event.attributes();
        CallRollout rollout = JSON.convertValue(said.get("rollout"), CallRollout.class);
        String variant = String.valueOf(said.get("variant"));
        checkName(variant);
        double afterMs = ((Number) Objects.requireNonNull(said.get("afterMs"))).doubleValue();
        check(afterMs >= 0);
        return new Hanging(
                UUID.fromString(event.resource().id()),
                rollout.id(),
                rollout.step(),
                variant,
                Instant.parse(String.valueOf(said.get("startedAt"))),
                afterMs);
    }

    /// Whether a call failed at the variant selected for it; null if it says nothing about that. A call answered
    /// by a fallback failed at the variant, whatever the client received.
    static @Nullable Boolean failed(CallAttributes call, String model, int version) {
        return switch (call.fault().faultDomain()) {
            case "provider", "gateway" -> true;
            case "none" -> !servedBy(call, model, version);
            default -> null;
        };
    }

    /// Whether that version, as the variant's own target, answered.
    static boolean servedBy(CallAttributes call, String model, int version) {
        CallAttributes.Served served = call.served();
        return !Boolean.TRUE.equals(served.fallback())
                && model.equals(served.model())
                && served.modelVersion() != null
                && served.modelVersion() == version;
    }

    /// @throws RuntimeException if it cannot be read
    static @Nullable Score score(AuditEvent event) {
        Object score = event.attributes().get("score");
        if (score == null) {
            return null;
        }
        double value = ((Number) score).doubleValue();
        check(value >= 0 && value <= 1);
        String author = String.valueOf(event.attributes().get("author"));
        return new Score(
                UUID.fromString(String.valueOf(event.attributes().get("callId"))),
                value,
                author.substring(0, Math.min(author.length(), LONGEST_NAME)));
    }

    private static void checkName(String name) {
        check(!name.isEmpty() && name.length() <= LONGEST_NAME && name.indexOf('\0') < 0);
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("A rollout has other values");
        }
    }
}
