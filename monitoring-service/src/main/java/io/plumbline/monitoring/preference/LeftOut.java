package io.plumbline.monitoring.preference;

/// The reasons why feedback is part of no preference. An earlier constant takes precedence.
public enum LeftOut {
    /// The feedback does not allow training.
    NO_CONSENT,
    /// It has neither a rating nor a correction.
    NO_RATING,
    /// The content of the call was never stored.
    CONTENT_NOT_STORED,
    CONTENT_EXPIRED,
    /// The data subject was erased.
    CONTENT_ERASED,
    /// The content is missing without an explanation in the log.
    CONTENT_MISSING,
    /// The content is not plain text with one answer, or too long.
    CONTENT_UNUSABLE,
    /// Its rater has the most preferences that one rater may have.
    RATER_LIMIT,
    /// Another preference has the same texts.
    DUPLICATE,
    /// The correction, or the other answer, is the same text.
    SAME_TEXT,
    /// The score is neither good nor bad enough for a label.
    UNDECIDED,
    /// No other answer to the same prompt has a score that differs by the margin.
    NO_COUNTERPART
}
