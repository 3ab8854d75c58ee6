package io.plumbline.registry.trainingplan;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.DatasetCatalog;
import io.plumbline.registry.trainingplan.TrainingPlanStore.Work;
import io.plumbline.registry.trainingplan.TrainingRun.Event;
import io.plumbline.registry.trainingplan.TrainingRun.Products;
import io.plumbline.registry.trainingplan.TrainingRun.State;
import io.plumbline.registry.trainingplan.TrainingRun.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Records the progress of runs: state, events and audit events, in one transaction each. Every change fails with
/// [TrainingPlanStore.LostRunException] if the run has changed elsewhere.
@Component
@Transactional
class RunJournal {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MAX_ATTEMPTS = 12;
    private static final int MAX_REASON = 1_000;
    private static final int MAX_EVENTS = 100;

    private final TrainingPlanStore store;
    private final TrainedVersions trained;
    private final DatasetCatalog datasets;
    private final AuditTrail trail;
    private final Clock clock;

    RunJournal(
            TrainingPlanStore store, TrainedVersions trained, DatasetCatalog datasets, AuditTrail trail, Clock clock) {
        this.store = store;
        this.trained = trained;
        this.datasets = datasets;
        this.trail = trail;
        this.clock = clock;
    }

    /// The job was created.
    void trains(Work work, UUID job) {
        Products before = work.run().products();
        TrainingRun run = with(
                work.run(),
                Step.TRAINING,
                new Products(job, before.version(), before.gates(), before.approval()),
                "The fine-tuning job is started.");
        store.save(work, run, 0, work.repeats(), clock.instant().plus(PAUSE));
    }

    /// The job registered a version. From now on, the uploader of its data cannot approve it.
    Work trained(Work work, int version) {
        String dataset = work.plan().terms().plan().dataset();
        trained.add(
                work.plan().terms().plan().model(),
                version,
                work.run().team(),
                datasets.uploader(new VersionReference(dataset, work.run().datasetVersion())));
        Products before = work.run().products();
        TrainingRun run = with(
                work.run(),
                Step.GATING,
                new Products(before.job(), version, before.gates(), before.approval()),
                "The job registered version " + version + ".");
        trail.append(RunStarter.entry(TrainingPlanAction.RUN_ADVANCED, run).with("version", version));
        return store.save(work, run, 0, work.repeats(), clock.instant().plus(PAUSE));
    }

    /// A gate was opened.
    Work gates(Work work, String suite, UUID gate) {
        Products before = work.run().products();
        Map<String, UUID> gates = new TreeMap<>(before.gates());
        gates.put(suite, gate);
        TrainingRun run = with(
                work.run(),
                Step.GATING,
                new Products(before.job(), before.version(), gates, before.approval()),
                "The gate of the suite " + suite + " is opened.");
        return store.save(work, run, 0, work.repeats(), clock.instant().plus(PAUSE));
    }

    /// All gates passed.
    Work requests(Work work) {
        TrainingRun run = with(work.run(), Step.REQUESTING, work.run().products(), "The gates passed.");
        trail.append(RunStarter.entry(TrainingPlanAction.RUN_ADVANCED, run));
        return store.save(work, run, 0, work.repeats(), clock.instant().plus(PAUSE));
    }

    /// Nothing has changed.
    void waits(Work work) {
        store.save(
                work,
                ended(work.run(), State.RUNNING, null, null),
                0,
                work.repeats(),
                clock.instant().plus(PAUSE));
    }

    /// An attempt failed that may succeed later. The last one stops the run.
    void failed(Work work, String reason) {
        int attempts = work.attempts() + 1;
        if (attempts > MAX_ATTEMPTS) {
            stop(work, reason);
            return;
        }
        Duration pause = PAUSE.multipliedBy(1L << attempts);
        TrainingRun run = ended(work.run(), State.RUNNING, bounded(reason), null);
        store.save(
                work,
                run,
                attempts,
                work.repeats(),
                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }

    void stop(Work work, String reason) {
        end(work, State.STOPPED, null, bounded(reason));
    }

    /// @param approval that was requested; null for none
    void end(Work work, State state, @Nullable UUID approval, String message) {
        Instant now = clock.instant();
        TrainingRun before = work.run();
        Products products = before.products();
        TrainingRun run = ended(
                with(
                        before,
                        before.step(),
                        new Products(products.job(), products.version(), products.gates(), approval),
                        message),
                state,
                state == State.STOPPED ? message : null,
                now);
        AuditEntry entry = RunStarter.entry(TrainingPlanAction.RUN_ENDED, run)
                .with("state", state.name())
                .withIfPresent("version", products.version())
                .withIfPresent("approvalId", approval == null ? null : approval.toString());
        trail.append(entry);
        store.save(work, run, work.attempts(), work.repeats(), now);
    }

    /// Repeats the step at which a run stopped.
    void repeat(Work work) {
        TrainingRun before = work.run();
        Products products = before.products();
        boolean isTraining = before.step() == Step.TRAINING;
        TrainingRun run = ended(
                with(
                        before,
                        before.step(),
                        new Products(
                                isTraining ? null : products.job(),
                                products.version(),
                                before.step() == Step.GATING ? Map.of() : products.gates(),
                                null),
                        "The step is repeated on request."),
                State.RUNNING,
                null,
                null);
        trail.append(RunStarter.entry(TrainingPlanAction.RUN_REPEATED, run));
        store.save(work, run, 0, work.repeats() + 1, clock.instant());
    }

    private TrainingRun with(TrainingRun run, Step step, Products products, String message) {
        List<Event> events = new ArrayList<>(run.events());
        events.add(new Event(clock.instant(), step, message));
        return new TrainingRun(
                run.id(),
                run.plan(),
                run.team(),
                run.dataset(),
                run.newRecords(),
                step,
                run.state(),
                null,
                products,
                events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size()),
                run.createdAt(),
                run.endedAt());
    }

    private static TrainingRun ended(TrainingRun run, State state, @Nullable String reason, @Nullable Instant endedAt) {
        return new TrainingRun(
                run.id(),
                run.plan(),
                run.team(),
                run.dataset(),
                run.newRecords(),
                run.step(),
                state,
                reason,
                run.products(),
                run.events(),
                run.createdAt(),
                endedAt);
    }

    private static String bounded(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    }
}
