package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.CorpusSample;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.MeanSample;
import io.plumbline.eval.statistics.PairedOutcomes;
import io.plumbline.eval.statistics.Power;
import io.plumbline.eval.statistics.SampleMean;
import io.plumbline.eval.statistics.ScoreSample;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The difference candidate − baseline of two samples on the same items.
///
/// @param unchanged whether every item has the same score in both
/// @param decidable whether there are enough items for an interval
/// @param evidence the test of "no difference", in words
/// @param deviation standard deviation of an item's difference; null if the interval is based on something else
record PairedComparison(
        Estimate estimate,
        boolean unchanged,
        boolean decidable,
        String evidence,
        @Nullable Double deviation) {

    static PairedComparison of(ScoreSample candidate, ScoreSample baseline, double allowedDrop, DecisionRule rule) {
        if (candidate.size() != baseline.size() || candidate.maximum() != baseline.maximum()) {
            throw new IllegalArgumentException("A comparison is of the same items on the same scale.");
        }
        PairedComparison usual = switch (candidate) {
            case MeanSample one when baseline instanceof MeanSample other -> means(one, other, allowedDrop, rule);
            case CorpusSample one when baseline instanceof CorpusSample other -> corpora(one, other, allowedDrop, rule);
            default -> throw new IllegalArgumentException("A comparison is of the same kind of score.");
        };
        return usual.decidable() ? usual.notAbove(BoundedMean.ofDifference(candidate, baseline, rule), rule) : usual;
    }

    private PairedComparison notAbove(@Nullable BoundedMean bound, DecisionRule rule) {
        return bound == null
                ? this
                : new PairedComparison(
                        estimate.notAbove(bound, rule.confidence()), unchanged, decidable, evidence, null);
    }

    @Nullable
    Integer itemsNeeded(int items, double threshold, Power power) {
        if (!decidable || unchanged) {
            return Integer.valueOf(FloorCheck.FEWEST_ITEMS);
        }
        return deviation == null
                ? estimate.itemsNeeded(items, threshold, power)
                : Estimate.practical(
                        power.itemsNeeded(deviation, deviation, Math.abs(estimate.value() - threshold)), items);
    }

    private static PairedComparison means(
            MeanSample candidate, MeanSample baseline, double allowedDrop, DecisionRule rule) {
        boolean unchanged = Arrays.equals(candidate.scores(), baseline.scores());
        if (candidate.isBinary() && baseline.isBinary()) {
            return outcomes(candidate.against(baseline), candidate.maximum(), unchanged, allowedDrop, rule);
        }
        if (candidate.size() < FloorCheck.FEWEST_ITEMS) {
            return undecidable(candidate, baseline, unchanged);
        }
        double[] differences = new double[candidate.size()];
        Arrays.setAll(differences, i -> candidate.scores()[i] - baseline.scores()[i]);
        return draws(
                rule.bootstrap().meanDifference(candidate.scores(), baseline.scores()),
                unchanged,
                allowedDrop,
                rule,
                SampleMean.of(differences).deviation());
    }

    private static PairedComparison corpora(
            CorpusSample candidate, CorpusSample baseline, double allowedDrop, DecisionRule rule) {
        boolean unchanged = Arrays.deepEquals(candidate.statistics(), baseline.statistics());
        if (candidate.size() < FloorCheck.FEWEST_ITEMS) {
            return undecidable(candidate, baseline, unchanged);
        }
        BootstrapDistribution draws =
                rule.bootstrap().corpusDifference(candidate.statistics(), baseline.statistics(), candidate.score());
        return draws(draws, unchanged, allowedDrop, rule, null);
    }

    private static PairedComparison outcomes(
            PairedOutcomes outcomes, double maximum, boolean unchanged, double allowedDrop, DecisionRule rule) {
        Estimate estimate = new Estimate(
                outcomes.difference() * maximum,
                outcomes.newcombe(rule.confidence()).scaledBy(maximum),
                outcomes.pValueOfDropBeyond(allowedDrop / maximum));
        String evidence = "%d lost and %d gained, exact McNemar %s"
                .formatted(outcomes.onlyBaseline(), outcomes.onlyCandidate(), Wording.pValue(outcomes.mcNemarExact()));
        double discordant = (double) (outcomes.onlyBaseline() + outcomes.onlyCandidate()) / outcomes.items();
        double deviation = maximum * Math.sqrt(discordant - Math.pow(outcomes.difference(), 2));
        return new PairedComparison(estimate, unchanged, true, evidence, deviation);
    }

    private static PairedComparison draws(
            BootstrapDistribution draws,
            boolean unchanged,
            double allowedDrop,
            DecisionRule rule,
            @Nullable Double deviation) {
        Estimate estimate =
                new Estimate(draws.observed(), draws.interval(rule.confidence()), draws.pValueBelow(-allowedDrop));
        return new PairedComparison(
                estimate, unchanged, true, "paired bootstrap " + Wording.pValue(draws.pValueOfZero()), deviation);
    }

    private static PairedComparison undecidable(ScoreSample candidate, ScoreSample baseline, boolean unchanged) {
        ConfidenceInterval anything = new ConfidenceInterval(-candidate.maximum(), candidate.maximum());
        return new PairedComparison(
                new Estimate(candidate.value() - baseline.value(), anything, 1),
                unchanged,
                false,
                "too few items",
                null);
    }
}
