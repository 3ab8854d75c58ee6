package io.plumbline.eval.harm.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.harm.grade.AnswerMeasures;
import io.plumbline.eval.harm.grade.ToxicityScorer;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of measurements, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class HarmRunConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    @Bean
    HarmQueue harmQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new HarmQueue(scheduler, clock);
    }

    @Bean
    HarmLibrary harmLibrary() {
        return new HarmLibrary();
    }

    @Bean
    ToxicityScorer toxicityScorer(GuardEngine guards) {
        return new ToxicityScorer(guards);
    }

    @Bean
    HarmEvidence harmEvidence(HarmStore measurements) {
        return new HarmEvidence(measurements);
    }

    @Bean
    HarmPlanner harmPlanner(
            HarmLibrary library, RegistryClient registry, SiblingServices siblings, HarmAnswerStore answers) {
        return new HarmPlanner(library, registry, siblings, answers);
    }

    @Bean
    HarmLifecycle harmLifecycle(HarmStore measurements, AuditTrail trail, TransactionTemplate transactions) {
        return new HarmLifecycle(measurements, trail, transactions);
    }

    @Bean
    HarmJudge harmJudge(
            JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations, ServedConfigurations configurations) {
        return new HarmJudge(judges, judge, calibrations, configurations);
    }

    @Bean
    HarmRunner.HarmScoring harmScoring(ChatCalls calls, ToxicityScorer toxicity) {
        return new HarmRunner.HarmScoring(new HarmCalls(calls, new AnswerMeasures(toxicity)), toxicity);
    }

    @Bean
    HarmRunner harmRunner(
            HarmStore measurements,
            HarmAnswerStore answers,
            HarmPlanner planner,
            HarmLifecycle lifecycle,
            HarmJudge judge,
            HarmRunner.HarmScoring scoring,
            SiblingServices siblings) {
        return new HarmRunner(measurements, answers, planner, lifecycle, judge, scoring, siblings);
    }

    @Bean
    Task<Void> harmTask(HarmRunner runner, Clock clock) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.custom(HarmQueue.TASK)
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
    Task<Void> harmSweep(HarmQueue queue, HarmStore measurements) {
        return Tasks.recurring(HarmQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> queue.sweep(measurements));
    }
}
