package io.plumbline.eval.online;

/// Reasons why a call that the share selected has no scores.
enum SkipReason {
    /// The hour already had its number of calls.
    HOURLY_LIMIT,
    /// The feedback withdrew the consent, or the evaluation requires it only since the call was sampled.
    CONSENT_WITHDRAWN,
    /// The evaluation was paused or removed before.
    PAUSED,
    /// The call is older than a week.
    TOO_OLD,
    /// The judges have spent the day's cap.
    COST_CAP,
    /// A judge's model has no known price, so its cost cannot be capped.
    COST_UNKNOWN,
    /// The content was never stored, or has expired.
    CONTENT_NOT_STORED,
    /// The data subject was erased.
    CONTENT_ERASED,
    /// The content lacks a plain question and answer, or is too long.
    CONTENT_UNUSABLE,
    /// A judge does not exist, or needs references or a context.
    JUDGE_MISSING,
    /// A judge returned no valid rating.
    JUDGE_FAILED,
    /// A judge or a scorer did not respond.
    SCORER_UNAVAILABLE,
    /// Three attempts failed for a reason that the log of eval-service has.
    FAILED
}
