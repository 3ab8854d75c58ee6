package io.plumbline.monitoring.preference;

import io.plumbline.monitoring.feedback.CallFeedback;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which feedback becomes preferences, and how.
///
/// @param margin the least difference between the scores of two answers, above 0 and at most 1
/// @param perRater the most preferences that one rater takes part in
public record PreferenceRules(CallFeedback.Scope scope, double margin, int perRater) {

    private static final double MARGIN = 0.5;
    private static final int PER_RATER = 20;

    /// @param margin default: 0.5
    /// @param perRater default: 20
    public static PreferenceRules of(CallFeedback.Scope scope, @Nullable Double margin, @Nullable Integer perRater) {
        return new PreferenceRules(
                scope, Objects.requireNonNullElse(margin, MARGIN), Objects.requireNonNullElse(perRater, PER_RATER));
    }
}
