package io.plumbline.registry.finetuning.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.kit.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hyperparameters of a training. Absent ones are the executor's choice, unless a default is stated.
///
/// @param learningRate of the optimiser
/// @param learningRateMultiplier a factor of the executor's own learning rate, instead of `learningRate`
/// @param lora for `LORA`, `QLORA`, and `DPO` of an adapter
/// @param bits of the quantised weights, for `QLORA`: 4 or 8; default: 4
/// @param beta for `DPO`: how closely the model keeps to its base; default: 0.1
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HyperParameters(
        @Nullable @Min(1) @Max(100) Integer epochs,
        @Nullable @Min(1) @Max(1024) Integer batchSize,
        @Nullable @Positive @DecimalMax("1") Double learningRate,
        @Nullable @Positive @DecimalMax("100") Double learningRateMultiplier,
        @Nullable @Valid Lora lora,
        @Nullable @Min(4) @Max(8) Integer bits,
        @Nullable @Positive @DecimalMax("2") Double beta) {

    public static final HyperParameters DEFAULT = new HyperParameters(null, null, null, null, null, null, null);

    private static final int DEFAULT_BITS = 4;
    private static final double DEFAULT_BETA = .1;
    private static final String INVALID = "/hyperParameters";

    /// The matrices of LoRA.
    ///
    /// @param rank default: 16
    /// @param alpha default: twice the rank
    /// @param dropout 0 to 0.9; default: 0
    public record Lora(
            @Nullable @Min(1) @Max(1024) Integer rank,
            @Nullable @Min(1) @Max(4096) Integer alpha,
            @Nullable @DecimalMin("0") @DecimalMax("0.9") Double dropout) {

        private static final int DEFAULT_RANK = 16;

        Lora complete() {
            int size = rank == null ? DEFAULT_RANK : rank;
            return new Lora(size, alpha == null ? 2 * size : alpha, dropout == null ? 0 : dropout);
        }
    }

    /// Reports the hyperparameters that do not fit a method.
    public void check(TrainingMethod method, ProblemException problem) {
        if (method == TrainingMethod.SFT && lora != null) {
            problem.at(INVALID + "/lora", "must be absent for SFT, which trains all weights. Use LORA");
        }
        if (method != TrainingMethod.QLORA && bits != null) {
            problem.at(INVALID + "/bits", "is for QLORA only");
        }
        if (bits != null && bits != DEFAULT_BITS && bits != 2 * DEFAULT_BITS) {
            problem.at(INVALID + "/bits", "must be 4 or 8");
        }
        if (method != TrainingMethod.DPO && beta != null) {
            problem.at(INVALID + "/beta", "is for DPO only");
        }
        if (learningRate != null && learningRateMultiplier != null) {
            problem.at(INVALID + "/learningRateMultiplier", "must be absent with learningRate");
        }
    }

    /// Returns the hyperparameters with the defaults of a method.
    public HyperParameters complete(TrainingMethod method) {
        boolean isAdapter = method == TrainingMethod.LORA || method == TrainingMethod.QLORA;
        Lora given = lora == null && isAdapter ? new Lora(null, null, null) : lora;
        return new HyperParameters(
                epochs,
                batchSize,
                learningRate,
                learningRateMultiplier,
                given == null ? null : given.complete(),
                method == TrainingMethod.QLORA && bits == null ? Integer.valueOf(DEFAULT_BITS) : bits,
                method == TrainingMethod.DPO && beta == null ? Double.valueOf(DEFAULT_BETA) : beta);
    }

    /// Whether the result is an adapter beside its base.
    public boolean makesAdapter() {
        return lora != null;
    }

    /// Returns the set ones by their names, those of LoRA as `rank`, `alpha` and `dropout`.
    public Map<String, Object> named() {
        Map<String, Object> named = new LinkedHashMap<>();
        put(named, "epochs", epochs);
        put(named, "batchSize", batchSize);
        put(named, "learningRate", learningRate);
        put(named, "learningRateMultiplier", learningRateMultiplier);
        if (lora != null) {
            put(named, "rank", lora.rank());
            put(named, "alpha", lora.alpha());
            put(named, "dropout", lora.dropout());
        }
        put(named, "bits", bits);
        put(named, "beta", beta);
        return named;
    }

    private static void put(Map<String, Object> named, String name, @Nullable Object value) {
        if (value != null) {
            named.put(name, value);
        }
    }
}
