package io.plumbline.eval.benchmark.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of benchmarks, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class BenchmarkRunConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    @Bean
    BenchmarkRunQueue benchmarkRunQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new BenchmarkRunQueue(scheduler, clock);
    }

    @Bean
    RunEvidence benchmarkRunEvidence(
            BenchmarkRunStore runs, BenchmarkStore benchmarks, RunAnswerStore answers, RunJudge judge) {
        return new RunEvidence(runs, benchmarks, answers, judge);
    }

    @Bean
    RunJudge benchmarkRunJudge(JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations) {
        return new RunJudge(judges, judge, calibrations);
    }

    @Bean
    RunLifecycle benchmarkRunLifecycle(BenchmarkRunStore runs, AuditTrail trail, TransactionTemplate transactions) {
        return new RunLifecycle(runs, trail, transactions);
    }

    @Bean
    BenchmarkTasks benchmarkTasks(Sandbox sandbox) {
        return new BenchmarkTasks(sandbox);
    }

    @Bean
    BenchmarkRunner benchmarkRunner(
            BenchmarkRunStore runs,
            RunAnswerStore answers,
            BenchmarkStore benchmarks,
            BenchmarkTasks tasks,
            ChatCalls calls,
            RunLifecycle lifecycle,
            RunJudge judge) {
        return new BenchmarkRunner(runs, answers, benchmarks, lifecycle, tasks, calls, judge);
    }

    @Bean
    Task<Void> benchmarkTask(BenchmarkRunner runner, Clock clock) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.custom(BenchmarkRunQueue.TASK)
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
    Task<Void> benchmarkSweep(BenchmarkRunQueue queue, BenchmarkRunStore runs) {
        return Tasks.recurring(BenchmarkRunQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> queue.sweep(runs));
    }
}
