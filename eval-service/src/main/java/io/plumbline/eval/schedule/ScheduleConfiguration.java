package io.plumbline.eval.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.plumbline.kit.database.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// The queue of long-running work in Postgres: any replica processes what is due. A dead replica is detected
/// after four missed heartbeats, about 20 seconds, and its work restarts elsewhere, so all work must resume from
/// stored state.
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    /// Mostly waiting: a bounded number of gate chunks per replica, and eight for work without model calls.
    private static final int THREADS = 32;

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(@Worker DataSource workerDataSource, List<Task<?>> tasks) {
        List<RecurringTask<?>> recurring = new ArrayList<>();
        List<Task<?>> asked = new ArrayList<>();
        for (Task<?> task : tasks) {
            if (task instanceof RecurringTask<?> again) {
                recurring.add(again);
            } else {
                asked.add(task);
            }
        }
        return Scheduler.create(workerDataSource, asked)
                .startTasks(recurring)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .enableImmediateExecution()
                .enablePriority()
                .build();
    }

    @Bean
    Starter schedulerStarter(Scheduler scheduler) {
        return new Starter(scheduler);
    }

    /// Starts processing once the service can respond, not before.
    record Starter(Scheduler scheduler) {

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            scheduler.start();
        }
    }
}
