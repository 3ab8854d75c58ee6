package io.plumbline.personaldata.scan;

/// Presidio's arithmetic of scores: a pattern has its own score, a valid checksum makes it certain, and a context
/// word adds a fixed amount, up to at least a fixed minimum.
public final class PatternScores {

    /// The score with a valid checksum or an equally strict structure.
    public static final double CERTAIN = 1.0;

    /// The score with an invalid checksum and an identifying word directly before it.
    static final double ANNOUNCED = 0.5;

    /// Forms with at least this score contain signs that little else has.
    static final double STRICT = 0.5;

    /// The score without evidence: below the threshold of policies.
    static final double UNSUPPORTED = 0.45;

    /// Forms with a lower score are common among non-matches.
    static final double SPEAKS_FOR_ITSELF = 0.3;

    private static final double CONTEXT_BONUS = 0.35;
    private static final double LEAST_IN_CONTEXT = 0.4;

    private PatternScores() {}

    /// The score of a pattern with or without a context word nearby.
    public static double inContext(double pattern, boolean context) {
        return context ? Math.clamp(pattern + CONTEXT_BONUS, LEAST_IN_CONTEXT, CERTAIN) : pattern;
    }
}
