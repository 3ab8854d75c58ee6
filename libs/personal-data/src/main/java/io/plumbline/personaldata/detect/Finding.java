package io.plumbline.personaldata.detect;

import org.jspecify.annotations.Nullable;

/// A span of a text in which a detector found something. Holds positions and never the text itself, and may
/// therefore be logged, stored and sent.
///
/// @param detector the detector or recognizer that found it, such as `pii.email`
/// @param category what it is about
/// @param entityType the kind of entity, by Presidio's name if it has one (`EMAIL_ADDRESS`), else by the
///     detector's own
/// @param start first UTF-16 unit; [CodePointOffsets] converts at the edge of the API
/// @param end one past the last UTF-16 unit
/// @param score confidence, 0 to 1
/// @param explanation the reason, without any quotation of the text
/// @param scoring how the score was computed, if known
public record Finding(
        String detector,
        Category category,
        String entityType,
        int start,
        int end,
        double score,
        @Nullable String explanation,
        @Nullable Scoring scoring) {

    /// A weaker finding is kept only for explanations.
    public static final double REPORTED_FROM = 0.5;

    public Finding {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a finding ends at or after its start: " + start + ".." + end);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score lies in 0..1: " + score);
        }
    }

    /// Creates a finding with nothing but a score.
    public Finding(
            String detector,
            Category category,
            String entityType,
            int start,
            int end,
            double score,
            @Nullable String explanation) {
        this(detector, category, entityType, start, end, score, explanation, null);
    }

    /// Whether both findings share a character.
    public boolean overlaps(Finding other) {
        return start < other.end && other.start < end;
    }

    public int length() {
        return end - start;
    }

    /// The same finding at other offsets.
    public Finding at(int newStart, int newEnd) {
        return new Finding(detector, category, entityType, newStart, newEnd, score, explanation, scoring);
    }

    /// The same finding with another score.
    public Finding scored(double newScore) {
        return new Finding(detector, category, entityType, start, end, newScore, explanation, scoring);
    }
}
