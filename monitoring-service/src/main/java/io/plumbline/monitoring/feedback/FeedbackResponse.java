package io.plumbline.monitoring.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Feedback in the API.
///
/// @param state `SETTLED`, or `PENDING` while the event of its call is not in the audit log
public record FeedbackResponse(
        UUID id,
        String team,
        UUID callId,
        @Nullable Double score,
        @Nullable Thumbs thumbs,
        @Nullable String comment,
        @Nullable String correction,
        State state,
        Instant receivedAt) {

    public enum State {
        PENDING,
        SETTLED
    }

    static FeedbackResponse from(Feedback feedback) {
        return new FeedbackResponse(
                feedback.id(),
                feedback.team(),
                feedback.callId(),
                feedback.score(),
                feedback.thumbs(),
                feedback.comment(),
                feedback.correction(),
                feedback.settled() ? State.SETTLED : State.PENDING,
                feedback.receivedAt());
    }
}
