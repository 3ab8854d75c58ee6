package io.plumbline.console.quality;

import io.plumbline.console.quality.QualityClient.Compared;
import io.plumbline.console.quality.QualityClient.Difference;
import io.plumbline.console.quality.QualityClient.Estimate;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// A compared figure as a row of the page, with its 95 % intervals.
///
/// @param verdict whether the difference is more than chance
record ComparedRow(String label, Cell reference, Cell other, Cell difference, String verdict) {

    private static final String ABSENT = "–";
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("ERRORS", "Failed calls"),
            Map.entry("FALLBACKS", "Answered by a fallback"),
            Map.entry("REFUSED", "Refused because of the caller"),
            Map.entry("BLOCKED", "Blocked by a guard"),
            Map.entry("REDACTED", "Redacted by a guard"),
            Map.entry("FLAGGED", "Flagged by a guard"),
            Map.entry("ATTACKS", "Attacks found by a guard"),
            Map.entry("CACHE_HITS", "Answered from the cache"),
            Map.entry("NEGATIVE_FEEDBACK", "Negative feedback"),
            Map.entry("LATENCY_P50", "Median latency"),
            Map.entry("LATENCY_P95", "p95 latency"),
            Map.entry("LATENCY_P99", "p99 latency"),
            Map.entry("FIRST_TOKEN_P50", "Median time to first token"),
            Map.entry("FIRST_TOKEN_P95", "p95 time to first token"));

    /// @param interval empty without one
    record Cell(String value, String interval) {}

    static ComparedRow rate(Compared compared) {
        return of(compared, share -> String.format(Locale.ROOT, "%.2f %%", share * 100));
    }

    static ComparedRow latency(Compared compared) {
        return of(compared, millis -> String.format(Locale.ROOT, "%,.0f ms", millis));
    }

    private static ComparedRow of(Compared compared, DoubleFunction<String> format) {
        return new ComparedRow(
                LABELS.getOrDefault(compared.name(), compared.name()),
                cell(compared.reference(), format),
                cell(compared.other(), format),
                cell(compared.difference(), format),
                verdict(compared.difference()));
    }

    private static Cell cell(@Nullable Estimate estimate, DoubleFunction<String> format) {
        return estimate == null
                ? new Cell(ABSENT, "")
                : new Cell(format.apply(estimate.value()), interval(estimate.low(), estimate.high(), format));
    }

    private static Cell cell(@Nullable Difference difference, DoubleFunction<String> format) {
        DoubleFunction<String> signed = value -> (value > 0 ? "+" : "") + format.apply(value);
        return difference == null
                ? new Cell(ABSENT, "")
                : new Cell(signed.apply(difference.value()), interval(difference.low(), difference.high(), signed));
    }

    private static String interval(@Nullable Double low, @Nullable Double high, DoubleFunction<String> format) {
        return low == null || high == null ? "" : format.apply(low) + " to " + format.apply(high);
    }

    private static String verdict(@Nullable Difference difference) {
        if (difference == null) {
            return "no data";
        }
        if (difference.differs()) {
            return difference.value() > 0 ? "higher" : "lower";
        }
        return difference.low() == null || difference.high() == null ? "too few calls" : "no clear difference";
    }
}
