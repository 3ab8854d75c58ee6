package io.plumbline.monitoring.verdict;

import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.monitoring.rollout.Breach;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.MetricEvidence;
import io.plumbline.monitoring.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The verdict on a rollout at one time, with a reason in one sentence.
///
/// - ROLL_BACK if harm is evident in any metric. It is final: later evidence does not reverse it.
/// - PROMOTE if the current step has its calls, every metric observed on both variants is safe now, and none
///   leans to harm in this step. All required metrics must be among them, except feedback.
/// - HOLD otherwise, including without data.
///
/// @param timeIsUp whether the current step has used most of its time
public record RolloutDecision(VerdictKind verdict, String reason, boolean timeIsUp) {

    static final int DEFAULT_MIN_CALLS = 50;
    /// Share of a step's time after which a hold is reported.
    private static final double MOST_OF_THE_TIME = 0.9;

    /// @param now for the time limit of the step
    public static RolloutDecision of(CanaryAnalysis analysis, Instant now) {
        List<String> breaches = analysis.metrics().stream()
                .filter(metric -> metric.breach() != null)
                .map(metric -> harm(analysis, metric))
                .toList();
        if (!breaches.isEmpty()) {
            return new RolloutDecision(VerdictKind.ROLL_BACK, String.join(" ", breaches), false);
        }
        if (analysis.state() != RolloutState.RUNNING) {
            return hold("The rollout is not running. Only harm is reported.", false);
        }
        Share share = Share.of(analysis, now);
        if (share.over()) {
            return hold("The step has reached its time limit. A person must decide.", true);
        }
        String wanting = wanting(analysis);
        return wanting == null
                ? new RolloutDecision(VerdictKind.PROMOTE, safety(analysis), false)
                : hold(wanting, share.mostly());
    }

    /// Returns the decision while the evidence lags behind the log: missing evidence may prevent a promotion but
    /// cannot reverse harm.
    RolloutDecision onOldEvidence() {
        return verdict == VerdictKind.PROMOTE
                ? hold("The log has calls that have not been analysed yet.", timeIsUp)
                : this;
    }

    private static RolloutDecision hold(String reason, boolean timeIsUp) {
        return new RolloutDecision(VerdictKind.HOLD, reason, timeIsUp);
    }

    private record Share(boolean mostly, boolean over) {

        static Share of(CanaryAnalysis analysis, Instant now) {
            Integer minutes = step(analysis).maxMinutes();
            if (minutes == null) {
                return new Share(false, false);
            }
            Duration whole = Duration.ofMinutes(minutes);
            Duration used = Duration.between(analysis.times().stepSince(), now);
            return new Share(used.toMillis() >= whole.toMillis() * MOST_OF_THE_TIME, used.compareTo(whole) >= 0);
        }
    }

    private static RolloutAttributes.Step step(CanaryAnalysis analysis) {
        return analysis.rollout().steps().get(analysis.rollout().step());
    }

    /// Returns what is missing for a promotion; null if nothing is.
    private static @Nullable String wanting(CanaryAnalysis analysis) {
        Integer asked = step(analysis).minCalls();
        int minCalls = asked == null ? DEFAULT_MIN_CALLS : asked;
        if (analysis.stepCalls() < minCalls) {
            return "%d of %d canary calls in this step.".formatted(analysis.stepCalls(), minCalls);
        }
        boolean observed = false;
        for (MetricEvidence metric : analysis.metrics()) {
            if (metric.comparisons() == 0) {
                if (metric.name().equals(MetricEvidence.ERROR_RATE)) {
                    return "The control has no calls to compare with.";
                }
                if (!metric.name().equals(MetricEvidence.SCORE)) {
                    return "%s is not compared yet.".formatted(metric.name());
                }
                continue;
            }
            observed = true;
            if (!metric.safe()) {
                return "%s is not proven to be within its margin yet: e-value %s of %s."
                        .formatted(metric.name(), eValue(metric.safety()), eValue(MetricEvidence.safetyThreshold()));
            }
            if (metric.leansToHarm()) {
                return "%s tends towards harm in this step.".formatted(metric.name());
            }
        }
        return observed ? null : "There is no feedback to compare.";
    }

    private static String safety(CanaryAnalysis analysis) {
        List<String> sentences = new ArrayList<>();
        for (MetricEvidence metric : analysis.metrics()) {
            sentences.add(
                    metric.comparisons() == 0
                            ? "%s: not compared, because both arms need feedback.".formatted(metric.name())
                            : "%s: %s; within its margin of %s with an e-value of %s (of %s)."
                                    .formatted(
                                            metric.name(),
                                            figures(analysis, metric),
                                            number(metric.margin()),
                                            eValue(metric.safety()),
                                            eValue(MetricEvidence.safetyThreshold())));
        }
        return String.join(" ", sentences);
    }

    private static String harm(CanaryAnalysis analysis, MetricEvidence metric) {
        Breach breach = metric.breach();
        double evidence = breach == null ? metric.harm() : breach.logEValue();
        Double bound = breach != null && breach.baseline() ? metric.baselineBound() : null;
        String against = bound == null
                ? "worse than its margin of " + number(metric.margin())
                : "worse than the bound of " + number(bound) + " derived from the control and the margin";
        return "%s: %s; %s with an e-value of %s (of %s)."
                .formatted(
                        metric.name(),
                        figures(analysis, metric),
                        against,
                        eValue(evidence),
                        eValue(metric.harmThreshold()));
    }

    private static String figures(CanaryAnalysis analysis, MetricEvidence metric) {
        return "%s (of %d) against the control's %s (of %d)"
                .formatted(
                        number(analysis.mean(metric, true)),
                        analysis.observations(metric, true),
                        number(analysis.mean(metric, false)),
                        analysis.observations(metric, false));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String eValue(double log) {
        return String.format(Locale.ROOT, log < Math.log(1_000_000) ? "%.1f" : "%.2e", VerdictEvidence.eValue(log));
    }
}
