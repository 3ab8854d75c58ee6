package io.plumbline.eval.harm.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues measurements for any free replica.
public final class HarmQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("harm-measurement");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("harm-measurement-sweep");

    /// After gates.
    private static final int PRIORITY = 5;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    HarmQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Queues a measurement once; idempotent.
    public void put(UUID measurement) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        TASK.instance(measurement.toString()).priority(PRIORITY).scheduledTo(clock.instant()));
    }

    /// Queues measurements that a replica stored but failed to queue before it died.
    void sweep(HarmStore measurements) {
        Tenancy.asWorker(() -> measurements.unended(FORGOTTEN_AFTER)).forEach(this::put);
    }
}
