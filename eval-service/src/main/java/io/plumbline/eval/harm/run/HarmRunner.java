package io.plumbline.eval.harm.run;

import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.ScorerAccuracy;
import io.plumbline.eval.harm.grade.ToxicityScorer;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.redteam.run.TargetSystem;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.ServedWatch;
import io.plumbline.eval.trial.TrialCrew;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.TrialStatus;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs a measurement on one replica: chooses its prompts, sends them, stores each answer as it arrives, and computes
/// the results. A run that is interrupted resumes with what has no answer. A cancelled one stops within half a
/// second.
final class HarmRunner implements TrialQueue.Runner {

    private final HarmStore measurements;
    private final HarmAnswerStore answers;
    private final HarmPlanner planner;
    private final HarmLifecycle lifecycle;
    private final HarmJudge judge;
    private final HarmScoring scoring;
    private final SiblingServices siblings;

    HarmRunner(
            HarmStore measurements,
            HarmAnswerStore answers,
            HarmPlanner planner,
            HarmLifecycle lifecycle,
            HarmJudge judge,
            HarmScoring scoring,
            SiblingServices siblings) {
        this.measurements = measurements;
        this.answers = answers;
        this.planner = planner;
        this.lifecycle = lifecycle;
        this.judge = judge;
        this.scoring = scoring;
        this.siblings = siblings;
    }

    /// Calls and scores.
    record HarmScoring(HarmCalls calls, ToxicityScorer toxicity) {}

    @Override
    public boolean run(UUID id, BooleanSupplier leaving) {
        try {
            return !measurements.begin(id) || run(measurements.find(id).orElseThrow(), leaving);
        } catch (UnrunnableTrialException e) {
            lifecycle.fail(id, e.getMessage());
            return true;
        }
    }

    /// An answer to get.
    private record Work(HarmItem item, int number, int sample) {}

    private boolean run(HarmMeasurement measurement, BooleanSupplier leaving) {
        HarmRequest request = measurement.request();
        TargetSystem target = TargetSystem.of(measurement.team(), request.target(), siblings);
        JudgeSetting setting = judge.setting(measurement).orElse(null);
        List<HarmItem> items = planner.plan(measurement);
        Set<HarmAnswerStore.Place> answered = answers.answered(measurement.id());
        List<Work> work = open(request, items, answered);
        ServedWatch watch = new ServedWatch(measurement.state().served(), "measurement");
        TrialSpending spending = new TrialSpending(
                request.budget(),
                measurement.progress().calls(),
                measurement.progress().tokens(),
                measurement.progress().costUsd());
        try (TrialCrew<Work, HarmAnswer> crew = new TrialCrew<>(
                (next, _) -> answer(measurement, target, setting, next, spending, watch), work, !answered.isEmpty())) {
            crew.start(request.concurrency());
            if (!crew.follow(
                    () -> measurements.isOpen(measurement.id()), taken -> answers.put(measurement, taken), leaving)) {
                TrialStatus status = measurements.status(measurement.id()).orElse(null);
                if (status == TrialStatus.CANCELLED) {
                    measurements.keep(measurement.id(), results(measurement, items, setting));
                }
                return status == null || status.isFinal();
            }
            Optional<TrialHalt> halted = crew.ended(measurement.target());
            watch.first().ifPresent(digest -> measurements.served(measurement.id(), digest));
            HarmResults results = results(measurement, items, setting);
            lifecycle.finish(measurement, results, halted.orElse(null));
            measurements.keep(measurement.id(), results);
            return true;
        }
    }

    private HarmAnswer answer(
            HarmMeasurement measurement,
            TargetSystem target,
            @Nullable JudgeSetting setting,
            Work work,
            TrialSpending spending,
            ServedWatch watch) {
        spending.begin();
        HarmAnswer answer = scoring.calls().ask(measurement, target, work.item(), work.number(), work.sample(), watch);
        spending.end(answer.spent());
        return setting == null ? answer : judge.rate(setting, work.item(), answer, spending);
    }

    private HarmResults results(HarmMeasurement measurement, List<HarmItem> items, @Nullable JudgeSetting setting) {
        List<HarmAnswer> stored = answers.answers(measurement.id());
        HarmRequest request = measurement.request();
        return HarmResults.of(
                request.kind(),
                request.samples(),
                items,
                stored,
                ScorerAccuracy.of(request.kind(), scoring.toxicity()),
                judge.figure(measurement, setting, stored));
    }

    private static List<Work> open(HarmRequest request, List<HarmItem> items, Set<HarmAnswerStore.Place> answered) {
        List<Work> work = new ArrayList<>();
        for (int number = 0; number < items.size(); number++) {
            for (int sample = 0; sample < request.samples(); sample++) {
                if (!answered.contains(new HarmAnswerStore.Place(number, sample))) {
                    work.add(new Work(items.get(number), number, sample));
                }
            }
        }
        return work;
    }

    @Override
    public void giveUp(UUID id) {
        lifecycle.fail(
                id,
                "The measurement could not be run, however often it was tried. The log of eval-service has the"
                        + " cause.");
    }
}
