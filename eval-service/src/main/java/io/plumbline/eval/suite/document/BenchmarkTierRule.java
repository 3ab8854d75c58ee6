package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// The requirements on runs of a benchmark on the candidate, with the newest version of its data. The worst run counts.
///
/// @param name name of the benchmark
/// @param minimum smallest value of its main metric, 0..1, compared with the interval
/// @param minItems minimum number of scored items for a run to pass a gate; default: all of the data
/// @param production comparison with the version in production, besides the minimum; default: none
/// @param maxAgeDays maximum age of a run; default: any age
/// @param judge name of the judge whose runs count, in its current form, with its values corrected by its calibration;
///     default: the runs that rules scored
/// @param fromRiskTier minimum risk tier of models and prompts that need it: `MINIMAL` (all, the default), `LIMITED`
///     or `HIGH`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkTierRule(
        @NotNull @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a benchmark")
        String name,

        @DecimalMin("0") @DecimalMax("1") double minimum,
        @Min(1) @Max(50_000) @Nullable Integer minItems,
        @Valid @Nullable NonInferiority production,
        @Min(1) @Max(3_650) @Nullable Integer maxAgeDays,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a judge") @Nullable
        String judge,

        @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
        String fromRiskTier) {

    /// Requires that the candidate is not worse than the version in production by more than a margin, on the same
    /// items.
    ///
    /// @param margin largest tolerated loss of the main metric, 0..1
    public record NonInferiority(
            @DecimalMin("0") @DecimalMax("1") double margin) {}
}
