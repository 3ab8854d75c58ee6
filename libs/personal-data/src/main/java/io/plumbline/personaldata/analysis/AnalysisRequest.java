package io.plumbline.personaldata.analysis;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.PatternRecognizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A text and the entities to find in it.
///
/// @param language    its ISO 639 code. Recognizers for other languages are left out unless their entity is
///     requested by name. With an unknown language, none is left out
/// @param entities    the entities to find; everything if empty
/// @param threshold   the minimum score, 0 to 1
/// @param context     words known to be near the text, such as the name of its column
/// @param allowed     values that are found but not reported
/// @param recognizers additional recognizers, including those made of deny lists
/// @param deadline    when it is past, the analysis ends without an answer
/// @param encodedCharacters how much of the text, from its beginning, the encoder may read
public record AnalysisRequest(
        String text,
        @Nullable String language,
        Set<String> entities,
        double threshold,
        List<String> context,
        List<AllowList> allowed,
        List<PatternRecognizer> recognizers,
        Deadline deadline,
        int encodedCharacters) {

    public AnalysisRequest {
        entities = Set.copyOf(entities);
        context = List.copyOf(context);
        allowed = List.copyOf(allowed);
        recognizers = List.copyOf(recognizers);
    }

    /// Creates a request without a deadline.
    public AnalysisRequest(
            String text,
            @Nullable String language,
            Set<String> entities,
            double threshold,
            List<String> context,
            List<AllowList> allowed,
            List<PatternRecognizer> recognizers) {
        this(text, language, entities, threshold, context, allowed, recognizers, Deadline.NONE, Integer.MAX_VALUE);
    }

    /// The same request for another text.
    public AnalysisRequest about(String other) {
        return new AnalysisRequest(
                other, language, entities, threshold, context, allowed, recognizers, deadline, encodedCharacters);
    }

    /// The same request with bounds.
    public AnalysisRequest within(Deadline end, int mostEncoded) {
        return new AnalysisRequest(
                text, language, entities, threshold, context, allowed, recognizers, end, mostEncoded);
    }

    /// Requests every entity in a text.
    public static AnalysisRequest of(String text) {
        return new AnalysisRequest(text, null, Set.of(), 0, List.of(), List.of(), List.of());
    }

    /// Requests these entities in a text of this language.
    public static AnalysisRequest of(String text, String language, Set<String> entities) {
        return new AnalysisRequest(text, language, entities, 0, List.of(), List.of(), List.of());
    }

    /// Whether to report a finding.
    ///
    /// @param languages the languages that its recognizer supports; empty for all
    public boolean wants(Finding finding, Set<String> languages) {
        if (finding.score() < threshold) {
            return false;
        }
        if (entities.isEmpty() ? !speaks(languages) : !entities.contains(finding.entityType())) {
            return false;
        }
        for (AllowList list : allowed) {
            if (list.allows(finding, text)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a recognizer for these languages, or for all if empty, applies to this text.
    public boolean speaks(Set<String> languages) {
        return language == null || languages.isEmpty() || languages.contains(language);
    }

    /// Never contains the text.
    @Override
    public String toString() {
        return "AnalysisRequest[language=" + language + ", entities=" + entities + ", threshold=" + threshold + "]";
    }
}
