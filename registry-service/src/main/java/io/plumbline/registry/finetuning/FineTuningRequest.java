package io.plumbline.registry.finetuning;

import io.plumbline.registry.asset.Names;
import io.plumbline.registry.finetuning.JobTerms.Budget;
import io.plumbline.registry.finetuning.JobTerms.Target;
import io.plumbline.registry.finetuning.JobTerms.Watch;
import io.plumbline.registry.finetuning.executor.ExecutorSettings;
import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body that starts a job.
///
/// @param base the model version to train, `name@version`
/// @param trainingData the dataset version to train on, `name@version`
/// @param validationData the dataset version to measure on
/// @param seed default: 0
/// @param secret the credential of the executor `OPENAI`, stored encrypted until the job ends, and never returned
/// @param target the model that the result becomes a version of
/// @param budget default: none
/// @param watch default: anomalies are listed
public record FineTuningRequest(
        @NotNull @Pattern(regexp = Names.REFERENCE) String base,

        @NotNull TrainingMethod method,

        @NotNull @Pattern(regexp = Names.REFERENCE) String trainingData,

        @Nullable @Pattern(regexp = Names.REFERENCE) String validationData,

        @Nullable @Valid HyperParameters hyperParameters,

        @Nullable @Min(0) Integer seed,

        @NotNull @Valid ExecutorSettings executor,

        @Nullable @Size(min = 1, max = 5000) String secret,

        @NotNull @Valid Target target,

        @Nullable @Valid Budget budget,

        @Nullable @Valid Watch watch) {

    HyperParameters parameters() {
        return Objects.requireNonNullElse(hyperParameters, HyperParameters.DEFAULT);
    }

    /// @param provider of the base
    /// @param baseModel the provider's name of the base
    JobTerms terms(String provider, String baseModel) {
        return new JobTerms(
                method,
                baseModel,
                parameters().complete(method),
                seed == null ? 0 : seed,
                executor,
                target.providedBy(provider),
                budget,
                Objects.requireNonNullElse(watch, Watch.DEFAULT).complete());
    }

    /// Omits the secret.
    @Override
    public String toString() {
        return "FineTuningRequest[]";
    }
}
