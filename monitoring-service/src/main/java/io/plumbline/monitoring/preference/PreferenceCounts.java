package io.plumbline.monitoring.preference;

import io.plumbline.monitoring.preference.Preference.Origin;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How feedback became preferences. `considered` is the sum of `used` and of all numbers in `leftOut`.
///
/// @param considered settled feedback in the selection
/// @param used feedback that is part of a preference
/// @param leftOut number of the others, by reason
/// @param preferences number of pairs, or of labelled answers
/// @param byOrigin the same, by their reason
/// @param complete whether all feedback of the selection was considered; else the newest five thousand
/// @param from time of the oldest considered feedback; null without feedback
/// @param to time of the newest considered feedback
public record PreferenceCounts(
        long considered,
        long used,
        Map<LeftOut, Long> leftOut,
        long preferences,
        Map<Origin, Long> byOrigin,
        boolean complete,
        @Nullable Instant from,
        @Nullable Instant to) {}
