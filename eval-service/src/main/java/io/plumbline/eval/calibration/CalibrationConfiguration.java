package io.plumbline.eval.calibration;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.JudgeExecutor;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures calibrations, their confirmation, and the sentinel watch.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SentinelProperties.class)
class CalibrationConfiguration {

    private static final TaskDescriptor<Void> LOOK = TaskDescriptor.of("sentinel-look");

    /// The maximum delay of a due sentinel check.
    private static final Duration LATE = Duration.ofMinutes(15);

    @Bean
    CalibrationService.Stores calibrationStores(
            CalibrationStore calibrations, SentinelStore sentinels, PanelResults panels) {
        return new CalibrationService.Stores(calibrations, sentinels, new PanelLabels(panels));
    }

    @Bean
    ConfirmationSync confirmationSync(
            CalibrationStore calibrations,
            AuditTrail trail,
            TransactionTemplate transactions,
            GovernanceClient governance,
            Clock clock) {
        return new ConfirmationSync(calibrations, governance, trail, transactions, clock);
    }

    @Bean
    ConfirmationService confirmationService(
            CalibrationStore calibrations,
            ConfirmationSync sync,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions) {
        return new ConfirmationService(calibrations, sync, governance, trail, transactions);
    }

    @Bean
    SentinelWatch sentinelWatch(
            CalibrationStore calibrations,
            SentinelStore sentinels,
            JudgeCatalog judges,
            JudgeExecutor executor,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        return new SentinelWatch(calibrations, sentinels, judges, executor, trail, transactions, clock);
    }

    @Bean
    Task<Void> sentinelTask(SentinelWatch watch, SentinelProperties properties) {
        Duration every = properties.every();
        return Tasks.recurring(LOOK, FixedDelay.of(every.compareTo(LATE) < 0 ? every : LATE))
                .execute((_, context) -> watch.check(every, context.getSchedulerState()::isShuttingDown));
    }
}
