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
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.ScoreStore;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.gate.ledger.chunk.RunChunkStore;
import io.plumbline.eval.gate.ledger.chunk.SlotStore;
import io.plumbline.eval.gate.ledger.result.GateResultStore;
import io.plumbline.eval.gate.output.OutputSetStore;
import io.plumbline.eval.gate.run.evidence.BuildIdentity;
import io.plumbline.eval.gate.run.evidence.GateEvidence;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.lifecycle.ResultPush;
import io.plumbline.eval.gate.run.preparation.Baselines;
import io.plumbline.eval.gate.run.preparation.ConfigurationPinning;
import io.plumbline.eval.gate.run.preparation.ExternalAnswers;
import io.plumbline.eval.gate.run.preparation.ItemSource;
import io.plumbline.eval.gate.run.preparation.Preparation;
import io.plumbline.eval.gate.run.queue.ChunkAdmission;
import io.plumbline.eval.gate.run.queue.ChunkFeed;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.gate.run.queue.StageChunks;
import io.plumbline.eval.gate.run.share.AnswerReuse;
import io.plumbline.eval.gate.run.share.ChunkCalls;
import io.plumbline.eval.gate.run.share.GateShares;
import io.plumbline.eval.gate.run.share.RunProperties;
import io.plumbline.eval.gate.run.share.SlotPlan;
import io.plumbline.eval.gate.run.system.GatewayCaller;
import io.plumbline.eval.gate.run.system.Systems;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.GuardedView;
import io.plumbline.eval.sibling.KnowledgePassages;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of gates, which act as the worker role and see every team.
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
    GateLifecycle gateCourse(
            GateStore gates,
            GateResultStore findings,
            AuditTrail trail,
            TransactionTemplate transactions,
            RegistryClient registry,
            Clock clock) {
        return new GateLifecycle(gates, findings, new ResultPush(registry), trail, transactions, clock);
    }

    @Bean
    Systems systems(SiblingServices siblings) {
        return new Systems(siblings);
    }

    @Bean
    RunScores runScores(AnswerStore answers, ScoreStore scores, MetricResolver metrics) {
        return new RunScores(answers, scores, metrics);
    }

    @Bean
    GateJudging gateJudging(
            RatingStore ratings,
            AnswerStore answers,
            JudgeCatalog judges,
            CalibrationLookup calibrations,
            ItemJudge judge) {
        return new GateJudging(judges, calibrations, ratings, answers, judge);
    }

    @Bean
    GateEvidence gateEvidence(EvidenceLedger ledger, GateStore gates, RunScores scores, RunDependencies dependencies) {
        return new GateEvidence(ledger, gates, scores, dependencies);
    }

    @Bean
    ItemSource itemSource(
            SiblingServices siblings,
            RegistryClient registry,
            GateStore gates,
            AnswerStore answers,
            RunDependencies dependencies) {
        return new ItemSource(siblings, registry, gates, answers, dependencies);
    }

    @Bean
    ExternalAnswers externalAnswers(OutputSetStore outputs, AnswerStore answers, GateStore gates) {
        return new ExternalAnswers(outputs, answers, gates);
    }

    @Bean
    Preparation preparation(
            GateStore gates,
            SiblingServices siblings,
            BaselineLookup baselines,
            ServedConfigurations configurations,
            Systems systems,
            ItemSource items,
            ExternalAnswers external,
            GateEvidence evidence) {
        return new Preparation(
                new Baselines(siblings, gates, baselines),
                new ConfigurationPinning(configurations, gates),
                systems,
                items,
                external,
                evidence);
    }

    @Bean
    OtherTiers furtherTiers(
            GateJudging judging,
            SiblingServices siblings,
            PanelResults panels,
            RedTeamResults redTeam,
            HarmMeasurements harm,
            BenchmarkEvidence benchmarks,
            RunDependencies dependencies,
            Clock clock) {
        return new OtherTiers(
                judging,
                new TierChecks(
                        siblings,
                        new PanelTierChecks(panels),
                        new RedTeamChecks(redTeam, clock),
                        new HarmChecks(harm, clock),
                        new BenchmarkChecks(benchmarks, new ProductionChecks(benchmarks, siblings), clock),
                        clock),
                dependencies);
    }

    @Bean
    ChunkAdmission chunkAdmission() {
        return new ChunkAdmission(System::nanoTime);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ChunkFeed chunkFeed(RunChunkStore chunks, GateQueue queue, ChunkAdmission admission) {
        return new ChunkFeed(chunks, queue, admission);
    }

    @Bean
    StageChunks stages(RunChunkStore chunks, GateQueue queue, ChunkFeed feed) {
        return new StageChunks(chunks, queue, feed);
    }

    @Bean
    GateRunner gateRunner(
            GateLifecycle lifecycle,
            GateResultStore findings,
            Preparation preparation,
            StageChunks stages,
            GateEvidence evidence,
            OtherTiers tiers,
            EarlyVerdict verdict) {
        return new GateRunner(lifecycle, findings, preparation, evidence, stages, tiers, verdict);
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
    RunDependencies dependencies(GateStore gates, MetricResolver metrics) {
        return new RunDependencies(gates, metrics, BuildIdentity.read());
    }

    @Bean
    EarlyVerdict earlyVerdict(MetricResolver metrics) {
        return new EarlyVerdict(new GateJudge(metrics));
    }

    @Bean
    GateShares.Stores sharedStores(AnswerStore answers, EvidenceLedger evidence, SlotStore slots) {
        return new GateShares.Stores(answers, evidence, slots);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    GateShares gateShares(
            RunProperties properties,
            GateLifecycle lifecycle,
            Systems systems,
            GateShares.Stores stores,
            TransactionTemplate transactions,
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
    ChunkRunner.ChunkQueue chunkQueue(RunChunkStore chunks, ChunkFeed feed, ChunkAdmission admission) {
        return new ChunkRunner.ChunkQueue(chunks, feed, admission);
    }

    @Bean
    ChunkCalls chunkInquiry(
            GateLifecycle lifecycle,
            AnswerStore answers,
            ViewStore views,
            ChatCalls calls,
            GuardedView guarded,
            KnowledgePassages knowledge,
            Clock clock) {
        AnswerReuse cache = new AnswerReuse(answers, clock);
        return new ChunkCalls(lifecycle, answers, cache, new GatewayCaller(calls, knowledge), views, guarded);
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
    Task<Void> gateSweep(GateQueue queue, GateStore gates) {
        return Tasks.recurring(GateQueue.SWEEP, FixedDelay.of(SWEEP_EVERY)).execute((_, _) -> queue.sweep(gates));
    }
}
