package io.plumbline.registry.trainingplan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.finetuning.FineTuningRequest;
import io.plumbline.registry.finetuning.JobTerms;
import io.plumbline.registry.finetuning.executor.ExecutorSettings;
import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plan does.
///
/// @param model the registered model whose versions the plan trains
/// @param dataset name of the dataset whose new versions start runs
/// @param suites their gates must pass; empty for the required suites of the model
/// @param minNewRecords a version starts a run if at least so many of its records are new
/// @param maxRunsPerMonth most runs that start in a calendar month in UTC
/// @param requestPromotion whether a run requests the approval for production in the end
record TrainingPlanDocument(
        String model,
        String dataset,
        Training training,
        List<String> suites,
        int minNewRecords,
        int maxRunsPerMonth,
        boolean requestPromotion,
        boolean enabled) {

    /// The jobs of a plan.
    ///
    /// @param base the model version that they train, `name@version`
    /// @param validationData the dataset version that they measure on, `name@version`
    /// @param provider the gateway's provider of the results; default: that of the base
    /// @param budget of each job; default: none
    /// @param watch default: anomalies are listed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Training(
            @NotNull @Pattern(regexp = Names.REFERENCE) String base,

            @NotNull TrainingMethod method,

            @Nullable @Pattern(regexp = Names.REFERENCE) String validationData,

            @Nullable @Valid HyperParameters hyperParameters,

            @Nullable @Min(0) Integer seed,

            @NotNull @Valid ExecutorSettings executor,

            @Nullable @Pattern(regexp = Names.NAME) String provider,

            JobTerms.@Nullable @Valid Budget budget,

            JobTerms.@Nullable @Valid Watch watch) {}

    TrainingPlanDocument enabled(boolean now) {
        return new TrainingPlanDocument(
                model, dataset, training, suites, minNewRecords, maxRunsPerMonth, requestPromotion, now);
    }

    /// Returns the request of a job.
    ///
    /// @param version of the dataset
    FineTuningRequest request(int version, @Nullable String secret) {
        return new FineTuningRequest(
                training.base(),
                training.method(),
                dataset + "@" + version,
                training.validationData(),
                training.hyperParameters(),
                training.seed(),
                training.executor(),
                secret,
                new JobTerms.Target(model, training.provider(), null),
                training.budget(),
                training.watch());
    }
}
