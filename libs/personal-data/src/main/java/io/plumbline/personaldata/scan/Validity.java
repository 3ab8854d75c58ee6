package io.plumbline.personaldata.scan;

/// The result of a checksum, or of an equally strict rule, for a candidate.
public enum Validity {
    /// The rule holds: the finding is certain.
    VALID,
    /// The candidate is impossible: there is no finding.
    INVALID,
    /// The rule is inconclusive: the finding has the score of its pattern.
    UNKNOWN;

    /// Certain if the rule holds, else no finding.
    public static Validity of(boolean holds) {
        return holds ? VALID : INVALID;
    }

    /// No finding if the candidate is impossible, else inconclusive.
    public static Validity unless(boolean impossible) {
        return impossible ? INVALID : UNKNOWN;
    }
}
