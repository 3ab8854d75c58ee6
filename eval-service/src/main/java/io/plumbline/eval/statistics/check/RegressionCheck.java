package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.Power;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.statistics.ScoreSample;

/// Decides whether a candidate is worse than its baseline on the same items by more than permitted.
///
/// A non-inferiority test: PASS if the whole interval of the difference is within the permitted drop, FAIL if the
/// whole interval exceeds it, else INCONCLUSIVE. "No significant difference" alone is never a PASS, since too few
/// items show no difference either. For binary outcomes the interval is Newcombe's and McNemar's exact test is
/// reported; otherwise, both come from a paired bootstrap, which needs [FloorCheck#FEWEST_ITEMS] items.
///
/// With flaky items, and with only part of the items answered, the lower end is not above
/// [io.plumbline.eval.statistics.BoundedMean]'s.
///
/// One exception: if no item has another score than before, there is no difference to test, and the result is
/// PASS, unless there are fewer than [FloorCheck#FEWEST_ITEMS] items, or only part of the items was answered and
/// it is so small that the remainder could contain the permitted losses.
public final class RegressionCheck {

    private final DecisionRule rule;

    public RegressionCheck(DecisionRule rule) {
        this.rule = rule;
    }

    /// @param allowedDrop permitted drop of the candidate's score, 0 or more, in units of the score
    /// @throws IllegalArgumentException if the samples differ in kind, scale or number of items
    public CheckDecision decide(ScoreSample candidate, ScoreSample baseline, double allowedDrop) {
        PairedComparison comparison = PairedComparison.of(candidate, baseline, allowedDrop, rule);
        Estimate estimate = comparison.estimate();
        int items = candidate.size();
        CheckOutcome outcome = comparison.unchanged()
                ? unchanged(items, allowedDrop / candidate.maximum())
                : NonInferiority.decide(estimate.interval(), allowedDrop);
        Power power = Power.at(rule.confidence());
        Integer needed =
                outcome == CheckOutcome.INCONCLUSIVE ? comparison.itemsNeeded(items, -allowedDrop, power) : null;
        Double detectable = comparison.decidable() ? power.detectableEffect(estimate.interval()) : null;
        return new CheckDecision(
                outcome,
                estimate.value(),
                estimate.interval(),
                -allowedDrop,
                baseline.value(),
                estimate.pValueBelow(),
                items,
                needed,
                detectable,
                reason(comparison, candidate, allowedDrop, outcome, Wording.needed(needed, items, detectable)));
    }

    /// @param allowed share of the items that may all be lost
    private CheckOutcome unchanged(int items, double allowed) {
        double oneSided = (1 + rule.confidence()) / 2;
        boolean unseen = rule.partial() && Proportion.failureRateBehindNoFailure(items, oneSided) > allowed;
        return unseen || items < FloorCheck.FEWEST_ITEMS ? CheckOutcome.INCONCLUSIVE : CheckOutcome.PASS;
    }

    private String reason(
            PairedComparison comparison,
            ScoreSample candidate,
            double allowedDrop,
            CheckOutcome outcome,
            String advice) {
        int items = candidate.size();
        if (comparison.unchanged()) {
            double rate = Proportion.failureRateBehindNoFailure(items, rule.confidence());
            String found =
                    "None of %s scored differently from the baseline; with %s confidence, at most %s of such items do."
                            .formatted(Wording.items(items), Wording.percent(rule.confidence()), Wording.percent(rate));
            if (outcome == CheckOutcome.PASS) {
                return found;
            }
            return items < FloorCheck.FEWEST_ITEMS
                    ? found + " At least " + FloorCheck.FEWEST_ITEMS + " are needed."
                    : found + " That may be more than the allowed " + Wording.number(allowedDrop) + ".";
        }
        if (!comparison.decidable()) {
            return Wording.tooFew(items);
        }
        Estimate estimate = comparison.estimate();
        String found = "Changed by %s to %s on %s (%s; %s)"
                .formatted(
                        Wording.signed(estimate.value()),
                        Wording.number(candidate.value()),
                        Wording.items(items),
                        Wording.interval(estimate.interval(), rule.confidence()),
                        comparison.evidence());
        String limit = "a drop beyond the allowed " + Wording.number(allowedDrop);
        return switch (outcome) {
            case PASS -> found + ": not even the lower end is " + limit + ".";
            case FAIL -> found + ": even the upper end is " + limit + ".";
            case INCONCLUSIVE -> found + ": the interval reaches from " + limit + " to no drop. " + advice;
        };
    }
}
