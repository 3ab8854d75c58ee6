package io.plumbline.guardrails.content;

import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The evidence found in one text: every word of the lexicon up to a bound, and for each learned harm the
/// strongest sentence. Not thread-safe.
final class ContentEvidence {

    /// A sentence further below its threshold than this is no evidence.
    static final double LEAST_MARGIN = -1;

    private static final int MAX_WORDS = 200;
    private static final double AT_THRESHOLD = 0.7;

    /// The maximum score.
    static final double MOST = 0.98;

    private @Nullable List<Finding> words;
    private @Nullable Map<Harm, Finding> sentences;

    /// Adds a word of the lexicon.
    ///
    /// @param severity 0 to 1
    void word(Harm harm, double severity, int start, int end) {
        if (words == null) {
            words = new ArrayList<>();
        }
        if (words.size() < MAX_WORDS) {
            words.add(finding(harm, 0.55 + 0.4 * severity, start, end, "a word of the lexicon"));
        }
    }

    /// Adds a sentence, judged as a whole.
    ///
    /// @param margin how far above the threshold of its harm it is, in logits
    void sentence(Harm harm, double margin, int start, int end) {
        double score = score(margin);
        if (sentences == null) {
            sentences = new EnumMap<>(Harm.class);
        }
        Finding known = sentences.get(harm);
        if (known == null || known.score() < score) {
            sentences.put(harm, finding(harm, score, start, end, "what the sentence says"));
        }
    }

    /// 0.7 at the threshold, 0.5 half a logit below it, near certainty two logits above.
    private static double score(double margin) {
        return margin < 0
                ? AT_THRESHOLD * Math.exp(margin / 1.5)
                : AT_THRESHOLD + (MOST - AT_THRESHOLD) * (1 - Math.exp(-margin / 2));
    }

    private static Finding finding(Harm harm, double score, int start, int end, String why) {
        return new Finding(ContentDetector.NAME, harm.category(), harm.name(), start, end, score, why);
    }

    /// The findings in order of start.
    List<Finding> findings() {
        if (words == null && sentences == null) {
            return List.of();
        }
        List<Finding> all = words == null ? new ArrayList<>() : words;
        if (sentences != null) {
            all.addAll(sentences.values());
        }
        all.sort(Comparator.comparingInt(Finding::start));
        return all;
    }
}
