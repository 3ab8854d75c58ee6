package io.plumbline.eval.redteam.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
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
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of campaigns, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class CampaignRunConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    @Bean
    CampaignQueue campaignQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new CampaignQueue(scheduler, clock);
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
    CampaignJudge campaignJudge(
            JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations, ServedConfigurations configurations) {
        return new CampaignJudge(judges, judge, calibrations, configurations);
    }

    @Bean
    CampaignRunner campaignRunner(
            CampaignStore campaigns,
            ProbeStore probes,
            CampaignPlanner planner,
            CampaignLifecycle lifecycle,
            CampaignJudge judge,
            ChatCalls calls,
            SiblingServices siblings) {
        return new CampaignRunner(campaigns, probes, planner, lifecycle, judge, new TargetCalls(calls), siblings);
    }

    @Bean
    Task<Void> campaignTask(CampaignRunner runner, Clock clock) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.custom(CampaignQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> runner.giveUp(
                                UUID.fromString(failed.getExecution().getId()))))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    boolean done =
                            runner.run(UUID.fromString(instance.getId()), context.getSchedulerState()::isShuttingDown);
                    return (complete, operations) -> {
                        if (done) {
                            operations.remove();
                        } else {
                            operations.reschedule(complete, clock.instant().plus(NO_ROOM));
                        }
                    };
                });
    }

    @Bean
    Task<Void> campaignSweep(CampaignQueue queue, CampaignStore campaigns) {
        return Tasks.recurring(CampaignQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> queue.sweep(campaigns));
    }
}
