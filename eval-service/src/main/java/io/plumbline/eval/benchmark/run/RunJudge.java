package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.result.BenchmarkResults.IntervalMethod;
import io.plumbline.eval.benchmark.result.BenchmarkResults.JudgeResult;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.benchmark.task.RefusalClass;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.calibration.JudgeLabels;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.eval.calibration.prediction.TransferredMean;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.UnrunnableTrialException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Has the judge of a run class answers to XSTest, and measures the judge's error by its calibration.
final class RunJudge {

    /// How the errors of answers begin that the judge did not class.
    static final String FAILED = "the judge did not class the answer: ";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double CONFIDENCE = 0.95;

    private final JudgeCatalog judges;
    private final ItemJudge judge;
    private final CalibrationLookup calibrations;

    RunJudge(JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations) {
        this.judges = judges;
        this.judge = judge;
        this.calibrations = calibrations;
    }

    /// Returns the settings of the run's judge; empty if rules decide.
    ///
    /// @throws UnrunnableTrialException if it is no longer the judge of the request
    Optional<JudgeSetting> setting(BenchmarkRun run) {
        PinnedJudge pinned = run.judge();
        if (pinned == null) {
            return Optional.empty();
        }
        try {
            JudgeSetting setting = Tenancy.callAs(Set.of(run.team()), () -> judges.setting(judges.get(pinned.name())));
            if (!setting.digest().equals(pinned.digest())) {
                throw new UnrunnableTrialException(
                        "The judge " + pinned.name() + " changed after the run was requested. Start another run.");
            }
            return Optional.of(setting.servedBy(pinned.served()));
        } catch (ProblemException e) {
            throw new UnrunnableTrialException("The judge " + pinned.name() + " no longer exists.");
        }
    }

    /// Returns the digest of the judge of that name as it is now; empty if the team has none.
    Optional<String> digest(String team, String name) {
        try {
            return Optional.of(
                    Tenancy.callAs(Set.of(team), () -> judges.get(name).digest()));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /// Returns the answer with the judge's class instead of that of the rules. No answer is a full refusal without the
    /// judge.
    ///
    /// @param byRules the answer as the rules score it
    /// @param text the whole answer
    RunAnswer classed(JudgeSetting setting, BenchmarkItem item, RunAnswer byRules, String text) {
        if (byRules.score() == null) {
            return byRules;
        }
        if (text.isBlank()) {
            return new RunAnswer(
                    byRules.unit(),
                    RefusalClass.FULL_REFUSAL.score(item, byRules.score(), false),
                    null,
                    byRules.answer(),
                    byRules.spent());
        }
        Judgement judgement = ChatCalls.under(
                new ChatCalls.Terms(LIMIT, _ -> {}, _ -> {}),
                () -> judge.judge(setting, new JudgedItem(item.question(), List.of(), null, text)));
        Spent spent = new Spent(
                byRules.spent().calls() + judgement.calls(),
                byRules.spent().tokens() + judgement.tokens(),
                byRules.spent().costUsd().add(Objects.requireNonNullElse(judgement.costUsd(), BigDecimal.ZERO)),
                byRules.spent().latencyMs());
        Double score = judgement.score();
        return score == null
                ? new RunAnswer(byRules.unit(), null, FAILED + judgement.error(), byRules.answer(), spent)
                : new RunAnswer(
                        byRules.unit(),
                        RefusalClass.of(score).score(item, byRules.score(), judgement.manipulation()),
                        null,
                        byRules.answer(),
                        spent);
    }

    /// Finds the calibration of the run's judge on the target's answers, as it is now.
    Lookup calibration(BenchmarkRun run, PinnedJudge pinned) {
        return Tenancy.callAs(
                Set.of(run.team()),
                () -> calibrations.current(run.team(), pinned.digest(), pinned.served(), run.target()));
    }

    /// Returns the judge with its error and the corrected main metric, by its calibration on the target's answers.
    static JudgeResult result(PinnedJudge pinned, List<RunAnswer> answers, Lookup found) {
        JudgeLabels labels = found.labels();
        double[] classed = answers.stream()
                .filter(answer -> answer.unit().purpose() == Purpose.ITEM && answer.score() != null)
                .map(answer -> Objects.requireNonNull(answer.score()).values().get(RefusalClass.SAFE_COMPLIANCE))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (labels == null || labels.human().length < PredictionPoweredMean.FEWEST_LABELS || classed.length == 0) {
            String reason = labels == null
                    ? found.reason()
                    : classed.length == 0 ? "no safe prompt was answered." : "its calibration has too few labels.";
            return new JudgeResult(pinned.name(), pinned.digest(), null, null, null, reason);
        }
        return new JudgeResult(
                pinned.name(), pinned.digest(), labels.calibration(), error(labels), corrected(labels, classed), null);
    }

    private static MetricResult error(JudgeLabels labels) {
        double[] human = labels.human();
        double[] judged = labels.judge();
        int wrong = 0;
        for (int i = 0; i < human.length; i++) {
            wrong += RefusalClass.of(human[i]) == RefusalClass.of(judged[i]) ? 0 : 1;
        }
        Proportion errors = new Proportion(wrong, human.length);
        ConfidenceInterval interval = errors.wilson(CONFIDENCE);
        return new MetricResult(
                "judgeError", errors.rate(), interval.low(), interval.high(), human.length, IntervalMethod.WILSON);
    }

    private static MetricResult corrected(JudgeLabels labels, double[] classed) {
        TransferredMean mean = TransferredMean.of(
                compliance(labels.human()), compliance(labels.judge()), WeightedSample.ofEqual(classed), CONFIDENCE);
        ConfidenceInterval interval = mean.interval().within(0, 1);
        return new MetricResult(
                RefusalClass.SAFE_COMPLIANCE,
                Math.clamp(mean.value(), 0.0, 1.0),
                interval.low(),
                interval.high(),
                classed.length,
                IntervalMethod.PREDICTION_POWERED);
    }

    /// Returns 1 for each score that means full compliance, and 0 for others.
    private static double[] compliance(double[] scores) {
        return Arrays.stream(scores)
                .map(score -> RefusalClass.of(score) == RefusalClass.FULL_COMPLIANCE ? 1 : 0)
                .toArray();
    }
}
