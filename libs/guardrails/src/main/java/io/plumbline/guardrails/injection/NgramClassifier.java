package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.injection.Excerpts.Excerpt;
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
        Windows windows = new Windows(text);
        new NgramReader(windows).read(text, deadline);
        return windows.score();
    }

    private float logOdds(int weight, int ngrams) {
        return (float) (bias + step * weight / Math.sqrt(ngrams));
    }

    /// Sums of this block of words and the one before.
    private final class Windows implements NgramReader.Sink {
        private int sum;
        private int ngrams;
        private int words;
        private int from = -1;
        private int to;
        private int sumBefore;
        private int ngramsBefore;
        private int fromBefore = -1;

        private float highest = Float.NEGATIVE_INFINITY;
        private double total;
        private int count;
        private int start;
        private int end;
        private final Excerpts excerpts;

        private Windows(CharSequence text) {
            excerpts = new Excerpts(text);
        }

        @Override
        public void ngram(int bucket) {
            sum += weights[bucket];
            ngrams++;
            excerpts.ngram(weights[bucket]);
        }

        @Override
        public void wordEnds(int wordStart, int wordEnd) {
            if (from < 0) {
                from = wordStart;
            }
            to = wordEnd;
            excerpts.wordEnds(wordStart, wordEnd, NgramClassifier.this::logOdds);
            if (++words == BLOCK) {
                endBlock();
            }
        }

        private void endBlock() {
            if (fromBefore >= 0) {
                window(sumBefore + sum, ngramsBefore + ngrams, fromBefore);
            }
            sumBefore = sum;
            ngramsBefore = ngrams;
            fromBefore = from;
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
            List<Excerpt> found = excerpts.found(to, NgramClassifier.this::logOdds);
            return count == 0
                    ? new Score(bias, bias, 0, 0, 0, 0, List.of())
                    : new Score(highest, (float) (total / count), count, start, end, excerpts.sentences(), found);
        }
    }
}
