package io.plumbline.eval.redteam.run;

import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.redteam.grade.GraderAccuracy;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.GradedProbe;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a campaign on one replica: makes its probes, sends them, stores each outcome as it arrives, and computes the
/// results. A run that is interrupted resumes with what has no outcome. A cancelled campaign stops within half a
/// second, and keeps what it has measured.
final class CampaignRunner implements TrialQueue.Runner {

    private final CampaignStore campaigns;
    private final ProbeStore probes;
    private final CampaignPlanner planner;
    private final CampaignLifecycle lifecycle;
    private final CampaignJudge judge;
    private final TargetCalls calls;
    private final SiblingServices siblings;

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

    @Override
    public boolean run(UUID id, BooleanSupplier leaving) {
        boolean over = true;
        try {
            over = !campaigns.begin(id) || run(campaigns.find(id).orElseThrow(), leaving);
        } catch (UnrunnableTrialException e) {
            lifecycle.fail(id, e.getMessage());
        }
        if (over) {
            campaigns.find(id).filter(CampaignRunner::isCancelledUnmeasured).ifPresent(this::keep);
        }
        return over;
    }

    private static boolean isCancelledUnmeasured(Campaign campaign) {
        return campaign.status() == TrialStatus.CANCELLED
                && campaign.state().results() == null
                && campaign.progress().answered() > 0;
    }

    private void keep(Campaign campaign) {
        lifecycle.cancelled(campaign, measured(campaign, null));
    }

    /// A probe to send on one side.
    private record Work(StoredProbe probe, ProbeSide side) {}

    private boolean run(Campaign campaign, BooleanSupplier leaving) {
        TargetSystem target =
                TargetSystem.of(campaign.team(), campaign.request().target(), siblings);
        JudgeSetting setting = judge.setting(campaign).orElse(null);
        List<StoredProbe> planned = planner.plan(campaign);
        Set<ProbeStore.Place> answered = probes.answered(campaign.id());
        List<Work> work = open(campaign, planned, answered);
        ServedWatch watch = new ServedWatch(campaign.state().served(), "campaign");
        TrialSpending spending = new TrialSpending(
                campaign.request().budget(),
                campaign.progress().calls(),
                campaign.progress().tokens(),
                campaign.progress().costUsd());
        ProbeRun.Shared shared = new ProbeRun.Shared(campaign, target, calls, spending, watch);
        try (TrialCrew<Work, StoredAnswer> crew =
                new TrialCrew<>((next, halt) -> answer(shared, setting, next, halt), work, !answered.isEmpty())) {
            crew.start(campaign.request().concurrency());
            if (!crew.follow(() -> campaigns.isOpen(campaign.id()), taken -> probes.put(campaign, taken), leaving)) {
                return !campaigns.isOpen(campaign.id());
            }
            Optional<TrialHalt> halted = crew.ended(campaign.target());
            watch.first().ifPresent(digest -> campaigns.served(campaign.id(), digest));
            lifecycle.finish(campaign, measured(campaign, setting), halted.orElse(null));
            return true;
        }
    }

    private StoredAnswer answer(
            ProbeRun.Shared shared, @Nullable JudgeSetting setting, Work work, Consumer<TrialHalt> halt) {
        StoredAnswer answer = new ProbeRun(shared, work.probe(), work.side()).run();
        try {
            return setting == null ? answer : judge.rate(setting, work.probe(), answer, shared.spending());
        } catch (TrialSpending.SpentException e) {
            halt.accept(e.halt());
            return answer;
        }
    }

    private static List<Work> open(Campaign campaign, List<StoredProbe> planned, Set<ProbeStore.Place> answered) {
        List<Work> work = new ArrayList<>();
        for (StoredProbe probe : planned) {
            for (ProbeSide side : ProbeSide.values()) {
                boolean wanted = side == ProbeSide.GUARDED || campaign.request().comparesWithoutGuards();
                if (wanted && !answered.contains(new ProbeStore.Place(probe.number(), side))) {
                    work.add(new Work(probe, side));
                }
            }
        }
        return work;
    }

    private CampaignLifecycle.Measured measured(Campaign campaign, @Nullable JudgeSetting setting) {
        List<GradedProbe> graded = probes.graded(campaign.id());
        return new CampaignLifecycle.Measured(
                CampaignResults.of(graded, judge.success(campaign, setting, graded), GraderAccuracy.measure()),
                CampaignResults.evidence(graded, Set.of()));
    }

    @Override
    public void giveUp(UUID id) {
        lifecycle.fail(
                id,
                "The campaign could not be run, however often it was tried. The log of eval-service has the cause.");
    }
}
