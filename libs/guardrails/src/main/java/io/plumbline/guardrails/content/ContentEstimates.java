package io.plumbline.guardrails.content;

import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.ngram.NgramGate;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.InspectedText;
import java.util.Arrays;
import java.util.BitSet;

/// Estimates from n-grams, without the encoder, what [ContentHeads] would return for each window of a text. The
/// encoder then reads only windows that may be harmful; in a long text, only the most likely ones.
///
/// The weights are the resource `gate.bin`; `src/training/content` describes how they and the constants were
/// obtained.
final class ContentEstimates {

    /// The heads run from this estimate on. At most one harmful text in a hundred is missed that would be found
    /// if they always ran, at 0.5 and at 0.7 alike, see `src/training/content`.
    private static final float DOUBTFUL = -1.75f;

    /// The tolerance for a stretch that does not begin and end with a window, before windows are checked.
    private static final float SLACK = 0.5f;

    /// The maximum number of windows of a text that the heads read.
    private static final int MOST_WINDOWS = 6;

    /// Characters in a stretch: about one window.
    private static final int STRETCH = 480;

    private static final NgramGate GATE = NgramGate.load(ContentEstimates.class, "gate.bin");

    private ContentEstimates() {}

    /// Whether any rule acts on what the heads may find.
    private static boolean matter(Concern concern) {
        for (Harm harm : ContentHeads.OUTPUTS) {
            if (concern.from(harm.category(), harm.name()) <= ContentEvidence.MOST) {
                return true;
            }
        }
        return false;
    }

    /// Whether it is worth cutting the text into windows.
    static boolean areDoubtful(InspectedText passage) {
        if (!matter(passage.concern())) {
            return false;
        }
        String text = passage.text();
        int start = 0;
        while (start < text.length()) {
            int end = stretchEnd(text, start);
            float least = end - start == text.length() ? DOUBTFUL : DOUBTFUL - SLACK;
            if (GATE.logOdds(text, start, end, passage.deadline()) >= least) {
                return true;
            }
            start = end;
        }
        return false;
    }

    private static int stretchEnd(String text, int start) {
        int limit = start + STRETCH;
        if (limit >= text.length()) {
            return text.length();
        }
        int space = limit;
        for (int i = limit; i > start + STRETCH / 2; i--) {
            char last = text.charAt(i - 1);
            if (last == '\n'
                    || (Character.isWhitespace(text.charAt(i)) && (last == '.' || last == '!' || last == '?'))) {
                return i;
            }
            space = space == limit && Character.isWhitespace(last) ? i : space;
        }
        return Character.isLowSurrogate(text.charAt(space)) ? space + 1 : space;
    }

    /// The doubtful windows; if there are many, the most doubtful.
    static BitSet windows(InspectedText passage, Encoding encoding) {
        float[] estimates = new float[encoding.windows()];
        for (int i = 0; i < estimates.length; i++) {
            estimates[i] = GATE.logOdds(passage.text(), encoding.start(i), encoding.end(i), passage.deadline());
        }
        float[] ascending = estimates.clone();
        Arrays.sort(ascending);
        float least = Math.max(
                DOUBTFUL, ascending.length > MOST_WINDOWS ? ascending[ascending.length - MOST_WINDOWS] : DOUBTFUL);
        BitSet windows = new BitSet();
        for (int i = 0; i < estimates.length && windows.cardinality() < MOST_WINDOWS; i++) {
            if (estimates[i] >= least) {
                windows.set(i);
            }
        }
        return windows;
    }
}
