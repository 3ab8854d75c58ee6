package io.plumbline.monitoring.slo;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.monitoring.window.OutputLength;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A service level objective to create or replace.
///
/// @param variant all variants of the route unless set
/// @param thresholdMs only for `LATENCY` and `FIRST_TOKEN`, which need it
/// @param outputLength only for `LATENCY`; calls of all lengths unless set
/// @param target share of the calls that must be good
/// @param days length of the rolling period; 30 unless set
/// @param minCalls fewer calls in the longer window of a rule raise no alert; 50 unless set
record SloRequest(
        @Size(max = 63) @Nullable String team,

        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String route,

        @Size(min = 1, max = 63) @Nullable String variant,
        @NotNull Indicator indicator,

        @DecimalMin("1") @DecimalMax("3600000") @Nullable Double thresholdMs,

        @Nullable OutputLength outputLength,
        @NotNull @DecimalMin("0.5") @DecimalMax("0.99999") Double target,
        @Min(7) @Max(90) @Nullable Integer days,
        @Min(1) @Max(1_000_000) @Nullable Integer minCalls) {

    private static final int DAYS = 30;
    private static final int MIN_CALLS = 50;

    /// @throws io.plumbline.kit.problem.ProblemException 400 if a member does not belong to the indicator
    SloPlan plan() {
        if (indicator.isTimed() != (thresholdMs != null)) {
            throw RequestProblem.INVALID_REQUEST.because(
                    indicator.isTimed()
                            ? "The indicator " + indicator + " needs thresholdMs."
                            : "The indicator " + indicator + " has no thresholdMs.");
        }
        if (outputLength != null && indicator != Indicator.LATENCY) {
            throw RequestProblem.INVALID_REQUEST.because("Only the indicator LATENCY has an outputLength.");
        }
        return new SloPlan(
                route,
                variant,
                indicator,
                thresholdMs,
                outputLength,
                target,
                days == null ? DAYS : days,
                minCalls == null ? MIN_CALLS : minCalls);
    }
}
