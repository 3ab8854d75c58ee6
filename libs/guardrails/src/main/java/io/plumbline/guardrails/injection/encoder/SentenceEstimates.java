package io.plumbline.guardrails.injection.encoder;

import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.ngram.NgramGate;
import io.plumbline.personaldata.detect.Deadline;
import java.util.Arrays;
import java.util.BitSet;

/// Estimates what [SentenceClassifier] would return for each sentence of a document, by its n-grams and cues
/// ([SentenceCues]) without the encoder. The encoder then reads only the windows in which a sentence may make a
/// request of a model, the most likely first, anywhere in a long text. For one text; not thread-safe.
///
/// The weights are the resource `sentences-gate.bin`; `src/training/injection` describes how they and the
/// constants were obtained.
public final class SentenceEstimates {

    /// The encoder runs from this estimate on: chosen so that at most one attack in a hundred is missed that
    /// would be found if it always ran, see `src/training/injection`.
    private static final float DOUBTFUL = -1.9f;

    /// The maximum number of windows of a text that the encoder reads.
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
    public static SentenceEstimates of(CharSequence text, Deadline deadline) {
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

    /// Whether a sentence may make a request of a model.
    public boolean areDoubtful() {
        for (int i = 0; i < count; i++) {
            if (estimates[i] >= DOUBTFUL) {
                return true;
            }
        }
        return false;
    }

    /// The windows with doubtful sentences; if there are many, the most doubtful; if there are none, the window
    /// with the closest sentence.
    BitSet doubtful(Encoding encoding) {
        return windows(encoding, DOUBTFUL);
    }

    /// As many windows as the encoder may read, the most doubtful first.
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

    /// The number of sentences outside these windows.
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
