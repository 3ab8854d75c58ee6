package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.suite.SuiteDocument.MetricRule;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A slice that blocks, and its limits.
///
/// @param metrics by what they are called in checks; all of the suite's that block unless given
/// @param floor in place of the metrics' own, in their scale
/// @param maxRegression in place of the metrics' own, in their scale; with neither of both, the metrics' own
///     hold
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SliceRule(
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Size(max = 63) String> metrics,
        @DecimalMin("0") @DecimalMax("100") @Nullable Double floor,
        @DecimalMin("0") @DecimalMax("100") @Nullable Double maxRegression) {

    public boolean covers(MetricRule metric) {
        return metrics == null ? metric.blocks() : metrics.contains(metric.label());
    }

    public @Nullable Double floorOf(MetricRule metric) {
        return hasLimits() ? floor : metric.floor();
    }

    public @Nullable Double maxRegressionOf(MetricRule metric) {
        return hasLimits() ? maxRegression : metric.maxRegression();
    }

    private boolean hasLimits() {
        return floor != null || maxRegression != null;
    }
}
