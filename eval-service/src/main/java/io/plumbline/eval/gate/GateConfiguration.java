package io.plumbline.eval.gate;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.calibration.CalibrationBook;
import io.plumbline.eval.gate.baseline.BaselineBook;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.judging.VerdictStore;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.GateHistory;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.report.GateReports;
import io.plumbline.eval.gate.report.HtmlReport;
import io.plumbline.eval.gate.report.JUnitReport;
import io.plumbline.eval.gate.report.MarkdownReport;
import io.plumbline.eval.gate.report.SarifReport;
import io.plumbline.eval.gate.run.Baselines;
import io.plumbline.eval.gate.run.GateCourse;
import io.plumbline.eval.gate.run.GateEvidence;
import io.plumbline.eval.gate.run.GateQueue;
import io.plumbline.eval.gate.run.GateRunner;
import io.plumbline.eval.gate.run.GatewayAsker;
import io.plumbline.eval.gate.run.Inquiry;
import io.plumbline.eval.gate.run.ItemSource;
import io.plumbline.eval.gate.run.ResultPush;
import io.plumbline.eval.gate.run.Systems;
import io.plumbline.eval.gate.run.TierChecks;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.verdict.ItemJudge;
import io.plumbline.eval.metric.definition.MetricBook;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.Neighbours;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.database.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;
import tools.jackson.databind.json.JsonMapper;

/// Puts gates together: desk and archive work as the caller, under row-level security; the runner as the
/// worker.
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    @Bean
    GateQueue gateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new GateQueue(scheduler, clock);
    }

    @Bean
    CandidateCheck candidateCheck(Neighbours neighbours) {
        return new CandidateCheck(neighbours);
    }

    @Bean
    GateStore gateStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new GateStore(jdbc, json, clock);
    }

    @Bean
    GateDesk gateDesk(
            GateStore gateStore,
            SuiteCatalog suites,
            CandidateCheck candidates,
            GateQueue queue,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            UuidV7 ids) {
        return new GateDesk(gateStore, suites, candidates, queue, trail, new TransactionTemplate(transactions), ids);
    }

    @Bean
    GateArchive gateArchive(
            GateStore gateStore, JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions) {
        return new GateArchive(
                gateStore,
                new GateHistory(jdbc, json, gateStore),
                new AnswerStore(jdbc, json),
                new VerdictStore(jdbc, json),
                new TransactionTemplate(transactions));
    }

    @Bean
    ItemResults itemResults(MetricBook metrics) {
        return new ItemResults(metrics);
    }

    @Bean
    Redactor reportRedactor(GuardEngine guards) {
        return new Redactor(guards);
    }

    @Bean
    ItemComparisons itemComparisons(ItemResults results, Redactor redactor) {
        return new ItemComparisons(results, redactor);
    }

    @Bean
    GateReports gateReports(
            ItemResults results, ItemComparisons comparisons, Redactor redactor, ITemplateEngine templates) {
        return new GateReports(
                results,
                comparisons,
                new MarkdownReport(redactor),
                new JUnitReport(),
                new SarifReport(),
                new HtmlReport(templates, redactor));
    }

    @Bean
    GateRunner gateRunner(
            WorkerStores stores,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            RegistryClient registry,
            Neighbours neighbours,
            ChatCalls calls,
            GateJudging judging,
            MetricBook metrics,
            BaselineBook baselines,
            Clock clock) {
        GateCourse course = new GateCourse(stores.gates(), new ResultPush(registry), trail, transactions, clock);
        return new GateRunner(
                course,
                new Baselines(neighbours, stores.gates(), baselines),
                new Systems(neighbours),
                new ItemSource(neighbours, registry, stores.gates(), stores.answers(), transactions),
                stores.answers(),
                new GateEvidence(stores.evidence(), stores.answers()),
                new Inquiry(course, stores.answers(), new GatewayAsker(calls)),
                judging,
                new TierChecks(neighbours, clock),
                new EarlyVerdict(new GateJudge(metrics)));
    }

    @Bean
    GateJudging gateJudging(WorkerStores stores, JudgeCatalog judges, CalibrationBook calibrations, ItemJudge judge) {
        return new GateJudging(
                judges,
                calibrations,
                stores.verdicts(),
                judge,
                gate -> stores.gates().status(gate).map(GateStatus::isFinal).orElse(true));
    }

    /// The stores of the runs, which see every team.
    record WorkerStores(GateStore gates, AnswerStore answers, VerdictStore verdicts, EvidenceLedger evidence) {}

    @Bean
    WorkerStores workerStores(
            @Worker JdbcClient jdbc, @Worker TransactionTemplate transactions, JsonMapper json, Clock clock) {
        return new WorkerStores(
                new GateStore(jdbc, json, clock),
                new AnswerStore(jdbc, json),
                new VerdictStore(jdbc, json),
                new EvidenceLedger(jdbc, transactions));
    }

    @Bean
    Task<Void> gateTask(GateRunner runner) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.oneTime(GateQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> runner.giveUp(
                                UUID.fromString(failed.getExecution().getId()))))
                .execute((instance, _) -> runner.run(UUID.fromString(instance.getId())));
    }

    @Bean
    Task<Void> gateSweep(GateQueue queue, WorkerStores stores) {
        return Tasks.recurring(GateQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> queue.sweep(stores.gates()));
    }
}
