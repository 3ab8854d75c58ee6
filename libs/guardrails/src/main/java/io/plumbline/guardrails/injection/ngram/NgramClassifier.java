package io.plumbline.guardrails.injection.ngram;

import io.plumbline.guardrails.injection.ngram.Excerpts.Excerpt;
import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Spares;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A logistic regression on hashed n-grams ([NgramReader]), over windows of up to [NgramWindows#BLOCK] times two
/// words that overlap by half: `bias + sum of weights / sqrt(number of n-grams)`. Immutable and thread-safe.
///
/// Its weights are a resource: the bias and the size of one step as two big-endian floats, then a signed byte for
/// each bucket. `src/training/injection` describes how they were trained.
public final class NgramClassifier {

    private final byte[] weights;
    private final float bias;
    private final float step;
    private final Spares<Reading> spares = new Spares<>(Reading::new);

    private NgramClassifier(byte[] weights, float bias, float step) {
        this.weights = weights;
        this.bias = bias;
        this.step = step;
    }

    /// The rating of a text.
    ///
    /// @param highest the log-odds of the window that most resembles an attack
    /// @param mean the mean of the log-odds over all windows
    /// @param windows the number of windows; 0 for a text without words
    /// @param start where the highest window starts
    /// @param end one past its end
    /// @param sentences the number of sentences
    /// @param excerpts the parts that, sent alone, most resemble an attack
    public record Score(
            float highest, float mean, int windows, int start, int end, int sentences, List<Excerpt> excerpts) {
        /// The same rating where resemblance to an attack is no evidence.
        public Score unremarkable() {
            return new Score(Math.min(highest, 0), Math.min(mean, 0), windows, start, end, sentences, excerpts);
        }
    }

    /// The classifier of callers' texts: distinguishes attacks from requests.
    public static NgramClassifier ofCallers() {
        return Callers.CLASSIFIER;
    }

    /// The classifier of third parties' texts: distinguishes requests of any kind from documents.
    public static NgramClassifier ofDocuments() {
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
    public Score score(CharSequence text, Deadline deadline) {
        Reading reading = spares.take();
        try {
            return reading.read(text, deadline);
        } finally {
            spares.give(reading);
        }
    }

    private float logOdds(int weight, int ngrams) {
        return (float) (bias + step * weight / Math.sqrt(ngrams));
    }

    /// Weighs the words of a text. Reusable for one text after another. Caches some of their words, because most
    /// texts use the same ones: by hash and length, the weight of the n-grams of each word alone. A word crafted
    /// to share the 64-bit hash of another is not a word that a model would read; it does no harm that it counts
    /// as the other.
    private final class Reading implements NgramReader.Sink, WeighedWords.Weights {
        private static final int REMEMBERED_BITS = 11;

        private final long[] knownWords = new long[1 << REMEMBERED_BITS];
        private final int[] knownLengths = new int[1 << REMEMBERED_BITS];
        private final int[] knownWeights = new int[1 << REMEMBERED_BITS];
        private final int[] knownSizes = new int[1 << REMEMBERED_BITS];

        /// The slot of the requested word; -1 if there is none.
        private int place = -1;

        private final NgramReader reader = new NgramReader(this);
        private final WeighedWords words = new WeighedWords();
        private final NgramWindows windows = new NgramWindows(NgramClassifier.this::logOdds);
        private final NgramWindows windowsOfPart = new NgramWindows(NgramClassifier.this::logOdds);
        private final Excerpts excerpts = new Excerpts(NgramClassifier.this::logOdds, this::part);

        private Score read(CharSequence text, Deadline deadline) {
            windows.begin();
            excerpts.begin(text);
            try {
                reader.read(text, 0, text.length(), deadline);
                List<Excerpt> found = excerpts.found(windows.to());
                return windows.score(excerpts.sentences(), found);
            } finally {
                reader.forget();
                excerpts.forget();
                words.clear();
            }
        }

        /// Rates some words as a text of their own.
        private Score part(int from, int to) {
            words.weigh(from, to, this, windowsOfPart);
            return windowsOfPart.score(0, List.of());
        }

        @Override
        public int of(int bucket) {
            return weights[bucket];
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
        public void word(long hash, int[] buckets, int count, int wordStart, int wordEnd) {
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
            int withBefore = weightOf(buckets, own, count);
            words.add(hash, wordStart, wordEnd, weight, size, withBefore);
            int all = weight + withBefore;
            windows.word(all, size + NgramReader.WITH_WORDS_BEFORE, wordStart, wordEnd);
            excerpts.word(all, size + NgramReader.WITH_WORDS_BEFORE, wordStart, wordEnd);
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
