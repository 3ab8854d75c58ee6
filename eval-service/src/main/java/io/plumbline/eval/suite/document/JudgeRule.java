package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.judge.JudgeDocument;
import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.sampling.JudgeSample;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A judge, and the requirements on its score, 0..1.
///
/// @param rubric `name@version`
/// @param model `registry:name@version`, or the name of a route
/// @param sample share of the items it rates; default 0.1
/// @param samples ratings per item if the provider returns no log-probabilities; default 1
/// @param floor lowest human score
/// @param maxRegression largest drop against the baseline
/// @param blocking whether the verdict depends on it; default true
/// @param as its name in checks; default: the name of the rubric
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JudgeRule(
        @NotNull @Pattern(regexp = SuiteDocument.REFERENCE, message = "must be NAME@VERSION")
        String rubric,

        @NotNull
        @Pattern(
                regexp = "registry:" + SuiteDocument.REFERENCE + "|" + SuiteDocument.NAME,
                message = "must be registry:NAME@VERSION or a route's name")
        String model,

        @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable
        Double sample,

        @Min(1) @Max(10) @Nullable Integer samples,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double floor,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double maxRegression,
        @Nullable Boolean blocking,

        @Pattern(regexp = MetricDefinition.LABEL, message = "must be 1 to 63 letters, digits, or any of _ -") @Nullable
        String as) {

    /// Returns its name in checks.
    public String label() {
        return as == null ? rubric.substring(0, rubric.indexOf('@')) : as;
    }

    public boolean hasFloor() {
        return floor != null && floor > 0;
    }

    public boolean couldFail() {
        return blocks() && ((floor != null && floor > 0) || (maxRegression != null && maxRegression < 1));
    }

    public boolean blocks() {
        return blocking == null || blocking;
    }

    /// Whether the judge is a model version; otherwise it is a route, which may change.
    public boolean namesVersion() {
        return model.startsWith("registry:");
    }

    public double sampleOrDefault() {
        return sample == null ? JudgeSample.DEFAULT_RATE : sample;
    }

    /// Returns the limit, or 1, the maximum, by default.
    public double maxRegressionOrAll() {
        return maxRegression == null ? 1 : maxRegression;
    }

    public JudgeDocument document(String team) {
        return new JudgeDocument(team, rubric, model, samples, null, null);
    }
}
