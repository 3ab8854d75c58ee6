package io.plumbline.console.feedback;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Feedback and its figures.
@ServiceApi(RemoteService.MONITORING)
interface FeedbackClient {

    /// @param filters as in the API
    @GetExchange("/api/v1/feedback")
    Page<Feedback> list(@RequestParam MultiValueMap<String, String> filters);

    /// @param filters as in the API
    @GetExchange("/api/v1/feedback/summary")
    Summary summary(@RequestParam MultiValueMap<String, String> filters);

    /// Feedback on a call.
    record Feedback(
            UUID id,
            String team,
            UUID callId,
            @Nullable Double score,
            @Nullable String thumbs,
            @Nullable String comment,
            @Nullable String correction,
            boolean trainingConsent,
            @Nullable Version call,
            Instant receivedAt) {

        /// Returns the rating in words.
        public String rating() {
            if (thumbs != null) {
                return "UP".equals(thumbs) ? "Good" : "Bad";
            }
            return score == null ? "No rating" : Math.round(score * 100) + " of 100";
        }
    }

    /// The route and version that answered.
    record Version(
            String route,
            String variant,
            String model,
            @Nullable String prompt) {}

    /// The figures of a selection.
    record Summary(Figures all, List<VersionFigures> versions, boolean complete) {}

    record VersionFigures(
            @Nullable String route,
            @Nullable String model,
            @Nullable String prompt,
            Figures figures) {}

    record Figures(
            long feedback,
            long rated,
            long up,
            long down,
            long comments,
            long corrections,
            long trainable,
            @Nullable Double meanScore,
            @Nullable Csat csat) {}

    /// The satisfied share of the ratings, with its interval.
    record Csat(double share, double low, double high) {}
}
