package io.plumbline.eval.gate.recompute;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.Recomputer;
import io.plumbline.eval.suite.SuiteCheck;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures recomputations. The service uses the caller's role, and the task the worker role.
@Configuration(proxyBeanMethods = false)
class RecomputeConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 8;

    @Bean
    RecomputeQueue recomputeQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new RecomputeQueue(scheduler, clock);
    }

    @Bean
    RecomputeService recomputeService(
            GateStore gates,
            RecomputationStore recomputations,
            SuiteCheck suites,
            RecomputeQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        return new RecomputeService(
                new RecomputeService.Stores(gates, recomputations), suites, queue, trail, transactions, ids, clock);
    }

    @Bean
    Task<Void> recomputeTask(Recomputer recomputer, GateStore gates, RecomputationStore recomputations, Clock clock) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.oneTime(RecomputeQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> Tenancy.asWorker(() -> recomputations.fail(
                                UUID.fromString(failed.getExecution().getId()),
                                "It could not be computed, however often it was tried.",
                                clock.instant()))))
                .execute((instance, _) -> Tenancy.asWorker(() -> recomputations
                        .find(UUID.fromString(instance.getId()))
                        .filter(made -> made.status() == Recomputation.Status.QUEUED)
                        .ifPresent(made -> {
                            Gate gate = gates.find(made.gate()).orElseThrow();
                            Recomputer.Recomputed again = recomputer.judge(gate.measuredBy(made.document()));
                            recomputations.finish(made.id(), again, clock.instant());
                        })));
    }
}
