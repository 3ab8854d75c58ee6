package io.plumbline.monitoring.preference;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An answer with the feedback of one rater, redacted.
///
/// @param rater data subject of the call, or author of the feedback
/// @param score 0..1; null without a rating
/// @param correction the expected answer; null without one
record RatedAnswer(
        UUID feedback,
        String rater,
        String route,
        List<PromptMessage> prompt,
        String answer,
        @Nullable Double score,
        @Nullable String correction) {

    RatedAnswer {
        prompt = List.copyOf(prompt);
    }
}
