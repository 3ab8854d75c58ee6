package io.plumbline.registry.trainingplan;

import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A training plan to create or replace. It uses the rights of the caller.
///
/// @param team default: that of the model, which it must be
/// @param model the registered model whose versions the plan trains
/// @param dataset name of the dataset whose new versions start runs
/// @param training the jobs of the plan
/// @param secret the credential of the executor `OPENAI`, stored encrypted, and never returned; default: the
///     stored one, if the executor stays
/// @param suites their gates must pass; default: the required suites of the model
/// @param minNewRecords a version starts a run if at least so many of its records are new; default: 100
/// @param maxRunsPerMonth most runs that start in a calendar month in UTC; default: 4
/// @param requestPromotion whether a run requests the approval for production in the end; default: true
/// @param enabled whether new versions start runs; default: false
record TrainingPlanRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @NotNull @Pattern(regexp = Names.NAME) String model,

        @NotNull @Pattern(regexp = Names.NAME) String dataset,

        @NotNull @Valid TrainingPlanDocument.Training training,

        @Nullable @Size(min = 1, max = 5000) String secret,

        @Nullable @Size(max = 10) List<@NotNull @Pattern(regexp = Names.SUITE) String> suites,

        @Nullable @Min(1) @Max(500_000) Integer minNewRecords,

        @Nullable @Min(1) @Max(100) Integer maxRunsPerMonth,
        @Nullable Boolean requestPromotion,
        @Nullable Boolean enabled) {

    private static final int MIN_NEW_RECORDS = 100;
    private static final int MAX_RUNS_PER_MONTH = 4;

    TrainingPlanDocument document() {
        return new TrainingPlanDocument(
                model,
                dataset,
                training,
                suites == null ? List.of() : suites.stream().distinct().toList(),
                Objects.requireNonNullElse(minNewRecords, MIN_NEW_RECORDS),
                Objects.requireNonNullElse(maxRunsPerMonth, MAX_RUNS_PER_MONTH),
                Objects.requireNonNullElse(requestPromotion, true),
                Objects.requireNonNullElse(enabled, false));
    }

    /// Omits the secret.
    @Override
    public String toString() {
        return "TrainingPlanRequest[]";
    }
}
