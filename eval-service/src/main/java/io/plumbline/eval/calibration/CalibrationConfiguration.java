package io.plumbline.eval.calibration;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.JudgeExecutor;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.database.Worker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Configures calibrations, their confirmation, and the sentinel watch.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SentinelProperties.class)
class CalibrationConfiguration {

    private static final TaskDescriptor<Void> LOOK = TaskDescriptor.of("sentinel-look");

    /// The maximum delay of a due sentinel check.
    private static final Duration LATE = Duration.ofMinutes(15);

    @Bean
    SentinelWatch.Stores calibrationStores(JdbcClient jdbc, JsonMapper json) {
        return new SentinelWatch.Stores(new CalibrationStore(jdbc, json), new SentinelStore(jdbc, json));
    }

    /// Records decisions with the worker role because they are not actions of the caller who happens to read
    /// them.
    @Bean
    ConfirmationSync confirmationSync(
            @Worker JdbcClient jdbc,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            GovernanceClient governance,
            JsonMapper json,
            Clock clock) {
        return new ConfirmationSync(new CalibrationStore(jdbc, json), governance, trail, transactions, clock);
    }

    @Bean
    ConfirmationService confirmationService(
            SentinelWatch.Stores stores,
            ConfirmationSync sync,
            GovernanceClient governance,
            AuditTrail trail,
            PlatformTransactionManager transactions) {
        return new ConfirmationService(
                stores.calibrations(), sync, governance, trail, new TransactionTemplate(transactions));
    }

    @Bean
    SentinelWatch sentinelWatch(
            @Worker JdbcClient everyTeams,
            SentinelWatch.Stores stores,
            JsonMapper json,
            JudgeCatalog judges,
            JudgeExecutor executor,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new SentinelWatch(
                new SentinelStore(everyTeams, json),
                stores,
                judges,
                executor,
                trail,
                new TransactionTemplate(transactions),
                clock);
    }

    @Bean
    Task<Void> sentinelTask(SentinelWatch watch, SentinelProperties properties) {
        Duration every = properties.every();
        return Tasks.recurring(LOOK, FixedDelay.of(every.compareTo(LATE) < 0 ? every : LATE))
                .execute((_, context) -> watch.check(every, context.getSchedulerState()::isShuttingDown));
    }
}
