package io.plumbline.registry.evaluation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// One check of an evaluation: the measured value, its uncertainty and the requirement.
public record Check(
        @NotBlank @Size(max = 200) String name,
        @Nullable Double value,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Double threshold,
        @NotNull Outcome outcome,
        @Nullable @Size(max = 2000) String reason) {

    /// The outcome of the check.
    public enum Outcome {
        PASS,
        FAIL,
        INCONCLUSIVE,
        SKIPPED
    }
}
