package io.plumbline.registry.trainingplan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.registry.asset.Author;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A training plan in the API: the members of its `PUT` without the secret, and its state.
///
/// @param hasSecret whether a credential is stored
/// @param author the caller whose rights it uses: who stored or resumed it last
/// @param newestRun null before the first run
record TrainingPlanResponse(
        String name,
        String team,
        @JsonUnwrapped TrainingPlanDocument plan,
        boolean hasSecret,
        Author author,
        Inspection check,
        @Nullable TrainingRun newestRun,
        Instant createdAt,
        Instant updatedAt) {

    /// The newest inspection of the dataset.
    ///
    /// @param at null before the first one
    /// @param waiting why it started no run; null if it did
    record Inspection(@Nullable Instant at, @Nullable String waiting) {

        static final Inspection NONE = new Inspection(null, null);
    }
}
