package io.plumbline.eval.trial;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;

/// Queues the trials of one kind for any free replica, and runs a few of them at once on this one.
public final class TrialQueue {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 1.5;
    private static final int MAX_RETRIES = 16;
    private static final Duration NO_ROOM = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;
    private final Kind kind;
    private final TaskDescriptor<Void> descriptor;
    private final Semaphore room;

    /// @param task name of the scheduler's task
    /// @param priority among the tasks of the scheduler
    /// @param atOnce trials of this kind at once on a replica, whose threads belong to gates, too
    public record Kind(String task, int priority, int atOnce) {}

    /// Runs trials of one kind as the worker role, which sees every team.
    public interface Runner {

        /// Runs a trial to its end.
        ///
        /// @param leaving whether this replica is about to stop
        /// @return false if it has to be continued: this replica is about to stop
        boolean run(UUID id, BooleanSupplier leaving);

        /// Abandons a trial that failed repeatedly.
        void giveUp(UUID id);
    }

    public TrialQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock, Kind kind) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.kind = kind;
        this.descriptor = TaskDescriptor.of(kind.task());
        this.room = new Semaphore(kind.atOnce());
    }

    /// Queues a trial once; idempotent.
    public void put(UUID trial) {
        scheduler
                .getObject()
                .scheduleIfNotExists(descriptor
                        .instance(trial.toString())
                        .priority(kind.priority())
                        .scheduledTo(clock.instant()));
    }

    /// Returns the task that runs the queued trials.
    public Task<Void> task(Runner runner) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.custom(descriptor)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> giveUp(
                                runner, UUID.fromString(failed.getExecution().getId()))))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    boolean done =
                            run(runner, UUID.fromString(instance.getId()), context.getSchedulerState()::isShuttingDown);
                    return (complete, operations) -> {
                        if (done) {
                            operations.remove();
                        } else {
                            operations.reschedule(complete, clock.instant().plus(NO_ROOM));
                        }
                    };
                });
    }

    private boolean run(Runner runner, UUID trial, BooleanSupplier leaving) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            return Tenancy.asWorker(() -> runner.run(trial, leaving));
        } finally {
            room.release();
        }
    }

    private static void giveUp(Runner runner, UUID trial) {
        Tenancy.asWorker(() -> runner.giveUp(trial));
    }

    /// Returns the task that queues trials that a replica stored but failed to queue before it died.
    public Task<Void> sweep(TrialStore<?, ?> trials) {
        return Tasks.recurring(TaskDescriptor.of(kind.task() + "-sweep"), FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) ->
                        Tenancy.asWorker(() -> trials.unended(FORGOTTEN_AFTER)).forEach(this::put));
    }
}
