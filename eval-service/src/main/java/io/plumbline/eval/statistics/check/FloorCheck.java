package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.CorpusSample;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.MeanSample;
import io.plumbline.eval.statistics.Power;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.statistics.SampleMean;
import io.plumbline.eval.statistics.ScoreSample;
import org.jspecify.annotations.Nullable;

/// Decides whether a score is at or above a floor, beyond sampling error.
///
/// PASS if the whole interval is at or above the floor, FAIL if the whole interval is below, else INCONCLUSIVE.
/// The interval is Wilson's (or Clopper and Pearson's) for binary outcomes, Student's for a mean, and a bootstrap
/// for corpus scores. For all means except those of plain binary outcomes, it is at least as wide as
/// [BoundedMean]'s, since Student's has almost no width if nearly all scores are perfect. Fewer than
/// [#FEWEST_ITEMS] graded scores decide nothing.
public final class FloorCheck {

    /// With five items, even five results on the same side have p = 2·0.5⁵ = 0.06.
    public static final int FEWEST_ITEMS = 6;

    /// An estimate of the items needed converges within this number of steps.
    private static final int STEPS = 10;

    private final DecisionRule rule;

    public FloorCheck(DecisionRule rule) {
        this.rule = rule;
    }

    /// @param floor between 0 and the sample's maximum
    public CheckDecision decide(ScoreSample sample, double floor) {
        return decide(sample, floor, false);
    }

    /// Decides a guarantee, for example of safety: binary outcomes have Clopper and Pearson's interval, whose
    /// coverage is never below its level.
    ///
    /// @param floor between 0 and the sample's maximum
    public CheckDecision guarantee(ScoreSample sample, double floor) {
        return decide(sample, floor, true);
    }

    private CheckDecision decide(ScoreSample sample, double floor, boolean exact) {
        if (!(floor >= 0 && floor <= sample.maximum())) {
            throw new IllegalArgumentException(
                    "The floor lies between 0 and " + sample.maximum() + ", not at " + floor);
        }
        boolean graded = !(sample instanceof MeanSample mean && mean.isBinary());
        if (graded && sample.size() < FEWEST_ITEMS) {
            Estimate unknown = new Estimate(sample.value(), new ConfidenceInterval(0, sample.maximum()), 1);
            return decision(
                    sample,
                    floor,
                    CheckOutcome.INCONCLUSIVE,
                    unknown,
                    FEWEST_ITEMS,
                    null,
                    Wording.tooFew(sample.size()));
        }
        Estimate estimate =
                estimate(sample, floor, exact).notNarrowerThan(BoundedMean.of(sample, rule), rule.confidence(), floor);
        CheckOutcome outcome = NonInferiority.atLeast(estimate.interval(), floor);
        Power power = Power.at(rule.confidence());
        Integer needed =
                outcome == CheckOutcome.INCONCLUSIVE ? itemsNeeded(sample, floor, exact, estimate, power) : null;
        Double detectable = power.detectableEffect(estimate.interval());
        String advice = Wording.needed(needed, sample.size(), detectable);
        return decision(
                sample, floor, outcome, estimate, needed, detectable, reason(sample, floor, outcome, estimate, advice));
    }

    private static @Nullable Integer itemsNeeded(
            ScoreSample sample, double floor, boolean exact, Estimate estimate, Power power) {
        if (sample instanceof MeanSample mean) {
            double needed = mean.isBinary()
                    ? mean.proportion().itemsNeeded(floor / mean.maximum(), exact, power)
                    : graded(mean, floor, power);
            return Estimate.practical(needed, mean.size());
        }
        return estimate.itemsNeeded(sample.size(), floor, power);
    }

    /// [BoundedMean]'s end deviates from the mean as if one additional item had the worst score, or the best:
    /// with fewer items, that is a larger part of the distance.
    private static double graded(MeanSample sample, double floor, Power power) {
        SampleMean mean = SampleMean.of(sample.scores());
        double distance = Math.abs(mean.mean() - floor);
        double oneMore = mean.mean() > floor ? mean.mean() : sample.maximum() - mean.mean();
        double needed = power.itemsNeeded(mean.deviation(), mean.deviation(), distance);
        for (int i = 0; i < STEPS; i++) {
            double left = distance - oneMore / (Math.max(needed, oneMore / distance) + 1);
            needed = power.itemsNeeded(mean.deviation(), mean.deviation(), left);
        }
        return needed;
    }

    private Estimate estimate(ScoreSample sample, double floor, boolean exact) {
        double confidence = rule.confidence();
        return switch (sample) {
            case MeanSample mean
            when mean.isBinary() -> {
                Proportion proportion = mean.proportion();
                yield new Estimate(
                        mean.value(),
                        (exact ? proportion.clopperPearson(confidence) : proportion.wilson(confidence))
                                .scaledBy(mean.maximum()),
                        exact
                                ? proportion.exactPValueBelow(floor / mean.maximum())
                                : proportion.pValueBelow(floor / mean.maximum()));
            }
            case MeanSample mean -> {
                SampleMean of = SampleMean.of(mean.scores());
                yield new Estimate(of.mean(), of.interval(confidence).within(0, mean.maximum()), of.pValueBelow(floor));
            }
            case CorpusSample corpus -> {
                BootstrapDistribution draws = rule.bootstrap().corpus(corpus.statistics(), corpus.score());
                yield new Estimate(draws.observed(), draws.interval(confidence), draws.pValueBelow(floor));
            }
        };
    }

    private String reason(ScoreSample sample, double floor, CheckOutcome outcome, Estimate estimate, String advice) {
        String found = "%s on %s (%s)"
                .formatted(
                        Wording.number(estimate.value()),
                        Wording.items(sample.size()),
                        Wording.interval(estimate.interval(), rule.confidence()));
        String limit = "the floor of " + Wording.number(floor);
        return switch (outcome) {
            case PASS -> found + ": even the lower end is not below " + limit + "." + noFailure(sample);
            case FAIL -> found + ": even the upper end is below " + limit + ".";
            case INCONCLUSIVE -> found + ": " + limit + " lies within the interval. " + advice + noFailure(sample);
        };
    }

    private String noFailure(ScoreSample sample) {
        if (sample instanceof MeanSample mean && mean.isBinary() && mean.value() == mean.maximum()) {
            double rate = Proportion.failureRateBehindNoFailure(mean.size(), rule.confidence());
            return " None failed; with %s confidence, at most %s of such items do."
                    .formatted(Wording.percent(rule.confidence()), Wording.percent(rate));
        }
        return "";
    }

    private static CheckDecision decision(
            ScoreSample sample,
            double floor,
            CheckOutcome outcome,
            Estimate estimate,
            @Nullable Integer needed,
            @Nullable Double detectable,
            String reason) {
        return new CheckDecision(
                outcome,
                estimate.value(),
                estimate.interval(),
                floor,
                null,
                estimate.pValueBelow(),
                sample.size(),
                needed,
                detectable,
                reason);
    }
}
