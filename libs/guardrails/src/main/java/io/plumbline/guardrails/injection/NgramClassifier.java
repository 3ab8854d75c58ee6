package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.injection.Excerpts.Excerpt;
import io.plumbline.guardrails.text.Spares;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A logistic regression on hashed n-grams ([NgramReader]), over windows of up to [#BLOCK] times two words that
/// overlap by half: `bias + sum of weights / sqrt(number of n-grams)`. Immutable and thread-safe.
///
/// Its weights are a resource: the bias and the size of one step as two big-endian floats, then a
/// signed byte for each bucket. `src/training/injection` says how they came about.
final class NgramClassifier {

    /// Words in half a window.
    static final int BLOCK = 24;

    private final byte[] weights;
    private final float bias;
    private final float step;
    private final Spares<Windows> spares = new Spares<>(Windows::new);

    private NgramClassifier(byte[] weights, float bias, float step) {
        this.weights = weights;
        this.bias = bias;
        this.step = step;
    }

    /// What a text looks like.
    ///
    /// @param highest the log-odds of the window that looks most like an attack
    /// @param mean the mean of the log-odds over all windows
    /// @param windows how many there are; 0 for a text without words
    /// @param start where the highest window starts
    /// @param end one past its end
    /// @param sentences how many there are
    /// @param excerpts what looks most like one, were it sent alone
    record Score(float highest, float mean, int windows, int start, int end, int sentences, List<Excerpt> excerpts) {}

    /// For what callers write: tells attacks from requests.
    static NgramClassifier ofCallers() {
        return Callers.CLASSIFIER;
    }

    /// For what third parties wrote: tells requests of any kind from documents.
    static NgramClassifier ofDocuments() {
        return Documents.CLASSIFIER;
    }

    private static final class Callers {
        private static final NgramClassifier CLASSIFIER = load("ngrams.bin");
    }

    private static final class Documents {
        private static final NgramClassifier CLASSIFIER = load("ngrams-documents.bin");
    }

    private static NgramClassifier load(String resource) {
        try (DataInputStream in =
                new DataInputStream(Objects.requireNonNull(NgramClassifier.class.getResourceAsStream(resource)))) {
            float bias = in.readFloat();
            float step = in.readFloat();
            return new NgramClassifier(in.readNBytes(NgramReader.BUCKETS), bias, step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws Deadline.PastException when the deadline is past
    Score score(CharSequence text, Deadline deadline) {
        return score(text, 0, text.length(), true, deadline);
    }

    /// The same for part of a text, as if nothing stood around it, and without excerpts.
    ///
    /// @throws Deadline.PastException when the deadline is past
    Score score(CharSequence text, Excerpt part, Deadline deadline) {
        return score(text, part.start(), part.end(), false, deadline);
    }

    private Score score(CharSequence text, int from, int to, boolean excerpts, Deadline deadline) {
        Windows windows = spares.take();
        try {
            return windows.read(text, from, to, excerpts, deadline);
        } finally {
            spares.give(windows);
        }
    }

    private float logOdds(int weight, int ngrams) {
        return (float) (bias + step * weight / Math.sqrt(ngrams));
    }

    /// Sums of this block of words and the one before. For one text after the other, and remembers some of
    /// their words, since most texts are made of the same ones: by hash and length, what the n-grams of each
    /// weigh by itself. A word that has been made to have the 64-bit hash of another is no word that a model
    /// would read, so it does not matter that it counts as the other.
    private final class Windows implements NgramReader.Sink {
        private static final int REMEMBERED_BITS = 11;

        private final long[] knownWords = new long[1 << REMEMBERED_BITS];
        private final int[] knownLengths = new int[1 << REMEMBERED_BITS];
        private final int[] knownWeights = new int[1 << REMEMBERED_BITS];
        private final int[] knownSizes = new int[1 << REMEMBERED_BITS];

        /// The place of the word that has been asked for; -1 where none has.
        private int place = -1;

        private final NgramReader reader = new NgramReader(this);
        private final Excerpts excerpts = new Excerpts(NgramClassifier.this::logOdds);
        private int sum;
        private int ngrams;
        private int words;
        private int from;
        private int to;
        private int sumBefore;
        private int ngramsBefore;
        private int fromBefore;

        private float highest;
        private double total;
        private int count;
        private int start;
        private int end;
        private boolean excerpting;

        private Score read(CharSequence text, int first, int last, boolean withExcerpts, Deadline deadline) {
            excerpting = withExcerpts;
            from = -1;
            fromBefore = -1;
            to = 0;
            ngramsBefore = 0;
            highest = Float.NEGATIVE_INFINITY;
            total = 0;
            count = 0;
            beginBlock();
            excerpts.begin(text, last);
            try {
                reader.read(text, first, last, deadline);
                return score();
            } finally {
                reader.forget();
                excerpts.forget();
            }
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
        public void word(int[] buckets, int count, int wordStart, int wordEnd) {
            int own = count - NgramReader.WITH_WORDS_BEFORE;
            int weight = weightOf(buckets, 0, own);
            int of = own;
            if (place >= 0) {
                knownWeights[place] += weight;
                knownSizes[place] += own;
                weight = knownWeights[place];
                of = knownSizes[place];
                place = -1;
            }
            weight += weightOf(buckets, own, count);
            of += NgramReader.WITH_WORDS_BEFORE;
            sum += weight;
            ngrams += of;
            if (from < 0) {
                from = wordStart;
            }
            to = wordEnd;
            if (excerpting) {
                excerpts.word(weight, of, wordStart, wordEnd);
            }
            if (++words == BLOCK) {
                endBlock();
            }
        }

        private int weightOf(int[] buckets, int first, int last) {
            int weight = 0;
            for (int i = first; i < last; i++) {
                weight += weights[buckets[i]];
            }
            return weight;
        }

        private void endBlock() {
            if (fromBefore >= 0) {
                window(sumBefore + sum, ngramsBefore + ngrams, fromBefore);
            }
            sumBefore = sum;
            ngramsBefore = ngrams;
            fromBefore = from;
            beginBlock();
        }

        private void beginBlock() {
            sum = 0;
            ngrams = 0;
            words = 0;
            from = -1;
        }

        private void window(int weight, int of, int first) {
            float logOdds = logOdds(weight, of);
            total += logOdds;
            count++;
            if (logOdds > highest) {
                highest = logOdds;
                start = first;
                end = to;
            }
        }

        private Score score() {
            if (words > 0) {
                endBlock();
            }
            if (count == 0 && ngramsBefore > 0) {
                window(sumBefore, ngramsBefore, fromBefore);
            }
            List<Excerpt> found = excerpts.found(to);
            return count == 0
                    ? new Score(bias, bias, 0, 0, 0, 0, List.of())
                    : new Score(highest, (float) (total / count), count, start, end, excerpts.sentences(), found);
        }
    }
}
