package io.plumbline.personaldata.redact;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Recollection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Runs the whole-passage detectors of a stream, whose findings need more than a few characters. One per stream;
/// not thread-safe.
public final class Passages {

    /// Runs no whole-passage detector.
    public static final Passages NONE =
            new Passages(List.of(), RedactionRules.NONE, InspectedText::of, (detector, e) -> {});

    private final List<Detector> detectors;
    private final Function<String, InspectedText> passages;
    private final BiConsumer<Detector, RuntimeException> failed;
    private final Recollection recollection = new Recollection();

    /// @param detectors those are used that may find something on which the rules act
    /// @param passages creates a passage of a text
    /// @param failed is notified when a detector throws, or when the encoder gave it no answer and it ran
    ///     without; throws [UnansweredException] itself if the text must not proceed
    public Passages(
            List<Detector> detectors,
            RedactionRules rules,
            Function<String, InspectedText> passages,
            BiConsumer<Detector, RuntimeException> failed) {
        this.detectors =
                detectors.stream().filter(detector -> matters(detector, rules)).toList();
        this.passages = passages;
        this.failed = failed;
    }

    private static boolean matters(Detector detector, RedactionRules rules) {
        for (Category category : detector.categories()) {
            if (rules.effective().contains(category)) {
                Set<String> types = detector.entityTypes(category);
                if (types.isEmpty() || types.stream().anyMatch(type -> matters(category, type, rules))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matters(Category category, String entityType, RedactionRules rules) {
        return rules.actionFor(new Finding("", category, entityType, 0, 0, 1, null)) != Action.ALLOW;
    }

    boolean areNeeded() {
        return !detectors.isEmpty();
    }

    /// The findings in the next text of the stream, in order of start; uses what was learned from earlier texts.
    List<Finding> look(String text) {
        InspectedText passage = passages.apply(text).recalling(recollection);
        List<Finding> found = new ArrayList<>();
        for (Detector detector : detectors) {
            try {
                int missed = passage.missed();
                found.addAll(detector.detect(passage));
                if (passage.missed() > missed) {
                    throw new EncoderUnavailableException("the detector went without it");
                }
            } catch (RuntimeException e) {
                failed.accept(detector, e);
            }
        }
        found.sort(Comparator.comparingInt(Finding::start));
        return found;
    }

    /// A detector gave no answer, and the policy requires one.
    public static final class UnansweredException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean outOfTime;

        /// @param outOfTime whether the detector ran out of time, or the encoder had none for it
        public UnansweredException(boolean outOfTime) {
            super("a detector gave no answer", null, false, false);
            this.outOfTime = outOfTime;
        }

        boolean isOutOfTime() {
            return outOfTime;
        }
    }
}
