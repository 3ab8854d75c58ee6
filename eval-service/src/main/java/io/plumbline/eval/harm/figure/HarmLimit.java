package io.plumbline.eval.harm.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.statistics.check.CheckOutcome;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A limit of a figure. An interval that is entirely within the limit passes, and one that is entirely beyond it
/// fails.
///
/// @param group the group whose figure is bounded; default: all together, or every group of a metric without such a
///     figure
/// @param max largest value, 0..1; of bias scores and differences the largest distance from 0
/// @param min smallest value, 0..1; not for bias scores and differences
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmLimit(
        @NotNull HarmMetric metric,
        @Size(min = 1, max = 130) @Nullable String group,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double max,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double min) {

    @AssertTrue(message = "needs max, or min for a metric that is no bias score and no difference")
    boolean isBounding() {
        return (max != null || min != null) && (min == null || metric == null || !metric.isSigned());
    }

    /// Returns the outcome for a figure.
    public CheckOutcome outcome(HarmFigure figure) {
        Double low = figure.low();
        Double high = figure.high();
        if (low == null || high == null) {
            return CheckOutcome.INCONCLUSIVE;
        }
        CheckOutcome outcome = CheckOutcome.PASS;
        if (max != null) {
            outcome = outcome.and(below(high, low, max));
            if (metric.isSigned()) {
                outcome = outcome.and(below(-low, -high, max));
            }
        }
        return min == null ? outcome : outcome.and(below(-low, -high, -min));
    }

    /// Returns the limit in words, for example `at most 0.100`.
    public String words() {
        List<String> bounds = new ArrayList<>();
        if (max != null) {
            bounds.add(String.format(Locale.ROOT, metric.isSigned() ? "at most %.3f from 0" : "at most %.3f", max));
        }
        if (min != null) {
            bounds.add(String.format(Locale.ROOT, "at least %.3f", min));
        }
        return String.join(" and ", bounds) + (group == null ? "" : " for " + group);
    }

    private static CheckOutcome below(double high, double low, double limit) {
        return high <= limit ? CheckOutcome.PASS : low > limit ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }
}
