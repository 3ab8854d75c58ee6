package io.plumbline.bench.detection;

import io.plumbline.monitoring.monitor.MonitoredMetric;
import org.jspecify.annotations.Nullable;

/// What gets worse in a replay.
public enum Regression {
    /// Scores that were positive become negative.
    QUALITY_DROP("quality drop", MonitoredMetric.NEGATIVE_FEEDBACK_RATE),
    /// A share of the inputs is about something new. No metric shows it.
    TOPIC_DRIFT("topic drift", null),
    /// All calls take longer.
    LATENCY_CREEP("latency creep", MonitoredMetric.LATENCY_P95),
    /// All calls cost more.
    COST_CREEP("cost creep", MonitoredMetric.COST_PER_CALL),
    /// A share of the calls is refused.
    REFUSAL_SURGE("refusal surge", MonitoredMetric.REFUSAL_RATE),
    /// A share of the calls is an attack.
    INJECTION_WAVE("injection wave", MonitoredMetric.ATTACK_RATE);

    private final String title;
    private final @Nullable MonitoredMetric affected;

    Regression(String title, @Nullable MonitoredMetric affected) {
        this.title = title;
        this.affected = affected;
    }

    public String title() {
        return title;
    }

    /// Returns the metric that shows it; null if only the meaning of the texts does.
    public @Nullable MonitoredMetric affected() {
        return affected;
    }

    /// Returns the traffic with a regression of a size, 0..1: the share of calls or of positive scores that get
    /// worse, or the relative rise of all latencies or costs.
    TrafficProfile of(TrafficProfile usual, double size) {
        return switch (this) {
            case QUALITY_DROP -> usual.withNegative(usual.negative() + size * (1 - usual.negative()));
            case TOPIC_DRIFT -> usual;
            case LATENCY_CREEP -> usual.withLatency(usual.latency() * (1 + size));
            case COST_CREEP -> usual.withCost(usual.cost() * (1 + size));
            case REFUSAL_SURGE -> usual.withRefused(usual.refused() + size * (1 - usual.refused()));
            case INJECTION_WAVE -> usual.withAttacks(usual.attacks() + size * (1 - usual.attacks()));
        };
    }
}
