package io.plumbline.console.slo;

import io.plumbline.console.page.Formats;
import io.plumbline.console.slo.SloClient.Slo;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Objectives in words, such as "99 % of the calls answer within 2,000 ms".
final class SloWords {

    private static final Map<String, String> INDICATORS = Map.of(
            "AVAILABILITY", "of the calls succeed",
            "GATEWAY_AVAILABILITY", "of the calls do not fail in the gateway",
            "PROVIDER_AVAILABILITY", "of the calls do not fail at the provider",
            "LATENCY", "of the calls take at most",
            "FIRST_TOKEN", "of the streamed calls have their first token within",
            "NOT_BLOCKED", "of the calls pass the guards",
            "FEEDBACK", "of the scores are at least 0.5");
    private static final Map<String, String> LENGTHS = Map.of(
            "SHORT", ", if they answer up to 100 tokens",
            "MEDIUM", ", if they answer 101 to 500 tokens",
            "LONG", ", if they answer more than 500 tokens");

    private final Formats formats;

    SloWords(Formats formats) {
        this.formats = formats;
    }

    /// Returns what the objective demands.
    public String demand(Slo slo) {
        String threshold = slo.thresholdMs() == null ? "" : " " + formats.number(Math.round(slo.thresholdMs())) + " ms";
        String length = slo.outputLength() == null ? "" : LENGTHS.getOrDefault(slo.outputLength(), "");
        return percent(slo.target()) + " "
                + Objects.requireNonNullElse(INDICATORS.get(slo.indicator()), slo.indicator()) + threshold + length;
    }

    /// Returns a share in percent with as many digits as a target needs; a dash for null.
    public String percent(@Nullable Double share) {
        if (share == null) {
            return "–";
        }
        BigDecimal percent = BigDecimal.valueOf(Math.round(share * 1e7)).movePointLeft(5);
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /// Returns what is left of an error budget, such as "80 %" or "none"; a dash for null.
    public String left(@Nullable Double budget) {
        return budget != null && budget <= 0 ? "none" : formats.percent(budget);
    }

    /// Returns a burn rate, such as 14.4×.
    public String rate(double burnRate) {
        return String.format(Locale.ROOT, "%.1f×", burnRate);
    }
}
