package io.plumbline.guardrails.ngram;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Spares;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Estimates by hashed n-grams ([NgramReader]) what a classifier on the text encoder would return for part of a
/// text, at a hundredth of the cost: `bias + sum of weights / sqrt(number of n-grams)`, in log-odds. The encoder
/// then runs only where the estimate is unclear. Immutable and thread-safe.
///
/// Its weights are a resource: the bias and the size of one step as two big-endian floats, then a signed byte for
/// each of [NgramReader#BUCKETS]. They are distilled from the classifier's own answers.
public final class NgramGate {

    private final byte[] weights;
    private final float bias;
    private final float step;
    private final Spares<Reading> spares = new Spares<>(Reading::new);

    private NgramGate(byte[] weights, float bias, float step) {
        this.weights = weights;
        this.bias = bias;
        this.step = step;
    }

    /// @param owner the class whose package holds the resource
    public static NgramGate load(Class<?> owner, String resource) {
        try (InputStream file = owner.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            DataInputStream in = new DataInputStream(file);
            float bias = in.readFloat();
            float step = in.readFloat();
            return new NgramGate(in.readNBytes(NgramReader.BUCKETS), bias, step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Rates part of a text without its surroundings.
    ///
    /// @param to one past its end; no surrogate pair is split
    /// @throws Deadline.PastException when the deadline is past
    public float logOdds(CharSequence text, int from, int to, Deadline deadline) {
        Reading reading = spares.take();
        try {
            return reading.read(text, from, to, deadline);
        } finally {
            spares.give(reading);
        }
    }

    /// Weighs the n-grams of one text after another. Caches the weight of the n-grams of a word alone, by its
    /// hash and length, because most texts use the same words.
    private final class Reading implements NgramReader.Sink {
        private static final int REMEMBERED_BITS = 11;

        private final NgramReader reader = new NgramReader(this);
        private final long[] knownWords = new long[1 << REMEMBERED_BITS];
        private final int[] knownLengths = new int[1 << REMEMBERED_BITS];
        private final int[] knownWeights = new int[1 << REMEMBERED_BITS];
        private final int[] knownSizes = new int[1 << REMEMBERED_BITS];

        /// The slot of the requested word; -1 if there is none.
        private int place = -1;

        private int sum;
        private int ngrams;

        private float read(CharSequence text, int from, int to, Deadline deadline) {
            sum = 0;
            ngrams = 0;
            place = -1;
            try {
                reader.read(text, from, to, deadline);
            } finally {
                reader.forget();
            }
            return ngrams == 0 ? bias : (float) (bias + step * sum / Math.sqrt(ngrams));
        }

        @Override
        public boolean knows(long word, int length) {
            place = (int) (word >>> (Long.SIZE - REMEMBERED_BITS));
            if (knownWords[place] == word && knownLengths[place] == length) {
                return true;
            }
            knownWords[place] = word;
            knownLengths[place] = length;
            knownWeights[place] = 0;
            knownSizes[place] = 0;
            return false;
        }

        @Override
        public void word(long hash, int[] buckets, int count, int start, int end) {
            int own = count - NgramReader.WITH_WORDS_BEFORE;
            int weight = weightOf(buckets, 0, own);
            int size = own;
            if (place >= 0) {
                knownWeights[place] += weight;
                knownSizes[place] += own;
                weight = knownWeights[place];
                size = knownSizes[place];
                place = -1;
            }
            sum += weight + weightOf(buckets, own, count);
            ngrams += size + NgramReader.WITH_WORDS_BEFORE;
        }

        private int weightOf(int[] buckets, int first, int last) {
            int weight = 0;
            for (int i = first; i < last; i++) {
                weight += weights[buckets[i]];
            }
            return weight;
        }
    }
}
