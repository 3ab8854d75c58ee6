package io.plumbline.eval.optimiser;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.CandidateCheck;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import io.plumbline.eval.optimiser.run.OptimisationRunner;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures prompt optimisations. The service uses the caller's role, and the task the worker role.
@Configuration(proxyBeanMethods = false)
class OptimisationConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 12;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    @Bean
    OptimisationQueue optimisationQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new OptimisationQueue(scheduler, clock);
    }

    @Bean
    OptimisationService optimisationService(
            OptimisationService.Stores stores,
            SuiteCatalog suites,
            OptimisationService.Checks checks,
            OptimisationQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            OptimisationService.Identities identities) {
        return new OptimisationService(stores, suites, checks, queue, trail, transactions, identities);
    }

    @Bean
    OptimisationService.Stores optimisationStores(OptimisationStore jobs, CandidateStore candidates) {
        return new OptimisationService.Stores(jobs, candidates);
    }

    @Bean
    OptimisationService.Checks optimisationChecks(CandidateCheck candidates, SiblingServices siblings) {
        return new OptimisationService.Checks(candidates, siblings);
    }

    @Bean
    OptimisationService.Identities optimisationIdentities(UuidV7 ids, Clock clock) {
        return new OptimisationService.Identities(ids, clock);
    }

    @Bean
    OptimisationRunner.Sources optimisationSources(
            SiblingServices siblings, RegistryClient registry, MetricResolver metrics) {
        return new OptimisationRunner.Sources(siblings, registry, metrics);
    }

    @Bean
    OptimisationRunner optimisationRunner(
            OptimisationService.Stores stores,
            ChatCalls calls,
            OptimisationRunner.Sources sources,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        return OptimisationRunner.of(stores.jobs(), stores.candidates(), calls, sources, trail, transactions, clock);
    }

    @Bean
    Task<Void> optimisationTask(OptimisationRunner runner) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.oneTime(OptimisationQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> Tenancy.asWorker(() -> runner.giveUp(
                                UUID.fromString(failed.getExecution().getId())))))
                .execute((instance, _) -> Tenancy.asWorker(() -> runner.run(UUID.fromString(instance.getId()))));
    }

    @Bean
    Task<Void> optimisationSweep(OptimisationQueue queue, OptimisationStore jobs) {
        return Tasks.recurring(OptimisationQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> Tenancy.asWorker(() -> queue.sweep(jobs)));
    }
}
