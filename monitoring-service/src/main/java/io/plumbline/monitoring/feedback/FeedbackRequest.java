package io.plumbline.monitoring.feedback;

import io.plumbline.kit.problem.RequestProblem;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Feedback on a call: at least one member, and not both a score and thumbs.
///
/// @param callId the answer's `x-plumbline-call-id`
/// @param score quality of the answer, 0..1
/// @param thumbs `UP` is a score of 1, `DOWN` of 0
/// @param comment in words; personal data and secrets are redacted before it is stored
/// @param correction the expected answer; redacted likewise
/// @param trainingConsent whether these texts and those of the call may train models; false unless set. Later
///     feedback without it withdraws the consent
record FeedbackRequest(
        @NotNull UUID callId,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double score,
        @Nullable Thumbs thumbs,
        @Size(min = 1, max = 4_000) @Nullable String comment,
        @Size(min = 1, max = 20_000) @Nullable String correction,
        @Nullable Boolean trainingConsent) {

    boolean consents() {
        return Boolean.TRUE.equals(trainingConsent);
    }

    /// @throws io.plumbline.kit.problem.ProblemException 400
    void check() {
        if (score != null && thumbs != null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send either a score or thumbs.")
                    .at("/thumbs", "must not be combined with score");
        }
        if (score == null && thumbs == null && comment == null && correction == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send a score, thumbs, a comment or a correction.")
                    .at("/score", "is required if no other field is set");
        }
    }

    /// Returns 0..1; null if there are only words.
    @Nullable
    Double effectiveScore() {
        return thumbs == null ? score : Double.valueOf(thumbs.score());
    }
}
