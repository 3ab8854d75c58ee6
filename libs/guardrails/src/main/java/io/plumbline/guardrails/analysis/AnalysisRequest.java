package io.plumbline.guardrails.analysis;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.scan.PatternRecognizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A text, and what is to be found in it.
///
/// @param language    its ISO 639 code; recognizers that are of use in other languages only are left out, unless
///     their entity is asked for by name. None of them is where it is not known
/// @param entities    what to find; everything if empty
/// @param threshold   the least score, 0 to 1
/// @param context     words that are known to stand near the text, such as the name of its column
/// @param allowed     what is found and not reported
/// @param recognizers what to look for besides; deny lists are made of them too
/// @param deadline    when it is past, the analysis ends without an answer
/// @param encodedCharacters how much of the text, from its beginning, the encoder may see
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

    /// A request that may take as long as it takes.
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

    /// The same request about another text.
    public AnalysisRequest about(String other) {
        return new AnalysisRequest(
                other, language, entities, threshold, context, allowed, recognizers, deadline, encodedCharacters);
    }

    /// The same request within bounds.
    public AnalysisRequest within(Deadline end, int mostEncoded) {
        return new AnalysisRequest(
                text, language, entities, threshold, context, allowed, recognizers, end, mostEncoded);
    }

    /// Everything in a text.
    public static AnalysisRequest of(String text) {
        return new AnalysisRequest(text, null, Set.of(), 0, List.of(), List.of(), List.of());
    }

    /// These entities in a text of this language.
    public static AnalysisRequest of(String text, String language, Set<String> entities) {
        return new AnalysisRequest(text, language, entities, 0, List.of(), List.of(), List.of());
    }

    /// Whether a finding is to be reported.
    ///
    /// @param languages those in which its recognizer is of use; empty for all
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

    /// Whether what is for texts in these languages is for this one; empty for all.
    public boolean speaks(Set<String> languages) {
        return language == null || languages.isEmpty() || languages.contains(language);
    }

    /// Never the text.
    @Override
    public String toString() {
        return "AnalysisRequest[language=" + language + ", entities=" + entities + ", threshold=" + threshold + "]";
    }
}
