package io.plumbline.monitoring.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The figures of a selection of feedback.
///
/// @param versions by route and version, most feedback first; at most two hundred
/// @param complete whether all versions are included
record FeedbackSummary(RatingFigures all, List<VersionFigures> versions, boolean complete) {

    /// The figures of one version on one route.
    ///
    /// @param route null for feedback that is pending, or from before the route was stored; likewise `model`
    record VersionFigures(
            @Nullable String route,
            @Nullable String model,
            @Nullable String prompt,
            RatingFigures figures) {}

    /// @param feedback number of submissions
    /// @param rated those with a score or thumbs
    /// @param trainable those with consent to training
    /// @param meanScore 0..1; null without ratings
    /// @param csat null without ratings
    record RatingFigures(
            long feedback,
            long rated,
            long up,
            long down,
            long comments,
            long corrections,
            long trainable,
            @Nullable Double meanScore,
            @Nullable Satisfaction csat) {}
}
