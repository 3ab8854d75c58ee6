package io.plumbline.registry.trainingplan;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.DatasetCatalog;
import io.plumbline.registry.dataset.DatasetCatalog.NewestVersion;
import io.plumbline.registry.finetuning.executor.FineTuningProperties;
import io.plumbline.registry.trainingplan.TrainingPlanStore.ActivePlan;
import io.plumbline.registry.trainingplan.TrainingRun.Event;
import io.plumbline.registry.trainingplan.TrainingRun.Products;
import io.plumbline.registry.trainingplan.TrainingRun.State;
import io.plumbline.registry.trainingplan.TrainingRun.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;

/// Inspects the datasets of plans, as the worker role, and starts a run for a new version that qualifies.
@Component
class RunStarter {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /// What refuses a version changes less often than a dataset gets versions.
    private static final int PAUSES_IF_REFUSED = 15;

    private final TrainingPlanStore store;
    private final DatasetCatalog datasets;
    private final PlanAuthority authority;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;
    private final Duration pause;

    RunStarter(
            TrainingPlanStore store,
            DatasetCatalog datasets,
            PlanAuthority authority,
            AuditTrail trail,
            TransactionTemplate transactions,
            FineTuningProperties properties,
            UuidV7 ids,
            Clock clock) {
        this.store = store;
        this.datasets = datasets;
        this.authority = authority;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        Duration interval = properties.pollInterval();
        this.pause = interval.compareTo(LONGEST_PAUSE) < 0 ? interval : LONGEST_PAUSE;
    }

    /// The result of an inspection.
    ///
    /// @param newRecords for a version that qualifies; null for none that does
    /// @param waiting why none does
    /// @param passedOver a version that has too few new records; 0 if there is no new one
    private record Finding(
            int version,
            @Nullable Long newRecords,
            @Nullable String waiting,
            @Nullable Integer passedOver) {

        /// What may change at any time.
        private static Finding refused(String reason) {
            return new Finding(0, null, reason, null);
        }

        /// Nothing new for an author who sees only some datasets, so that the reason reveals no other one.
        private static Finding nothing(TrainingPlanDocument plan) {
            return new Finding(0, null, "The dataset " + plan.dataset() + " has no new version.", 0);
        }
    }

    /// Starts a run if a version qualifies, or stores the reason why none does.
    void inspect(ActivePlan plan) {
        Finding finding;
        try {
            finding = find(plan);
        } catch (ProblemException e) {
            finding = Finding.refused(String.valueOf(e.getMessage()));
        } catch (RestClientException e) {
            finding = Finding.refused("Another service does not answer.");
        }
        Instant now = clock.instant();
        Long newRecords = finding.newRecords();
        Finding found = finding;
        transactions.executeWithoutResult(_ -> {
            if (newRecords == null) {
                Duration rest = found.passedOver() == null ? pause.multipliedBy(PAUSES_IF_REFUSED) : pause;
                store.checked(plan.name(), found.waiting(), found.passedOver(), now.plus(rest));
            } else {
                store.checked(plan.name(), null, null, now);
                start(plan, found.version(), newRecords, now);
            }
        });
    }

    /// Reads the rights of the author only if there is a new version.
    private Finding find(ActivePlan plan) {
        TrainingPlanDocument terms = plan.terms().plan();
        int trained = trained(plan);
        int newest = datasets.newestVersion(terms.dataset())
                .map(NewestVersion::number)
                .orElse(0);
        Integer passedOver = plan.passedOver();
        if (newest <= trained) {
            return Finding.nothing(terms);
        }
        if (passedOver != null && passedOver == newest) {
            return new Finding(0, null, tooFew(newest, terms), newest);
        }
        Caller author = authority.present(plan.terms().author());
        authority.require(author, plan.team(), terms);
        return Callers.callAs(author, Permission.DATASET_READ, () -> find(plan, terms, trained));
    }

    /// Returns the version of the newest run; 0 if none was of the dataset.
    private int trained(ActivePlan plan) {
        return store.newest(plan.name())
                .filter(run -> run.isOf(plan.terms().plan().dataset()))
                .map(TrainingRun::datasetVersion)
                .orElse(0);
    }

    private Finding find(ActivePlan plan, TrainingPlanDocument terms, int trained) {
        NewestVersion newest = datasets.newestVersion(terms.dataset()).orElse(null);
        if (newest == null) {
            return Finding.nothing(terms);
        }
        if (store.startedSince(plan.name(), month()) >= terms.maxRunsPerMonth()) {
            return Finding.refused("The limit of " + terms.maxRunsPerMonth() + " runs in this month is reached.");
        }
        VersionReference version = new VersionReference(terms.dataset(), newest.number());
        datasets.requireUsable(version);
        long added = trained == 0 ? newest.records() : datasets.newRecords(version, trained);
        return added < terms.minNewRecords()
                ? new Finding(0, null, tooFew(newest.number(), terms), newest.number())
                : new Finding(newest.number(), added, null, null);
    }

    private static String tooFew(int version, TrainingPlanDocument terms) {
        return "Version " + version + " has fewer than " + terms.minNewRecords() + " new records.";
    }

    private Instant month() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private void start(ActivePlan plan, int version, long newRecords, Instant now) {
        TrainingRun run = new TrainingRun(
                ids.next(),
                plan.name(),
                plan.team(),
                plan.terms().plan().dataset() + "@" + version,
                newRecords,
                Step.TRAINING,
                State.RUNNING,
                null,
                new Products(null, null, Map.of(), null),
                List.of(new Event(now, Step.TRAINING, "The run is started.")),
                now,
                null);
        store.insert(run);
        trail.append(entry(TrainingPlanAction.RUN_STARTED, run).with("newRecords", newRecords));
    }

    static AuditEntry entry(TrainingPlanAction action, TrainingRun run) {
        return AuditEntry.of(action, run.team(), "training-run", run.plan() + "/" + run.id())
                .with("plan", run.plan())
                .with("dataset", run.dataset())
                .with("step", run.step().name());
    }
}
