package io.plumbline.eval.gate.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// In what the figures of a check are, by its name, and on which side of its bound they are wrong.
public enum CheckScale {
    /// Of a metric or a judge: the more, the better.
    SCORE,
    /// Of a score, against the baseline.
    CHANGE,
    /// Of the calls that failed, of the answers that were there or left out, or of the questions that were
    /// altered.
    SHARE,
    MILLISECONDS,
    USD,
    /// Of attempts.
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

    /// Whether what is above the bound is wrong.
    public boolean isCeiling() {
        return this == SHARE || this == MILLISECONDS || this == USD;
    }

    /// Both ends with their units, such as `603 ms … 704 ms`.
    public String interval(double low, double high, DoubleFunction<String> score) {
        return text(low, score) + " … " + text(high, score);
    }

    /// A figure with its unit, such as `674 ms`, `5.6 %` or `0.0123 USD`.
    ///
    /// @param score how a score, or a change of one, is written
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
