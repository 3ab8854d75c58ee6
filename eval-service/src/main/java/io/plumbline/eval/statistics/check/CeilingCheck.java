package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.statistics.QuantileEstimate;
import java.util.Arrays;
import java.util.Locale;

/// Decides whether a figure stays at or below a ceiling, beyond sampling error: PASS if the whole interval is at
/// or below it, FAIL if the whole interval is above, else INCONCLUSIVE.
public final class CeilingCheck {

    /// Tolerance for rounding differences of sums.
    private static final double ROUNDING = 1e-9;

    private final DecisionRule rule;

    public CeilingCheck(DecisionRule rule) {
        this.rule = rule;
    }

    /// Decides a quantile of independent values by [QuantileEstimate]. With too few values for an upper end,
    /// nothing passes: in one of five samples of 30 calls, none is among the slowest 5 %.
    ///
    /// @param millis duration of each call, at least one, none below 0
    public CheckDecision quantile(double[] millis, double share, double ceiling) {
        QuantileEstimate estimate = QuantileEstimate.of(millis, share, rule.confidence());
        ConfidenceInterval interval = estimate.interval();
        int within =
                (int) Arrays.stream(millis).filter(value -> value <= ceiling).count();
        double pValue = new Proportion(within, millis.length).exactPValueBelow(share);
        String found = String.format(
                Locale.ROOT,
                "%s of %,d calls took at most %.0f ms (%s interval %.0f to %.0f)",
                Wording.percent(share),
                millis.length,
                estimate.value(),
                Wording.percent(rule.confidence()),
                interval.low(),
                interval.high());
        CheckOutcome outcome = outcome(interval, ceiling);
        String reason = reason(outcome, found, String.format(Locale.ROOT, "%.0f ms", ceiling));
        Integer needed = null;
        if (!estimate.isBounded() && outcome != CheckOutcome.FAIL) {
            needed = QuantileEstimate.fewest(share, rule.confidence());
            outcome = CheckOutcome.INCONCLUSIVE;
            reason = String.format(
                    Locale.ROOT,
                    "%s: the interval has no upper end with fewer than %,d calls. Use more items or" + " `repeats`.",
                    found,
                    needed);
        }
        return new CheckDecision(
                outcome, estimate.value(), interval, ceiling, null, pValue, millis.length, needed, null, reason);
    }

    /// Decides a sum over items by a bootstrap of the answered ones, projected to all items. If all cost the
    /// same, there is no interval, and the figure itself is compared; for a part of the items this says nothing
    /// about the others, unless the part alone exceeds the ceiling.
    ///
    /// @param costs costs of the answered items, or of clusters of them, in USD, at least one, none below 0
    /// @param sum their sum, as exact as known
    /// @param scale total number of answers per existing answer, 1 or more
    /// @param ceiling for all answers
    public CheckDecision sum(double[] costs, double sum, double scale, double ceiling) {
        double all = scale * sum;
        ConfidenceInterval interval = new ConfidenceInterval(all, all);
        double pValue = all > ceiling * (1 + ROUNDING) ? 0 : 1;
        boolean varies = Arrays.stream(costs).anyMatch(cost -> cost != costs[0]);
        if (varies) {
            // Turned round, since the p-value is of what lies below.
            double[][] rows =
                    Arrays.stream(costs).mapToObj(cost -> new double[] {-cost}).toArray(double[][]::new);
            BootstrapDistribution draws = rule.bootstrap().corpus(rows, sums -> scale * sums[0]);
            ConfidenceInterval turned = draws.interval(rule.confidence());
            interval = new ConfidenceInterval(Math.max(0, -turned.high()), -turned.low());
            pValue = draws.pValueBelow(-ceiling);
        }
        String found = String.format(
                Locale.ROOT,
                "The answers to %s cost %.4f USD%s (%s interval %.4f to %.4f)",
                Wording.items(costs.length),
                sum,
                scale > 1 ? String.format(Locale.ROOT, "; all items would cost %.4f", all) : "",
                Wording.percent(rule.confidence()),
                interval.low(),
                interval.high());
        CheckOutcome outcome = outcome(interval, ceiling);
        if (rule.partial() && !varies && sum <= ceiling * (1 + ROUNDING)) {
            String reason = found + ": all cost the same, which proves nothing about the others.";
            return new CheckDecision(
                    CheckOutcome.INCONCLUSIVE, all, interval, ceiling, null, 1, costs.length, null, null, reason);
        }
        String few = costs.length > 1 ? "" : " One item has no interval: its value is compared.";
        String reason = reason(outcome, found, String.format(Locale.ROOT, "%.4f USD", ceiling)) + few;
        return new CheckDecision(outcome, all, interval, ceiling, null, pValue, costs.length, null, null, reason);
    }

    private static CheckOutcome outcome(ConfidenceInterval interval, double ceiling) {
        double most = ceiling * (1 + ROUNDING);
        if (interval.high() <= most) {
            return CheckOutcome.PASS;
        }
        return interval.low() > most ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static String reason(CheckOutcome outcome, String found, String ceiling) {
        return switch (outcome) {
            case PASS -> found + ": even the upper end is not above the ceiling of " + ceiling + ".";
            case FAIL -> found + ": even the lower end is above the ceiling of " + ceiling + ".";
            case INCONCLUSIVE -> found + ": the ceiling of " + ceiling + " lies within the interval.";
        };
    }
}
