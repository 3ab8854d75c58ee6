package io.plumbline.registry.finetuning.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The figures of one training step. Figures that are infinite or not a number are left out, and `nonFinite` is set.
///
/// @param loss on the training data
/// @param evalLoss on the validation data
/// @param gradientNorm before clipping
/// @param tokens trained on so far
/// @param canaryExposure the highest exposure of a canary in bits (Carlini et al., The Secret Sharer, 2019)
/// @param nonFinite whether the loss or the gradient was infinite or not a number
/// @param at when the step ended; default: now, also instead of a time in the future
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricPoint(
        @NotNull @Min(0) @Max(1_000_000_000) Integer step,

        @Nullable Double loss,
        @Nullable Double evalLoss,

        @Nullable @PositiveOrZero Double learningRate,

        @Nullable @PositiveOrZero Double gradientNorm,

        @Nullable @PositiveOrZero @Max(MAX_TOKENS) Long tokens,

        @Nullable Double canaryExposure,
        @Nullable Boolean nonFinite,
        @Nullable Instant at) {

    /// The most tokens of a training.
    public static final long MAX_TOKENS = 1_000_000_000_000_000L;

    public MetricPoint {
        boolean isBroken = isBroken(loss) || isBroken(evalLoss) || isBroken(gradientNorm);
        nonFinite = isBroken ? Boolean.TRUE : nonFinite;
        loss = finite(loss);
        evalLoss = finite(evalLoss);
        learningRate = finite(learningRate);
        gradientNorm = finite(gradientNorm);
        canaryExposure = finite(canaryExposure);
    }

    /// Returns a point of losses.
    public static MetricPoint of(int step, @Nullable Double loss, @Nullable Double evalLoss) {
        return new MetricPoint(step, loss, evalLoss, null, null, null, null, null, null);
    }

    private static boolean isBroken(@Nullable Double value) {
        return value != null && !Double.isFinite(value);
    }

    private static @Nullable Double finite(@Nullable Double value) {
        return isBroken(value) ? null : value;
    }

    boolean isNonFinite() {
        return Boolean.TRUE.equals(nonFinite);
    }
}
