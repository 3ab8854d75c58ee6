package io.plumbline.guardrails.scan;

/// Presidio's arithmetic of scores: a pattern has its own, a checksum that holds makes it certain, a word of
/// context adds a fixed amount, to no less than a fixed least.
public final class Scores {

    /// A checksum or an equally strict structure holds.
    public static final double CERTAIN = 1.0;

    /// A checksum fails, and yet a word right before it says what it is.
    static final double ANNOUNCED = 0.5;

    /// A form from here on is written with signs that little else has.
    static final double STRICT = 0.5;

    /// By itself: less than what policies act on.
    static final double UNSUPPORTED = 0.45;

    /// A form worth less is common among what is no match.
    static final double SPEAKS_FOR_ITSELF = 0.3;

    private static final double CONTEXT_BONUS = 0.35;
    private static final double LEAST_IN_CONTEXT = 0.4;

    private Scores() {}

    /// A pattern's score with or without a word of context near it.
    public static double inContext(double pattern, boolean context) {
        return context ? Math.clamp(pattern + CONTEXT_BONUS, LEAST_IN_CONTEXT, CERTAIN) : pattern;
    }
}
