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
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.CampaignStatus;
import io.plumbline.eval.redteam.run.CampaignSpending;
import io.plumbline.eval.redteam.run.TargetSystem;
import io.plumbline.eval.redteam.run.UnrunnableCampaignException;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a measurement on one replica: chooses its prompts, sends them, stores each answer as it arrives, and computes
/// the results. A run that is interrupted resumes with what has no answer. A cancelled one stops within half a
/// second.
final class HarmRunner {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// The replica's threads belong to gates, too.
    private static final int AT_ONCE = 4;

    private final HarmStore measurements;
    private final HarmAnswerStore answers;
    private final HarmPlanner planner;
    private final HarmLifecycle lifecycle;
    private final HarmJudge judge;
    private final HarmScoring scoring;
    private final SiblingServices siblings;
    private final Semaphore room = new Semaphore(AT_ONCE);

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

    /// Runs a measurement to its end.
    ///
    /// @param leaving whether this replica is about to stop
    /// @return false if it has to be continued: this replica has no room, or is about to stop
    boolean run(UUID id, BooleanSupplier leaving) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            return Tenancy.asWorker(() -> attempt(id, leaving));
        } finally {
            room.release();
        }
    }

    private boolean attempt(UUID id, BooleanSupplier leaving) {
        try {
            return !measurements.begin(id) || run(measurements.find(id).orElseThrow(), leaving);
        } catch (UnrunnableCampaignException e) {
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
        ServedWatch watch = new ServedWatch(measurement.state().served());
        CampaignSpending spending = new CampaignSpending(
                request.budget(),
                measurement.progress().calls(),
                measurement.progress().tokens(),
                measurement.progress().costUsd());
        try (HarmCrew<Work> crew = new HarmCrew<>(
                next -> answer(measurement, target, setting, next, spending, watch), work, !answered.isEmpty())) {
            crew.start(Math.min(request.concurrency(), work.size()));
            if (!follow(measurement, crew, leaving)) {
                CampaignStatus status = measurements.status(measurement.id()).orElse(null);
                if (status == CampaignStatus.CANCELLED) {
                    measurements.keep(measurement.id(), results(measurement, items, setting));
                }
                return status == null || status.isFinal();
            }
            crew.check();
            Optional<CampaignHalt> halted = crew.halted();
            if (!crew.hasAnswered()
                    && halted.filter(halt -> halt != CampaignHalt.OUTAGE).isEmpty()) {
                throw new UnrunnableCampaignException(
                        "The target " + measurement.target() + " does not answer: " + crew.lastError() + ".");
            }
            String served = watch.first();
            if (served != null) {
                measurements.served(measurement.id(), served);
            }
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
            CampaignSpending spending,
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

    /// Remembers the configuration that served the first call. Another one ends the measurement: its results would be
    /// those of two systems.
    private static final class ServedWatch implements Consumer<String> {

        private final AtomicReference<@Nullable String> first;

        private ServedWatch(@Nullable String known) {
            this.first = new AtomicReference<>(known);
        }

        @Override
        public void accept(String digest) {
            first.compareAndSet(null, digest);
            if (!digest.equals(first.get())) {
                throw new UnrunnableCampaignException(
                        "The served configuration of the target changed during the measurement. Start it again.");
            }
        }

        private @Nullable String first() {
            return first.get();
        }
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

    /// Stores answers until nothing more comes; returns false if the measurement has ended, or this replica stops.
    /// Failures before the first answer are stored after it: without one, the measurement fails and can
    /// be repeated.
    private boolean follow(HarmMeasurement measurement, HarmCrew<Work> crew, BooleanSupplier leaving) {
        List<HarmAnswer> taken = new ArrayList<>();
        while (!crew.isDone()) {
            taken.addAll(take(crew));
            boolean open;
            if (taken.isEmpty() || !crew.hasAnswered()) {
                open = measurements
                        .status(measurement.id())
                        .filter(status -> !status.isFinal())
                        .isPresent();
            } else {
                open = answers.put(measurement, taken);
                taken.clear();
            }
            if (!open || leaving.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    private static List<HarmAnswer> take(HarmCrew<Work> crew) {
        try {
            return crew.take(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Abandons a measurement that failed repeatedly.
    void giveUp(UUID id) {
        Tenancy.asWorker(() -> lifecycle.fail(
                id,
                "The measurement could not be run, however often it was tried. The log of eval-service has the"
                        + " cause."));
    }
}
