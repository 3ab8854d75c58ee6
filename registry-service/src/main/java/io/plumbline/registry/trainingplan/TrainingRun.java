package io.plumbline.registry.trainingplan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a plan: one version of the dataset on its way to production.
///
/// @param dataset the version, as `name@version`
/// @param newRecords records that the version of the previous run does not have
/// @param step the present step, or that at which the run ended
/// @param reason why it stopped, or why the last attempt of the step failed
/// @param events what happened, oldest first
record TrainingRun(
        UUID id,
        String plan,
        String team,
        String dataset,
        long newRecords,
        Step step,
        State state,
        @Nullable String reason,
        Products products,
        List<Event> events,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /// The steps of a run, in their order.
    enum Step {
        TRAINING,
        GATING,
        REQUESTING
    }

    /// The states of a run.
    enum State {
        RUNNING,
        /// The approval for production is requested. People decide.
        REQUESTED,
        /// The gates passed, and no approval is requested.
        PASSED,
        STOPPED
    }

    /// What the run led to.
    ///
    /// @param job the fine-tuning job
    /// @param version of the model
    /// @param gates suite → its gate
    /// @param approval for production
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Products(
            @Nullable UUID job,
            @Nullable Integer version,
            Map<String, UUID> gates,
            @Nullable UUID approval) {}

    /// Something that happened to the run.
    record Event(Instant at, Step step, String message) {}

    int datasetVersion() {
        return Integer.parseInt(dataset.substring(dataset.lastIndexOf('@') + 1));
    }

    boolean isOf(String datasetName) {
        return dataset.substring(0, dataset.lastIndexOf('@')).equals(datasetName);
    }
}
