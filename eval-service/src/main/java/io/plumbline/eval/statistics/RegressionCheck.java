package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// Whether a candidate is worse than its baseline on the same items by more than is allowed.
///
/// A test of non-inferiority: PASS if the whole interval of the difference is no drop beyond the allowed one,
/// FAIL if the whole interval is, else INCONCLUSIVE. "No significant difference" alone is never a PASS: too few
/// items show no difference either. For outcomes that are right or wrong the interval is Newcombe's and
/// McNemar's exact test is named; for all else both come from a paired bootstrap, which needs
/// [FloorCheck#FEWEST_ITEMS] items.
///
/// One exception: if not one item has another score than before there is no difference to judge, and that is a
/// PASS, unless there are fewer than [FloorCheck#FEWEST_ITEMS].
public final class RegressionCheck {

    private final DecisionRule rule;

    public RegressionCheck(DecisionRule rule) {
        this.rule = rule;
    }

    /// @param allowedDrop by how much the candidate's score may be lower, 0 or more, in units of the score
    /// @throws IllegalArgumentException if the samples are not of the same kind, scale and number of items
    public CheckDecision decide(ScoreSample candidate, ScoreSample baseline, double allowedDrop) {
        PairedComparison comparison = PairedComparison.of(candidate, baseline, allowedDrop, rule);
        Estimate estimate = comparison.estimate();
        int items = candidate.size();
        Outcome outcome =
                comparison.unchanged() ? unchanged(items) : NonInferiority.decide(estimate.interval(), allowedDrop);
        Integer needed = outcome == Outcome.INCONCLUSIVE ? comparison.itemsNeeded(items, -allowedDrop) : null;
        double standardError = estimate.interval().width() / (2 * Normal.twoSided(rule.confidence()));
        return new CheckDecision(
                outcome,
                estimate.value(),
                estimate.interval(),
                -allowedDrop,
                baseline.value(),
                estimate.pValueBelow(),
                items,
                needed,
                comparison.decidable() ? Power.USUAL.minimumDetectableEffect(standardError, 1) : null,
                reason(comparison, candidate, allowedDrop, outcome, needed));
    }

    private static Outcome unchanged(int items) {
        return items < FloorCheck.FEWEST_ITEMS ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private String reason(
            PairedComparison comparison,
            ScoreSample candidate,
            double allowedDrop,
            Outcome outcome,
            @Nullable Integer needed) {
        int items = candidate.size();
        if (comparison.unchanged()) {
            double rate = Proportion.failureRateBehindNoFailure(items, rule.confidence());
            String found =
                    "Not one of %s scored differently from the baseline; with %s confidence at most %s of such items would."
                            .formatted(Wording.items(items), Wording.percent(rule.confidence()), Wording.percent(rate));
            return outcome == Outcome.PASS ? found : found + " Fewer than " + FloorCheck.FEWEST_ITEMS + " cannot tell.";
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
            case INCONCLUSIVE -> found + ": the interval reaches from " + limit + " to none. " + Wording.needed(needed);
        };
    }
}
