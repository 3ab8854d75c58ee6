package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.watch.Canary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains models somewhere. An executor keeps nothing in memory between calls: what it needs to continue is in
/// `remote`,
/// so that any replica can make the next call.
public interface TrainingExecutor {

    ExecutorKind kind();

    /// Starts a job, or reads its progress.
    ///
    /// @throws ExecutorException if it cannot
    Progress advance(TrainingTask task, TrainingReporter reporter) throws ExecutorException;

    /// Stops a job. One that has ended stays as it is.
    ///
    /// @throws ExecutorException if it cannot
    void cancel(TrainingTask task) throws ExecutorException;

    /// Returns the numbers of the canaries that a result reproduces, if the executor also serves it.
    ///
    /// @throws ExecutorException if the model does not answer
    default List<Integer> recalled(TrainingTask task, TrainingResult result, List<Canary> canaries)
            throws ExecutorException {
        return List.of();
    }

    /// Where a job is.
    ///
    /// @param isWaiting whether the next call is not due at once
    /// @param remote what to store for the next call
    /// @param result of a job that has ended
    record Progress(
            boolean isWaiting,
            boolean isTraining,
            @Nullable String remote,
            @Nullable TrainingResult result) {

        static Progress next(String remote) {
            return new Progress(false, false, remote, null);
        }

        static Progress waiting(@Nullable String remote, boolean isTraining) {
            return new Progress(true, isTraining, remote, null);
        }

        static Progress ended(@Nullable String remote, TrainingResult result) {
            return new Progress(false, true, remote, result);
        }
    }
}
