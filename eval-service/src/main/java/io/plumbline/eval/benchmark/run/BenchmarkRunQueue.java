package io.plumbline.eval.benchmark.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues runs of benchmarks for any free replica.
public final class BenchmarkRunQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("benchmark");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("benchmark-sweep");

    /// After gates and campaigns.
    private static final int PRIORITY = 3;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    BenchmarkRunQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Queues a run once; idempotent.
    public void put(UUID run) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        TASK.instance(run.toString()).priority(PRIORITY).scheduledTo(clock.instant()));
    }

    /// Queues runs that a replica stored but failed to queue before it died.
    void sweep(BenchmarkRunStore runs) {
        Tenancy.asWorker(() -> runs.unended(FORGOTTEN_AFTER)).forEach(this::put);
    }
}
