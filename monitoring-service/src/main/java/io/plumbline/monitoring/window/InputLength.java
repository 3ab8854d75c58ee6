package io.plumbline.monitoring.window;

/// A class of calls by the length of their input.
public enum InputLength {
    /// Up to 500 tokens.
    SHORT,
    /// Up to 4,000 tokens.
    MEDIUM,
    /// More than 4,000 tokens.
    LONG;

    private static final long LONGEST_SHORT = 500;
    private static final long LONGEST_MEDIUM = 4_000;

    static InputLength of(long tokens) {
        if (tokens <= LONGEST_SHORT) {
            return SHORT;
        }
        return tokens <= LONGEST_MEDIUM ? MEDIUM : LONG;
    }
}
