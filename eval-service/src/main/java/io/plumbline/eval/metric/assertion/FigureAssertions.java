package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Assertions on latency, tokens and cost of an answer: at most `atMost`. An answer without the figure does not
/// satisfy them.
final class FigureAssertions {

    private static final String AT_MOST = "atMost";
    private static final double LARGEST = 1e9;

    private FigureAssertions() {}

    /// `latency`: at most that many milliseconds.
    static Metric latency(MetricOptions options) {
        return atMost("latency", "ms", options, CallFigures::latencyMs);
    }

    /// `tokens`: an answer of at most that many tokens, as counted by the provider.
    static Metric tokens(MetricOptions options) {
        return atMost("tokens", "output", options, figures -> {
            Long tokens = figures.outputTokens();
            return tokens == null ? null : tokens.doubleValue();
        });
    }

    /// `cost`: at most that many US dollars.
    static Metric cost(MetricOptions options) {
        return atMost("cost", "usd", options, CallFigures::costUsd);
    }

    private static Metric atMost(
            String name, String unit, MetricOptions options, Function<CallFigures, @Nullable Double> figure) {
        if (!options.has(AT_MOST)) {
            throw MetricOptions.fault(AT_MOST, "must be a number from 0 to " + LARGEST);
        }
        double most = options.number(AT_MOST, 0, 0, LARGEST);
        String signature = String.format(Locale.ROOT, "unit:%s|atMost:%s", unit, most);
        return new Assertion(name, signature, false, pair -> {
            Double value = figure.apply(pair.figures());
            return value != null && value <= most;
        });
    }
}
