package io.plumbline.guardrails.scan;

/// What a checksum, or a rule as strict, says of a candidate.
public enum Validity {
    /// It holds: the finding is certain.
    VALID,
    /// It cannot be: there is no finding.
    INVALID,
    /// It says nothing: the finding is worth what its pattern is worth.
    UNKNOWN;

    /// Certain where it holds, and else no finding.
    public static Validity of(boolean holds) {
        return holds ? VALID : INVALID;
    }

    /// No finding where it does not hold, and else nothing.
    public static Validity unless(boolean impossible) {
        return impossible ? INVALID : UNKNOWN;
    }
}
