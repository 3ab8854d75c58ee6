package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A blocking slice with its limits.
///
/// @param metrics by their names in checks; default: all blocking metrics of the suite
/// @param floor replaces the metrics' own, in their scale
/// @param maxRegression replaces the metrics' own, in their scale; without either, the metrics' own limits apply
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
