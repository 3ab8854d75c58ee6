package io.plumbline.clients.eval;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// The unit of a check's figures, by its name, and the side of the bound that fails.
public enum CheckScale {
    /// For a metric or a judge: higher is better.
    SCORE,
    /// The change of a score against the baseline.
    CHANGE,
    /// The share of failed calls, of missing or skipped answers, or of altered questions.
    SHARE,
    MILLISECONDS,
    USD,
    /// The number of attempts.
    COUNT;

    private static final String REGRESSION = ".regression";
    private static final String ERRORS = "errors";
    private static final String CACHE = "cache";
    private static final String ALTERED = "policy.altered";
    private static final String SKIPPED = "skipped";
    private static final String LATENCY = "latency.p95";
    private static final String COST = "cost";
    private static final String EVIDENCE = "evidence";
    private static final MathContext THREE_DIGITS = new MathContext(3);

    public static CheckScale of(String check) {
        if (check.endsWith(REGRESSION)) {
            return CHANGE;
        }
        if (check.equals(CACHE)
                || check.equals(ERRORS)
                || check.equals(ALTERED)
                || check.endsWith("." + ERRORS)
                || check.endsWith("." + SKIPPED)) {
            return SHARE;
        }
        return switch (check) {
            case LATENCY -> MILLISECONDS;
            case COST -> USD;
            case EVIDENCE -> COUNT;
            default -> SCORE;
        };
    }

    /// Whether values above the bound fail.
    public boolean isCeiling() {
        return this == SHARE || this == MILLISECONDS || this == USD;
    }

    /// Returns both ends with units, for example `603 ms … 704 ms`.
    public String interval(double low, double high, DoubleFunction<String> score) {
        return text(low, score) + " … " + text(high, score);
    }

    /// Returns a figure with its unit, for example `674 ms`, `5.6 %` or `0.0123 USD`.
    ///
    /// @param score formats a score, or a change of one
    public String text(double value, DoubleFunction<String> score) {
        return switch (this) {
            case SCORE, CHANGE -> score.apply(value);
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case COUNT -> String.format(Locale.ROOT, "%,.0f", value);
            case MILLISECONDS -> String.format(Locale.ROOT, "%,.0f ms", value);
            case USD ->
                new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString() + " USD";
        };
    }
}
