package io.plumbline.eval.gate;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.metric.MetricCatalog;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.sibling.Siblings;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts gates together: the desk works as the caller, under row-level security; the runner as the worker.
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final int MAX_RETRIES = 20;

    @Bean
    RegistryClient registryClient(Siblings siblings) {
        return siblings.client("registry", RegistryClient.class);
    }

    @Bean
    GateQueue gateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new GateQueue(scheduler, clock);
    }

    @Bean
    GateDesk gateDesk(
            JdbcClient jdbc,
            JsonMapper json,
            SuiteCatalog suites,
            RegistryClient registry,
            GateQueue queue,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            UuidV7 ids,
            Clock clock) {
        return new GateDesk(
                new GateStore(jdbc, json),
                new AnswerStore(jdbc, json),
                suites,
                new CandidateCheck(registry),
                queue,
                trail,
                new TransactionTemplate(transactions),
                ids,
                clock);
    }

    @Bean
    GateRunner gateRunner(
            @Worker JdbcClient jdbc,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            JsonMapper json,
            RegistryClient registry,
            Siblings siblings,
            MetricCatalog metrics,
            Clock clock) {
        GateStore gates = new GateStore(jdbc, json);
        return new GateRunner(
                gates,
                new AnswerStore(jdbc, json),
                registry,
                new Baselines(siblings.rest("registry"), gates),
                new GatewayAsker(siblings.rest("gateway")),
                new GateJudge(metrics),
                trail,
                transactions,
                clock);
    }

    @Bean
    Task<Void> gateTask(GateRunner runner) {
        return Tasks.oneTime(GateQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES, new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, 1.5)))
                .execute((instance, _) -> runner.run(UUID.fromString(instance.getId())));
    }
}
