package io.plumbline.registry.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.finetuning.watch.TrainingFinding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job, as stored and in the API, without its secret.
///
/// @param base the model version that it trains, `name@version`
/// @param trainingData the dataset version that it trains on, `name@version`
/// @param validationData the dataset version that it measures on
/// @param terms what it does
/// @param times when it was created, started and ended
public record FineTuningJob(
        UUID id,
        String team,
        String base,
        String trainingData,
        @Nullable String validationData,
        JobTerms terms,
        Progress progress,
        Times times,
        Author createdBy) {

    /// The states of a job.
    public enum State {
        QUEUED,
        /// The training has begun.
        RUNNING,
        /// The result is registered.
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean isEnd() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /// How far a job is.
    ///
    /// @param stopping why it is to stop
    /// @param reason why it ended as it did, or what its last attempt failed with
    /// @param version the registered version of the target model
    /// @param findings the anomalies so far, one for each kind
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            State state,
            @Nullable String stopping,
            @Nullable String reason,
            @Nullable Long tokens,
            @Nullable BigDecimal costUsd,
            @Nullable Integer version,
            List<TrainingFinding> findings) {}

    /// The member `times`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Times(
            Instant createdAt,
            @Nullable Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt) {}

    /// The job as its worker knows it.
    ///
    /// @param remote what the executor stored last
    /// @param failures attempts that failed since the last success
    /// @param revision the number of changes by workers, by which one detects that another has taken over
    record Work(FineTuningJob job, @Nullable String remote, int failures, long revision) {}

    String model() {
        return terms.target().model();
    }
}
