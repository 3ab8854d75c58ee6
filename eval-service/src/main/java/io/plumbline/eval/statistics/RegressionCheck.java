package io.plumbline.eval.statistics;

/// Whether a candidate is worse than its baseline on the same items by more than is allowed.
///
/// A test of non-inferiority: PASS if the whole interval of the difference is no drop beyond the allowed one,
/// FAIL if the whole interval is, else INCONCLUSIVE. "No significant difference" alone is never a PASS: too
/// few items show no difference either. For outcomes that are right or wrong the interval is Newcombe's and
/// McNemar's exact test is named; for all else both come from a paired bootstrap, which needs
/// [FloorCheck#FEWEST_ITEMS] items.
///
/// Where the answers to an item are now right, now wrong, and where only a part of the items was asked yet,
/// the lower end is not above [BoundedMean]'s.
///
/// One exception: if not one item has another score than before there is no difference to judge, and that is
/// a PASS, unless there are fewer than [FloorCheck#FEWEST_ITEMS], or only a part of the items was asked yet
/// and so few that as many others as may be lost could be among the rest.
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
        Outcome outcome = comparison.unchanged()
                ? unchanged(items, allowedDrop / candidate.maximum())
                : NonInferiority.decide(estimate.interval(), allowedDrop);
        Power power = Power.at(rule.confidence());
        Integer needed = outcome == Outcome.INCONCLUSIVE ? comparison.itemsNeeded(items, -allowedDrop, power) : null;
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

    /// @param allowed share of the items of which all may be lost
    private Outcome unchanged(int items, double allowed) {
        double oneSided = (1 + rule.confidence()) / 2;
        boolean unseen = rule.partial() && Proportion.failureRateBehindNoFailure(items, oneSided) > allowed;
        return unseen || items < FloorCheck.FEWEST_ITEMS ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private String reason(
            PairedComparison comparison, ScoreSample candidate, double allowedDrop, Outcome outcome, String advice) {
        int items = candidate.size();
        if (comparison.unchanged()) {
            double rate = Proportion.failureRateBehindNoFailure(items, rule.confidence());
            String found =
                    "None of %s scored differently from the baseline; with %s confidence, at most %s of such items do."
                            .formatted(Wording.items(items), Wording.percent(rule.confidence()), Wording.percent(rate));
            if (outcome == Outcome.PASS) {
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
