package io.plumbline.eval.redteam.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.RegressionStore;
import io.plumbline.eval.redteam.probe.ProbeGrammar;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of campaigns, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class CampaignRunConfiguration {

    /// After gates.
    private static final int PRIORITY = 5;

    private static final int AT_ONCE = 4;

    @Bean
    TrialQueue campaignQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new TrialQueue(scheduler, clock, new TrialQueue.Kind("campaign", PRIORITY, AT_ONCE));
    }

    @Bean
    ProbeGrammar probeGrammar() {
        return new ProbeGrammar();
    }

    @Bean
    CampaignEvidence campaignEvidence(CampaignStore campaigns, ProbeStore probes, Clock clock) {
        return new CampaignEvidence(campaigns, probes, clock);
    }

    @Bean
    CampaignPlanner campaignPlanner(
            ProbeGrammar grammar,
            RegistryClient registry,
            SiblingServices siblings,
            RegressionStore regressions,
            ProbeStore probes) {
        return new CampaignPlanner(grammar, registry, siblings, regressions, probes);
    }

    @Bean
    CampaignLifecycle campaignLifecycle(
            CampaignStore campaigns,
            RegistryClient registry,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        return new CampaignLifecycle(campaigns, registry, trail, transactions, clock);
    }

    @Bean
    TargetJudge targetJudge(
            JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations, ServedConfigurations configurations) {
        return new TargetJudge(judges, judge, calibrations, configurations);
    }

    @Bean
    CampaignRunner campaignRunner(
            CampaignStore campaigns,
            ProbeStore probes,
            CampaignPlanner planner,
            CampaignLifecycle lifecycle,
            TargetJudge judge,
            ChatCalls calls,
            SiblingServices siblings) {
        return new CampaignRunner(
                campaigns, probes, planner, lifecycle, new CampaignJudge(judge), new TargetCalls(calls), siblings);
    }

    @Bean
    Task<Void> campaignTask(@Qualifier("campaignQueue") TrialQueue queue, CampaignRunner runner) {
        return queue.task(runner);
    }

    @Bean
    Task<Void> campaignSweep(@Qualifier("campaignQueue") TrialQueue queue, CampaignStore campaigns) {
        return queue.sweep(campaigns);
    }
}
