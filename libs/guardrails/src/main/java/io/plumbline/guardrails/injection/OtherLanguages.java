package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.signal.SignalReader;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the parts of a text in languages other than English by a [NativeClassifier], alone and together with
/// the author's earlier turns. Immutable and thread-safe.
final class OtherLanguages {

    private final SignalReader signals;

    OtherLanguages(SignalReader signals) {
        this.signals = signals;
    }

    /// At most one finding.
    List<Finding> detect(InspectedText passage, ForeignParts foreign) {
        NativeClassifier classifier =
                passage.provenance().isThirdParty() ? NativeClassifier.ofDocuments() : NativeClassifier.ofCallers();
        NativeClassifier.Score alone = classifier.score(passage.text(), foreign.parts(), signals, passage.deadline());
        if (alone == null) {
            return List.of();
        }
        if (alone.probability() < InjectionDetector.SUSPICIOUS
                && !passage.surroundings().earlier().isEmpty()) {
            return inConversation(alone, classifier, passage);
        }
        return alone.probability() < InjectionDetector.LEAST
                ? List.of()
                : List.of(alone.finding(alone.start(), alone.end(), alone.explanation()));
    }

    private List<Finding> inConversation(
            NativeClassifier.Score alone, NativeClassifier classifier, InspectedText passage) {
        String before = Said.last(passage.surroundings().earlier()).words();
        int end = Math.min(Said.MOST, passage.text().length());
        NativeClassifier.Score earlier = score(classifier, before, passage.deadline());
        NativeClassifier.Score together =
                score(classifier, before + passage.text().substring(0, end), passage.deadline());
        double apart = Math.max(alone.probability(), earlier == null ? 0 : earlier.probability());
        if (together == null
                || together.probability() < InjectionDetector.SUSPICIOUS
                || together.probability() < apart + LayerResults.CONTRIBUTION
                || together.end() <= before.length()) {
            return alone.probability() < InjectionDetector.LEAST
                    ? List.of()
                    : List.of(alone.finding(alone.start(), alone.end(), alone.explanation()));
        }
        return List.of(together.finding(0, end, "with earlier turns: " + together.explanation()));
    }

    private NativeClassifier.@Nullable Score score(NativeClassifier classifier, String text, Deadline deadline) {
        return classifier.score(text, ForeignParts.of(text).parts(), signals, deadline);
    }
}
