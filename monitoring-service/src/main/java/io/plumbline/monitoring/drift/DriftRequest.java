package io.plumbline.monitoring.drift;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A baseline to create or replace. A replaced one collects its calls again.
///
/// @param variant all variants of the route unless set
/// @param text `INPUT` unless set
/// @param reference number of calls in the baseline; 300 unless set
/// @param window number of calls that are compared at a time; 200 unless set
/// @param minutes minimum length of a window; 60 unless set
/// @param falseAlarmsPerMonth expected number of false alarms in 30 days, if nothing changes; 1 unless set
/// @param from the baseline's calls are at this time or later, within the last 400 days; two weeks before its
///     creation unless set
/// @param against what later calls are compared with; `CALLS` unless set
/// @param dataset version of a dataset as `name@version`, whose inputs are the baseline; only with `DATASET`
record DriftRequest(
        @Size(max = 63) @Nullable String team,

        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String route,

        @Size(min = 1, max = 63) @Nullable String variant,
        @Nullable DriftText text,
        @Min(50) @Max(1_000) @Nullable Integer reference,
        @Min(50) @Max(1_000) @Nullable Integer window,
        @Min(1) @Max(10_080) @Nullable Integer minutes,

        @DecimalMin("0.01") @DecimalMax("100") @Nullable Double falseAlarmsPerMonth,

        @Nullable Instant from,
        @Nullable BaselineKind against,

        @Nullable @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}")
        String dataset) {

    private static final int REFERENCE = 300;
    private static final int WINDOW = 200;
    private static final int MINUTES = 60;

    DriftPlan plan() {
        return new DriftPlan(
                route,
                variant,
                text == null ? DriftText.INPUT : text,
                reference == null ? REFERENCE : reference,
                window == null ? WINDOW : window,
                minutes == null ? MINUTES : minutes,
                falseAlarmsPerMonth == null ? 1 : falseAlarmsPerMonth,
                from,
                against == null ? BaselineKind.CALLS : against,
                dataset);
    }
}
