package io.plumbline.eval.gate.judging;

import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.calibration.JudgeLabels;
import io.plumbline.eval.calibration.prediction.PredictionPoweredDifference;
import io.plumbline.eval.calibration.prediction.TransferredMean;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.ledger.result.GateCheck.SampleSize;
import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Power;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.JudgeRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The checks of a gate that depend on a judge. Without a valid calibration on answers of the same model, a
/// judge's figures are shown but decide nothing: a blocking check is then INCONCLUSIVE. With one, the figures
/// estimate human ratings by prediction-powered inference. Items of a cluster count as one ([RatingSample]).
final class JudgeChecks {

    private static final int TIER = 2;
    private static final String SKIPPED = "SKIPPED";

    private final Gate gate;
    private final JudgeRule rule;
    private final String name;
    private final Map<Integer, GateVerdict> candidate = new HashMap<>();
    private final Map<Integer, GateVerdict> baseline = new HashMap<>();
    private final Map<String, Integer> causes = new TreeMap<>();
    private int errors;
    private int manipulations;
    private final int verdicts;
    private final Map<Integer, String> clusters;
    private final double confidence;
    private BigDecimal cost = BigDecimal.ZERO;

    /// @param clusters item → cluster; missing items are their own clusters
    /// @param confidence confidence of the two-sided intervals
    JudgeChecks(
            Gate gate, JudgeRule rule, List<GateVerdict> verdicts, Map<Integer, String> clusters, double confidence) {
        this.clusters = clusters;
        this.confidence = confidence;
        this.gate = gate;
        this.rule = rule;
        this.name = name(rule);
        this.verdicts = verdicts.size();
        for (GateVerdict verdict : verdicts) {
            cost = verdict.costUsd() == null ? cost : cost.add(verdict.costUsd());
            manipulations += verdict.manipulation() ? 1 : 0;
            if (verdict.error() != null) {
                errors++;
                causes.merge(verdict.error(), 1, Integer::sum);
            } else {
                (verdict.side() == Side.CANDIDATE ? candidate : baseline).put(verdict.item(), verdict);
            }
        }
    }

    /// @param candidateLabels the judge's calibration on the candidate's answers
    /// @param baselineLabels the judge's calibration on the baseline's answers
    List<GateCheck> checks(Lookup candidateLabels, Lookup baselineLabels) {
        List<GateCheck> checks = new ArrayList<>();
        checks.add(errors());
        if (manipulations > 0) {
            checks.add(manipulation());
        }
        List<GateVerdict> mine = ordered(candidate);
        RatingSample sample = RatingSample.of(mine, JudgeChecks::score, clusters);
        if (!sample.decides()) {
            checks.add(open(name + ".floor", sample.tooFew("")));
            return checks;
        }
        checks.add(floor(sample, candidateLabels));
        if (rule.maxRegression() != null) {
            checks.add(regression(candidateLabels, baselineLabels));
        }
        return checks;
    }

    private static String name(JudgeRule rule) {
        return "judge." + rule.label();
    }

    /// Reports items not rated because a cap ended the run; the run's own check makes the gate inconclusive.
    ///
    /// @param items number of sampled but unrated items
    static GateCheck skipped(JudgeRule rule, int items, int drawn) {
        return new GateCheck(
                name(rule) + ".skipped",
                TIER,
                Figures.of((double) items / drawn, null),
                SKIPPED,
                false,
                String.format(Locale.ROOT, "%,d of %,d sampled items were not judged.", items, drawn));
    }

    private GateCheck errors() {
        double share = verdicts == 0 ? 1 : (double) errors / verdicts;
        double budget = gate.document().errorBudgetOrDefault();
        return new GateCheck(
                name + ".errors",
                TIER,
                Figures.of(share, budget),
                (share <= budget ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE).name(),
                rule.blocks(),
                String.format(
                                Locale.ROOT,
                                "%d of %d ratings failed; %.1f %% are allowed.",
                                errors,
                                verdicts,
                                budget * 100)
                        + mostOften()
                        + cost());
    }

    private GateCheck manipulation() {
        return new GateCheck(
                name + ".manipulation",
                TIER,
                Figures.of((double) manipulations / verdicts, null),
                SKIPPED,
                false,
                String.format(
                        Locale.ROOT,
                        "Manipulation suspected: %,d of %,d answers seem to address their judge. The lower of the ratings with and"
                                + " without these passages counts; an answer without a rating is an error.",
                        manipulations,
                        verdicts));
    }

    private String mostOften() {
        return causes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(cause -> " Most often, " + cause.getValue() + (cause.getValue() == 1 ? " time: " : " times: ")
                        + cause.getKey() + ".")
                .orElse("");
    }

    /// Returns the cost of the ratings if the suite has several judges, whose costs the gate's own does not separate.
    private String cost() {
        return gate.document().judges() == null
                ? ""
                : " The ratings cost " + cost.setScale(6, RoundingMode.HALF_UP).toPlainString() + " USD.";
    }

    private GateCheck floor(RatingSample sample, Lookup found) {
        Double floor = rule.floor();
        String check = floor == null ? name : name + ".floor";
        JudgeLabels labels = found.labels();
        if (labels == null) {
            WeightedMean judged = WeightedMean.of(sample.weighted(), confidence);
            return decided(check, judged.value(), within(judged.interval(), 0), floor, null, null, undecided(found));
        }
        double[] human = labels.human();
        TransferredMean mean = TransferredMean.of(human, labels.judge(), sample.weighted(), confidence);
        CheckOutcome outcome = floor == null ? null : outcome(mean.interval(), floor);
        String reason = String.format(
                Locale.ROOT,
                "Estimated human score: %.3f (%s %% interval %.3f to %.3f), from %d labels and %s with"
                        + " a mean of %.3f by the judge alone.",
                mean.value(),
                percent(),
                mean.interval().low(),
                mean.interval().high(),
                human.length,
                sample.summary("ratings"),
                sample.weighted().mean());
        Double pValue = floor == null ? null : mean.pValueBelow(floor);
        return decided(check, mean.value(), mean.interval(), floor, pValue, outcome, reason);
    }

    private GateCheck regression(Lookup candidateFound, Lookup baselineFound) {
        String check = name + ".regression";
        double allowed = rule.maxRegressionOrAll();
        if (gate.baseline() == null) {
            return new GateCheck(
                    check,
                    TIER,
                    Figures.NONE,
                    SKIPPED,
                    rule.blocks(),
                    "There is no baseline yet. A first version needs a floor to pass.");
        }
        List<GateVerdict> mine = ordered(candidate).stream()
                .filter(verdict -> baseline.containsKey(verdict.item()))
                .toList();
        RatingSample sample =
                RatingSample.of(mine, verdict -> score(verdict) - score(baseline.get(verdict.item())), clusters);
        if (!sample.decides()) {
            return open(check, sample.tooFew(" on both systems"));
        }
        JudgeLabels candidateLabels = candidateFound.labels();
        JudgeLabels baselineLabels = baselineFound.labels();
        if (candidateLabels == null || baselineLabels == null) {
            WeightedMean judged = WeightedMean.of(sample.weighted(), confidence);
            Lookup missing = candidateLabels == null ? candidateFound : baselineFound;
            return decided(
                    check, judged.value(), within(judged.interval(), -1), -allowed, null, null, undecided(missing));
        }
        PredictionPoweredDifference difference = PredictionPoweredDifference.of(
                sample.weighted(),
                candidateLabels.human(),
                candidateLabels.judge(),
                baselineLabels.human(),
                baselineLabels.judge(),
                confidence);
        String reason = String.format(
                Locale.ROOT,
                "Estimated change of the human score: %+.3f (%s %% interval %+.3f to %+.3f) on %s; a drop of %.3f is allowed.",
                difference.value(),
                percent(),
                difference.interval().low(),
                difference.interval().high(),
                sample.summary("items"),
                allowed);
        return decided(
                check,
                difference.value(),
                difference.interval(),
                -allowed,
                difference.pValueBelow(-allowed),
                outcome(difference.interval(), -allowed),
                reason);
    }

    /// @param outcome null if no decision is permitted
    private GateCheck decided(
            String check,
            double value,
            ConfidenceInterval interval,
            @Nullable Double threshold,
            @Nullable Double pValue,
            @Nullable CheckOutcome outcome,
            String reason) {
        String said = outcome != null
                ? outcome.name()
                : threshold != null && rule.blocks() ? CheckOutcome.INCONCLUSIVE.name() : SKIPPED;
        Double effect = outcome == null ? null : Power.at(confidence).detectableEffect(interval);
        return new GateCheck(
                        check,
                        TIER,
                        new Figures(value, interval.low(), interval.high(), threshold, null, pValue),
                        said,
                        rule.blocks() && threshold != null,
                        effect == null || outcome != CheckOutcome.INCONCLUSIVE ? reason : reason + shows(effect))
                .sized(effect == null ? null : new SampleSize(null, null, effect));
    }

    private GateCheck open(String check, String reason) {
        return new GateCheck(check, TIER, Figures.NONE, CheckOutcome.INCONCLUSIVE.name(), rule.blocks(), reason);
    }

    /// Returns for example 95 or 97.5.
    private String percent() {
        return BigDecimal.valueOf(100 * confidence)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Does not state the ratings needed, since labels count too.
    private static String shows(double effect) {
        return String.format(
                Locale.ROOT,
                " This number of ratings and labels detects a difference of %.3f four times out of five; more of both detect a"
                        + " smaller one.",
                effect);
    }

    private static String undecided(Lookup missing) {
        return "The judge's own figure, which does not count: " + missing.reason();
    }

    private static CheckOutcome outcome(ConfidenceInterval interval, double threshold) {
        if (interval.low() >= threshold) {
            return CheckOutcome.PASS;
        }
        return interval.high() < threshold ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static ConfidenceInterval within(ConfidenceInterval interval, double least) {
        return new ConfidenceInterval(Math.clamp(interval.low(), least, 1), Math.clamp(interval.high(), least, 1));
    }

    private static List<GateVerdict> ordered(Map<Integer, GateVerdict> verdicts) {
        return verdicts.values().stream()
                .sorted(Comparator.comparingInt(GateVerdict::item))
                .toList();
    }

    private static double score(@Nullable GateVerdict verdict) {
        Double score = verdict == null ? null : verdict.score();
        return score == null ? 0 : score;
    }
}
