package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.ngram.NgramGate;
import java.util.Arrays;
import java.util.BitSet;

/// What [SentenceClassifier] would say of each sentence of a document, estimated by its n-grams and cues
/// ([SentenceCues]) without the encoder. So
/// the encoder sees only those windows of a text in which a sentence may want something of a model, those first that
/// look most like it, wherever in a long text they stand. Of one text; not thread-safe.
///
/// The weights are the resource `sentences-gate.bin`; `src/training/injection` says how they and the constants came
/// about.
final class SentenceEstimates {

    /// From this estimate on the encoder is asked: chosen so that at most one attack in a hundred is found less than if
    /// it were always asked, see `src/training/injection`.
    private static final float DOUBTFUL = -1.9f;

    /// Windows of a text that the encoder is asked about.
    private static final int MOST_WINDOWS = 4;

    private static final float NOTHING = -1000;

    private int count;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private float[] estimates = new float[16];

    private SentenceEstimates() {}

    private static final class Holder {
        private static final NgramGate GATE = NgramGate.load(SentenceEstimates.class, "sentences-gate.bin");
    }

    /// @throws Deadline.PastException when the deadline is past
    static SentenceEstimates of(CharSequence text, Deadline deadline) {
        SentenceEstimates estimates = new SentenceEstimates();
        SentenceCuts.read(
                text,
                0,
                text.length(),
                (start, end) -> estimates.add(start, end, estimate(text, start, end, deadline)));
        return estimates;
    }

    private static float estimate(CharSequence text, int start, int end, Deadline deadline) {
        return SentenceCuts.saysSomething(text, start, end)
                ? Holder.GATE.logOdds(text, start, end, deadline) + SentenceCues.logOdds(text, start, end)
                : NOTHING;
    }

    private void add(int start, int end, float estimate) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            estimates = Arrays.copyOf(estimates, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        estimates[count++] = estimate;
    }

    /// Whether some sentence may want something of a model.
    boolean areDoubtful() {
        for (int i = 0; i < count; i++) {
            if (estimates[i] >= DOUBTFUL) {
                return true;
            }
        }
        return false;
    }

    /// The windows with doubtful sentences, the most doubtful if there are many; where there are none, the window with
    /// the sentence that comes closest.
    BitSet doubtful(Encoding encoding) {
        return windows(encoding, DOUBTFUL);
    }

    /// As many windows as the encoder may see, the most doubtful first.
    BitSet mostDoubtful(Encoding encoding) {
        return windows(encoding, Float.NEGATIVE_INFINITY);
    }

    private BitSet windows(Encoding encoding, float least) {
        float[] highest = new float[encoding.windows()];
        Arrays.fill(highest, NOTHING);
        int window = 0;
        for (int i = 0; i < count; i++) {
            while (window < highest.length && encoding.end(window) <= starts[i]) {
                window++;
            }
            for (int at = window; at < highest.length && encoding.start(at) < ends[i]; at++) {
                highest[at] = Math.max(highest[at], estimates[i]);
            }
        }
        BitSet chosen = new BitSet(highest.length);
        for (int i = 0; i < Math.min(MOST_WINDOWS, highest.length); i++) {
            int most = highest(highest, chosen);
            if (i > 0 && highest[most] < least) {
                break;
            }
            chosen.set(most);
        }
        return chosen;
    }

    private static int highest(float[] windows, BitSet without) {
        int most = without.nextClearBit(0);
        for (int i = most + 1; i < windows.length; i++) {
            most = windows[i] > windows[most] && !without.get(i) ? i : most;
        }
        return most;
    }

    /// How many sentences stand in none of these windows.
    int beside(BitSet windows, Encoding encoding) {
        int beside = 0;
        int at = windows.nextSetBit(0);
        for (int i = 0; i < count; i++) {
            while (at >= 0 && encoding.end(at) <= starts[i]) {
                at = windows.nextSetBit(at + 1);
            }
            beside += at < 0 || encoding.start(at) >= ends[i] ? 1 : 0;
        }
        return beside;
    }
}
