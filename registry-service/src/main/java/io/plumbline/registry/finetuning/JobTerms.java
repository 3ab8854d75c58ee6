package io.plumbline.registry.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.finetuning.executor.ExecutorSettings;
import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import io.plumbline.registry.finetuning.watch.Canary;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a job does, as stored.
///
/// @param baseModel the provider's name of the base
/// @param hyperParameters with the defaults of the method
public record JobTerms(
        TrainingMethod method,
        String baseModel,
        HyperParameters hyperParameters,
        int seed,
        ExecutorSettings executor,
        Target target,
        @Nullable Budget budget,
        Watch watch) {

    /// The registered model whose version the result becomes.
    ///
    /// @param model the name of a registered model
    /// @param provider the gateway's provider of the result; default: that of the base
    /// @param upstreamModel the provider's name of the result, if the executor does not name it; default: the
    ///     model and the job
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(
            @NotNull @Pattern(regexp = Names.NAME) String model,

            @Nullable @Pattern(regexp = Names.NAME) String provider,

            @Nullable @Pattern(regexp = "[^\\s\\p{Cntrl}]{1,200}")
            String upstreamModel) {

        Target providedBy(String other) {
            return new Target(model, provider == null ? other : provider, upstreamModel);
        }
    }

    /// What a job may cost.
    ///
    /// @param maxUsd a job that exceeds it stops
    /// @param usdPerMillionTokens the price of training
    public record Budget(
            @NotNull @DecimalMin("0.000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6)
            BigDecimal maxUsd,

            @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6)
            BigDecimal usdPerMillionTokens) {

        private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

        BigDecimal cost(long tokens) {
            return usdPerMillionTokens
                    .multiply(BigDecimal.valueOf(tokens))
                    .divide(MILLION, 6, java.math.RoundingMode.HALF_UP);
        }
    }

    /// What happens if the training is not normal.
    ///
    /// @param onAnomaly default: WARN
    /// @param canaries texts in the training data that the model must not reproduce
    public record Watch(
            @Nullable AnomalyPolicy onAnomaly,

            @Nullable @Size(max = 20) List<@NotNull @Valid Canary> canaries) {

        static final Watch DEFAULT = new Watch(AnomalyPolicy.WARN, List.of());

        Watch complete() {
            return new Watch(
                    Objects.requireNonNullElse(onAnomaly, AnomalyPolicy.WARN),
                    Objects.requireNonNullElse(canaries, List.of()));
        }

        List<Canary> texts() {
            return Objects.requireNonNullElse(canaries, List.of());
        }
    }

    /// What an anomaly leads to.
    public enum AnomalyPolicy {
        /// It is listed as a finding.
        WARN,
        /// The job stops as well, and nothing is registered.
        CANCEL
    }
}
