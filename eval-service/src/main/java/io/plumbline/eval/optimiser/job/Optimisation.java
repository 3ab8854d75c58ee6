package io.plumbline.eval.optimiser.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job as stored.
///
/// @param split null before the records are read
/// @param error null unless it failed
public record Optimisation(
        UUID id,
        String team,
        OptimisationPlan plan,
        Status status,
        Phase phase,
        @Nullable Split split,
        boolean budgetSpent,
        @Nullable String error,
        Spent spent,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /// The states of a job.
    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        ERROR,
        CANCELLED;

        public boolean ended() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /// The parts of a run.
    public enum Phase {
        /// Reads the records and makes the first candidates.
        PREPARING,
        /// Scores candidates on the records to train on.
        TRAINING,
        /// Scores the finalists and the original on the held-out records.
        HELD_OUT,
        /// Stores the best as versions.
        SAVING
    }

    /// Number of records.
    ///
    /// @param unusable records that lack a variable or a reference, or repeat another question
    public record Split(int examples, int train, int heldOut, int unusable) {}

    /// What the calls took.
    ///
    /// @param costUsd of calls with a known price
    /// @param proposals calls of the proposer among them
    public record Spent(int calls, long tokens, BigDecimal costUsd, int proposals) {}
}
