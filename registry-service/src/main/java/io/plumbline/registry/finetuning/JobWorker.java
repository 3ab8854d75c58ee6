package io.plumbline.registry.finetuning;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.finetuning.FineTuningJob.Work;
import io.plumbline.registry.finetuning.JobStore.LostJobException;
import io.plumbline.registry.finetuning.executor.ExecutorException;
import io.plumbline.registry.finetuning.executor.Executors;
import io.plumbline.registry.finetuning.executor.FineTuningProperties;
import io.plumbline.registry.finetuning.executor.TrainingExecutor;
import io.plumbline.registry.finetuning.executor.TrainingReporter;
import io.plumbline.registry.finetuning.executor.TrainingResult;
import io.plumbline.registry.finetuning.executor.TrainingTask;
import io.plumbline.registry.finetuning.watch.Anomaly;
import io.plumbline.registry.finetuning.watch.Canary;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import io.plumbline.registry.finetuning.watch.TrainingFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Works on jobs, one step after the other, as the worker role. All progress is in the database, so any replica
/// continues
/// a job where another one stopped. A replica that was taken for dead but is not fails at its next write.
@Component
class JobWorker {

    private static final int MAX_FAILURES = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final JobStore jobs;
    private final ProgressStore store;
    private final TrainingProgress progress;
    private final JobTasks tasks;
    private final JobEnd ending;
    private final Settings settings;

    JobWorker(
            JobStore jobs,
            ProgressStore store,
            TrainingProgress progress,
            JobTasks tasks,
            JobEnd ending,
            Settings settings) {
        this.jobs = jobs;
        this.store = store;
        this.progress = progress;
        this.tasks = tasks;
        this.ending = ending;
        this.settings = settings;
    }

    /// The executors and the pace.
    @Component
    record Settings(Executors executors, FineTuningProperties properties, Clock clock) {

        private Instant pause(int failures) {
            Duration pause = properties.pollInterval().multipliedBy(1L << failures);
            return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }

    /// Makes one step of a job.
    ///
    /// @return when to make the next one; empty if the job has ended
    Optional<Instant> work(UUID id) {
        try {
            return jobs.work(id).flatMap(this::work);
        } catch (LostJobException e) {
            // A report arrived meanwhile, or another replica has taken over, whose place in the queue stays.
            return jobs.work(id).map(_ -> settings.pause(0));
        }
    }

    private Optional<Instant> work(Work work) {
        Step step = new Step(work);
        try {
            return step.make();
        } catch (ExecutorException e) {
            return failed(step.work, e);
        }
    }

    private Optional<Instant> failed(Work work, ExecutorException e) {
        if (work.job().progress().stopping() != null && !e.mayPass()) {
            ending.cancelled(work.job());
            return Optional.empty();
        }
        if (e.mayPass() && work.failures() < MAX_FAILURES) {
            jobs.fail(work, e.reason());
            return Optional.of(settings.pause(work.failures()));
        }
        ending.failed(work.job(), e.reason());
        return Optional.empty();
    }

    /// One step, and the job as it was stored last. Its executor may report from several threads.
    private final class Step implements TrainingReporter {

        private volatile Work work;

        private Step(Work work) {
            this.work = work;
        }

        private Optional<Instant> make() throws ExecutorException {
            FineTuningJob job = work.job();
            TrainingExecutor executor =
                    settings.executors().of(job.terms().executor().kind());
            TrainingTask task;
            try {
                task = tasks.task(work);
            } catch (IllegalStateException e) {
                ending.failed(job, "the secret cannot be decrypted");
                return Optional.empty();
            }
            if (job.progress().stopping() != null) {
                executor.cancel(task);
                ending.cancelled(job);
                return Optional.empty();
            }
            if (isLate(job)) {
                executor.cancel(task);
                ending.failed(job, "longer than " + job.terms().executor().hours() + " hours");
                return Optional.empty();
            }
            return after(executor, task, executor.advance(task, this));
        }

        private boolean isLate(FineTuningJob job) {
            Duration most = Duration.ofHours(job.terms().executor().hours());
            return settings.clock().instant().isAfter(job.times().createdAt().plus(most));
        }

        private Optional<Instant> after(TrainingExecutor executor, TrainingTask task, TrainingExecutor.Progress made)
                throws ExecutorException {
            work = jobs.save(work, made.remote());
            TrainingResult result = made.result();
            if (result != null) {
                end(executor, task, result);
                return Optional.empty();
            }
            if (made.isTraining()) {
                progress.report(work.job().id(), List.of());
            }
            return Optional.of(
                    made.isWaiting() ? settings.pause(0) : settings.clock().instant());
        }

        private void end(TrainingExecutor executor, TrainingTask task, TrainingResult result) throws ExecutorException {
            FineTuningJob job = work.job();
            if (jobs.isStopping(job.id())) {
                ending.cancelled(job);
            } else if (!result.succeeded()) {
                ending.failed(job, result.reason() == null ? "failed" : result.reason());
            } else {
                checkCanaries(executor, task, result);
                ending.succeeded(job, result);
            }
        }

        private void checkCanaries(TrainingExecutor executor, TrainingTask task, TrainingResult result)
                throws ExecutorException {
            FineTuningJob job = work.job();
            List<Canary> canaries = job.terms().watch().texts();
            if (canaries.isEmpty()) {
                return;
            }
            try {
                int recalled = executor.recalled(task, result, canaries).size();
                if (recalled > 0) {
                    TrainingFinding finding = new TrainingFinding(
                            Anomaly.MEMORISED_CANARY,
                            null,
                            (double) recalled,
                            0.0,
                            recalled,
                            settings.clock().instant());
                    progress.found(job.id(), List.of(finding));
                }
            } catch (ExecutorException e) {
                if (e.mayPass() && work.failures() < MAX_FAILURES) {
                    throw e;
                }
                event("The canaries could not be checked: " + e.reason());
            }
        }

        @Override
        public void points(List<MetricPoint> points) {
            Tenancy.asWorker(() -> progress.report(work.job().id(), points));
        }

        @Override
        public void remember(String remote) {
            work = Tenancy.asWorker(() -> jobs.save(work, remote));
        }

        @Override
        public void event(String message) {
            Tenancy.asWorker(() -> store.event(work.job(), message));
        }

        @Override
        public boolean isStopping() {
            return Tenancy.asWorker(() -> jobs.isStopping(work.job().id()));
        }
    }
}
