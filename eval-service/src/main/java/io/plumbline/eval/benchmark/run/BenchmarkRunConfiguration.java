package io.plumbline.eval.benchmark.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of benchmarks, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class BenchmarkRunConfiguration {

    /// After gates and campaigns.
    private static final int PRIORITY = 3;

    private static final int AT_ONCE = 3;

    @Bean
    TrialQueue benchmarkRunQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new TrialQueue(scheduler, clock, new TrialQueue.Kind("benchmark", PRIORITY, AT_ONCE));
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
    Task<Void> benchmarkTask(@Qualifier("benchmarkRunQueue") TrialQueue queue, BenchmarkRunner runner) {
        return queue.task(runner);
    }

    @Bean
    Task<Void> benchmarkSweep(@Qualifier("benchmarkRunQueue") TrialQueue queue, BenchmarkRunStore runs) {
        return queue.sweep(runs);
    }
}
