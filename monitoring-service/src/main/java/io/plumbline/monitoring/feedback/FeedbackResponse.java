package io.plumbline.monitoring.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Feedback in the API.
///
/// @param trainingConsent whether these texts and those of the call may train models
/// @param call the route and version that answered; null while the feedback is pending
/// @param state `SETTLED`, or `PENDING` while the event of its call is not in the audit log
public record FeedbackResponse(
        UUID id,
        String team,
        UUID callId,
        @Nullable Double score,
        @Nullable Thumbs thumbs,
        @Nullable String comment,
        @Nullable String correction,
        boolean trainingConsent,
        @Nullable RatedVersion call,
        State state,
        Instant receivedAt) {

    /// The route and version that answered.
    ///
    /// @param model a registered version as `name@version`, else `provider/model`
    /// @param prompt prompt as `name@version`; null without one
    public record RatedVersion(
            String route,
            String variant,
            String model,
            @Nullable String prompt) {

        static @Nullable RatedVersion from(@Nullable RatedCall call) {
            return call == null ? null : new RatedVersion(call.route(), call.variant(), call.model(), call.prompt());
        }
    }

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
                feedback.trainingConsent(),
                RatedVersion.from(feedback.call()),
                feedback.settled() ? State.SETTLED : State.PENDING,
                feedback.receivedAt());
    }
}
