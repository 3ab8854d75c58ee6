package io.plumbline.eval.gate.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.gate.baseline.BaselineLookup;
import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.ChunkStore;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.FindingStore;
import io.plumbline.eval.gate.ledger.GateChunk;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.ScoreStore;
import io.plumbline.eval.gate.ledger.SlotStore;
import io.plumbline.eval.gate.ledger.ViewStore;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.GuardedView;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.database.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Configures the runs of gates, which use the worker role and see every team.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunProperties.class)
class RunConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    @Bean
    GateQueue gateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new GateQueue(scheduler, clock);
    }

    @Bean
    WorkerStores workerStores(
            @Worker JdbcClient jdbc, @Worker TransactionTemplate transactions, JsonMapper json, Clock clock) {
        return new WorkerStores(
                new GateStore(jdbc, json, clock),
                new FindingStore(jdbc, json, clock),
                new AnswerStore(jdbc, json),
                new ScoreStore(jdbc, json),
                new RatingStore(jdbc, json, clock),
                new ChunkStore(jdbc),
                new SlotStore(jdbc),
                new ViewStore(jdbc),
                new EvidenceLedger(jdbc, transactions));
    }

    @Bean
    GateLifecycle gateCourse(
            WorkerStores stores,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            RegistryClient registry,
            Clock clock) {
        return new GateLifecycle(
                stores.gates(), stores.findings(), new ResultPush(registry), trail, transactions, clock);
    }

    @Bean
    Systems systems(SiblingServices siblings) {
        return new Systems(siblings);
    }

    @Bean
    RunScores runScores(WorkerStores stores, MetricResolver metrics) {
        return new RunScores(stores.answers(), stores.scores(), metrics);
    }

    @Bean
    GateJudging gateJudging(WorkerStores stores, JudgeCatalog judges, CalibrationLookup calibrations, ItemJudge judge) {
        return new GateJudging(judges, calibrations, stores.verdicts(), stores.answers(), judge);
    }

    @Bean
    GateEvidence gateEvidence(WorkerStores stores, RunScores scores, RunDependencies dependencies) {
        return new GateEvidence(stores.evidence(), stores.gates(), scores, dependencies);
    }

    @Bean
    Preparation preparation(
            WorkerStores stores,
            RegistryClient registry,
            SiblingServices siblings,
            BaselineLookup baselines,
            ServedConfigurations configurations,
            Systems systems,
            RunDependencies dependencies,
            GateEvidence evidence) {
        return new Preparation(
                new Baselines(siblings, stores.gates(), baselines),
                new ConfigurationPinning(configurations, stores.gates()),
                systems,
                new ItemSource(siblings, registry, stores.gates(), stores.answers(), dependencies),
                evidence);
    }

    @Bean
    OtherTiers furtherTiers(GateJudging judging, SiblingServices siblings, RunDependencies dependencies, Clock clock) {
        return new OtherTiers(judging, new TierChecks(siblings, clock), dependencies);
    }

    @Bean
    ChunkAdmission chunkAdmission() {
        return new ChunkAdmission(System::nanoTime);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ChunkFeed chunkFeed(WorkerStores stores, GateQueue queue, ChunkAdmission admission) {
        return new ChunkFeed(stores.chunks(), queue, admission);
    }

    @Bean
    StageChunks stages(WorkerStores stores, GateQueue queue, ChunkFeed feed) {
        return new StageChunks(stores.chunks(), queue, feed);
    }

    @Bean
    GateRunner gateRunner(
            GateLifecycle lifecycle,
            WorkerStores stores,
            Preparation preparation,
            StageChunks stages,
            RunScores scores,
            GateEvidence evidence,
            OtherTiers tiers,
            EarlyVerdict verdict) {
        return new GateRunner(lifecycle, stores.findings(), preparation, scores, evidence, stages, tiers, verdict);
    }

    @Bean
    Recomputer recomputer(
            RunScores scores,
            GateEvidence evidence,
            GateJudging judging,
            RunDependencies dependencies,
            EarlyVerdict verdict) {
        return new Recomputer(scores, evidence, judging, dependencies, verdict);
    }

    @Bean
    RunDependencies dependencies(WorkerStores stores, MetricResolver metrics) {
        return new RunDependencies(stores.gates(), metrics, BuildIdentity.read());
    }

    @Bean
    EarlyVerdict earlyVerdict(MetricResolver metrics) {
        return new EarlyVerdict(new GateJudge(metrics));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    GateShares gateShares(
            RunProperties properties,
            GateLifecycle lifecycle,
            Systems systems,
            WorkerStores stores,
            @Worker TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        return new GateShares(
                new SlotPlan(ids.next(), properties.callsAtOnce()), lifecycle, systems, stores, transactions, clock);
    }

    @Bean
    ChunkRunner chunkRunner(
            GateLifecycle lifecycle,
            GateShares shares,
            ChunkCalls inquiry,
            GateJudging judging,
            RunScores scores,
            ChunkRunner.ChunkQueue chunks,
            GateQueue queue) {
        return new ChunkRunner(lifecycle, shares, inquiry, judging, scores, chunks, queue);
    }

    @Bean
    ChunkRunner.ChunkQueue chunkQueue(WorkerStores stores, ChunkFeed feed, ChunkAdmission admission) {
        return new ChunkRunner.ChunkQueue(stores.chunks(), feed, admission);
    }

    @Bean
    ChunkCalls chunkInquiry(
            GateLifecycle lifecycle, WorkerStores stores, ChatCalls calls, GuardedView views, Clock clock) {
        AnswerCache cache = new AnswerCache(stores.answers(), clock);
        return new ChunkCalls(lifecycle, stores, cache, new GatewayCaller(calls), views);
    }

    @Bean
    Task<Void> gateTask(GateRunner runner) {
        return Tasks.oneTime(GateQueue.TASK)
                .onFailure(retries(runner, id -> GateQueue.Step.of(id).gate()))
                .execute((instance, _) -> runner.run(GateQueue.Step.of(instance.getId())));
    }

    @Bean
    Task<Void> gateChunkTask(ChunkRunner chunks, GateRunner runner) {
        return Tasks.custom(GateQueue.CHUNK)
                .onFailure(retries(runner, id -> GateChunk.of(id).gate()))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    boolean done = chunks.run(instance.getId(), context.getSchedulerState()::isShuttingDown);
                    return (_, operations) -> {
                        operations.remove();
                        chunks.after(instance.getId(), done);
                    };
                });
    }

    private static FailureHandler<Void> retries(GateRunner runner, Function<String, UUID> gate) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return new FailureHandler.MaxRetriesFailureHandler<>(
                MAX_RETRIES,
                later,
                (failed, _) -> runner.giveUp(gate.apply(failed.getExecution().getId())));
    }

    @Bean
    Task<Void> gateSweep(GateQueue queue, WorkerStores stores) {
        return Tasks.recurring(GateQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> queue.sweep(stores.gates()));
    }
}
