package io.plumbline.monitoring.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The latest feedback of one author on one call.
///
/// @param author type and id of the actor: `api-key:…`
/// @param score 0..1; null if there are only words
/// @param trainingConsent whether its texts, and those of its call, may train models
/// @param settled whether the event of the call was found in the log; unsettled feedback counts nowhere
/// @param call null for unsettled feedback, and for feedback from before this was stored
public record Feedback(
        UUID id,
        String team,
        UUID callId,
        String author,
        @Nullable Double score,
        @Nullable Thumbs thumbs,
        @Nullable String comment,
        @Nullable String correction,
        boolean trainingConsent,
        boolean settled,
        Instant receivedAt,
        @Nullable RatedCall call) {

    /// Returns who rated: the data subject of the call, else the author.
    public String rater() {
        return call == null || call.subject() == null ? author : call.subject();
    }

    Feedback withId(UUID stored) {
        return new Feedback(
                stored,
                team,
                callId,
                author,
                score,
                thumbs,
                comment,
                correction,
                trainingConsent,
                settled,
                receivedAt,
                call);
    }
}
