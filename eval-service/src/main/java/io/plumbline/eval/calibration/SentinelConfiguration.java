package io.plumbline.eval.calibration;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.eval.judge.JudgeBench;
import io.plumbline.eval.judge.JudgeCatalog;
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

/// Has judges asked about their sentinels.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SentinelProperties.class)
class SentinelConfiguration {

    private static final TaskDescriptor<Void> LOOK = TaskDescriptor.of("sentinel-look");

    /// So late at most a calibration is looked at that is due.
    private static final Duration LATE = Duration.ofMinutes(15);

    @Bean
    SentinelWatch sentinelWatch(
            @Worker JdbcClient everyTeams,
            JdbcClient jdbc,
            JsonMapper json,
            JudgeCatalog judges,
            JudgeBench bench,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new SentinelWatch(
                new SentinelStore(everyTeams, json),
                new SentinelWatch.Stores(new CalibrationStore(jdbc, json), new SentinelStore(jdbc, json)),
                judges,
                bench,
                trail,
                new TransactionTemplate(transactions),
                clock);
    }

    @Bean
    Task<Void> sentinelTask(SentinelWatch watch, SentinelProperties properties) {
        Duration every = properties.every();
        return Tasks.recurring(LOOK, FixedDelay.of(every.compareTo(LATE) < 0 ? every : LATE))
                .execute((_, context) -> watch.look(every, context.getSchedulerState()::isShuttingDown));
    }
}
