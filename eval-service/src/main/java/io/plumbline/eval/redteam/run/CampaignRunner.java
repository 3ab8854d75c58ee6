package io.plumbline.eval.redteam.run;

import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.redteam.grade.GraderAccuracy;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.CampaignStatus;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.GradedProbe;
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

/// Runs a campaign on one replica: makes its probes, sends them, stores each outcome as it arrives, and computes the
/// results. A run that is interrupted resumes with what has no outcome. A cancelled campaign stops within half a
/// second, and keeps what it has measured.
final class CampaignRunner {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// The replica's threads belong to gates, too.
    private static final int AT_ONCE = 4;

    private final CampaignStore campaigns;
    private final ProbeStore probes;
    private final CampaignPlanner planner;
    private final CampaignLifecycle lifecycle;
    private final CampaignJudge judge;
    private final TargetCalls calls;
    private final SiblingServices siblings;
    private final Semaphore room = new Semaphore(AT_ONCE);

    CampaignRunner(
            CampaignStore campaigns,
            ProbeStore probes,
            CampaignPlanner planner,
            CampaignLifecycle lifecycle,
            CampaignJudge judge,
            TargetCalls calls,
            SiblingServices siblings) {
        this.campaigns = campaigns;
        this.probes = probes;
        this.planner = planner;
        this.lifecycle = lifecycle;
        this.judge = judge;
        this.calls = calls;
        this.siblings = siblings;
    }

    /// Runs a campaign to its end.
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
        boolean over = true;
        try {
            over = !campaigns.begin(id) || run(campaigns.find(id).orElseThrow(), leaving);
        } catch (UnrunnableCampaignException e) {
            lifecycle.fail(id, e.getMessage());
        }
        if (over) {
            campaigns.find(id).filter(CampaignRunner::isCancelledUnmeasured).ifPresent(this::keep);
        }
        return over;
    }

    private static boolean isCancelledUnmeasured(Campaign campaign) {
        return campaign.status() == CampaignStatus.CANCELLED
                && campaign.state().results() == null
                && campaign.progress().answered() > 0;
    }

    private void keep(Campaign campaign) {
        lifecycle.cancelled(campaign, measured(campaign, null));
    }

    private boolean run(Campaign campaign, BooleanSupplier leaving) {
        TargetSystem target =
                TargetSystem.of(campaign.team(), campaign.request().target(), siblings);
        JudgeSetting setting = judge.setting(campaign).orElse(null);
        List<StoredProbe> planned = planner.plan(campaign);
        Set<ProbeStore.Place> answered = probes.answered(campaign.id());
        List<ProbeCrew.Work> work = open(campaign, planned, answered);
        ServedWatch watch = new ServedWatch(campaign.state().served());
        ProbeRun.Shared shared = new ProbeRun.Shared(campaign, target, calls, new CampaignSpending(campaign), watch);
        try (ProbeCrew crew = new ProbeCrew(shared, judge, setting, work, !answered.isEmpty())) {
            crew.start(Math.min(campaign.request().concurrency(), work.size()));
            if (!follow(campaign, crew, leaving)) {
                return campaigns
                        .status(campaign.id())
                        .map(CampaignStatus::isFinal)
                        .orElse(true);
            }
            crew.check();
            Optional<CampaignHalt> halted = crew.halted();
            if (!crew.hasAnswered()
                    && halted.filter(halt -> halt != CampaignHalt.OUTAGE).isEmpty()) {
                throw new UnrunnableCampaignException(
                        "The target " + campaign.target() + " does not answer: " + crew.lastError() + ".");
            }
            String served = watch.first();
            if (served != null) {
                campaigns.served(campaign.id(), served);
            }
            lifecycle.finish(campaign, measured(campaign, setting), halted.orElse(null));
            return true;
        }
    }

    /// Remembers the configuration that served the first call. Another one ends the campaign: its results would be
    /// those
    /// of two systems.
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
                        "The served configuration of the target changed during the campaign. Start it again.");
            }
        }

        private @Nullable String first() {
            return first.get();
        }
    }

    private static List<ProbeCrew.Work> open(
            Campaign campaign, List<StoredProbe> planned, Set<ProbeStore.Place> answered) {
        List<ProbeCrew.Work> work = new ArrayList<>();
        for (StoredProbe probe : planned) {
            for (ProbeSide side : ProbeSide.values()) {
                boolean wanted = side == ProbeSide.GUARDED || campaign.request().comparesWithoutGuards();
                if (wanted && !answered.contains(new ProbeStore.Place(probe.number(), side))) {
                    work.add(new ProbeCrew.Work(probe, side));
                }
            }
        }
        return work;
    }

    /// Stores outcomes until nothing more comes; returns false if the campaign has ended, or this replica stops.
    /// Failures
    /// before the first answer are stored after it: without one, the campaign fails and can be repeated.
    private boolean follow(Campaign campaign, ProbeCrew crew, BooleanSupplier leaving) {
        List<StoredAnswer> taken = new ArrayList<>();
        while (!crew.isDone()) {
            taken.addAll(take(crew));
            boolean open;
            if (taken.isEmpty() || !crew.hasAnswered()) {
                open = campaigns
                        .status(campaign.id())
                        .filter(status -> !status.isFinal())
                        .isPresent();
            } else {
                open = probes.put(campaign, taken);
                taken.clear();
            }
            if (!open || leaving.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    private static List<StoredAnswer> take(ProbeCrew crew) {
        try {
            return crew.take(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private CampaignLifecycle.Measured measured(Campaign campaign, @Nullable JudgeSetting setting) {
        List<GradedProbe> graded = probes.graded(campaign.id());
        return new CampaignLifecycle.Measured(
                CampaignResults.of(graded, judge.success(campaign, setting, graded), GraderAccuracy.measure()),
                CampaignResults.evidence(graded, Set.of()));
    }

    /// Abandons a campaign that failed repeatedly.
    void giveUp(UUID id) {
        Tenancy.asWorker(() -> lifecycle.fail(
                id,
                "The campaign could not be run, however often it was tried. The log of eval-service has the cause."));
    }
}
