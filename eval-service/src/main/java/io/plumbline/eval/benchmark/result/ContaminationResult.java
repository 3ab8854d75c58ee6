package io.plumbline.eval.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import org.jspecify.annotations.Nullable;

/// Signs that the model knows the items.
///
/// @param completed share of items whose second half the model continued word by word, given the first; null without an
///     item that is long enough
/// @param order effect of another order of the choices; null without choices
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContaminationResult(
        @Nullable MetricResult completed, @Nullable PairedChange order) {}
