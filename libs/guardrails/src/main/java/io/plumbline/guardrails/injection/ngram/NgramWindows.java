package io.plumbline.guardrails.injection.ngram;

import io.plumbline.guardrails.injection.ngram.Excerpts.Excerpt;
import io.plumbline.guardrails.injection.ngram.Excerpts.Scale;
import java.util.List;

/// Sums the weights of the n-grams of words over windows of two blocks, of [#BLOCK] words each; the second block
/// is the first of the next window. Reusable for one text, or part of one, after another; not thread-safe.
final class NgramWindows {

    /// Words in half a window.
    static final int BLOCK = 24;

    private final Scale scale;
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

    NgramWindows(Scale scale) {
        this.scale = scale;
    }

    /// Begins another sequence of words.
    void begin() {
        to = 0;
        ngramsBefore = 0;
        fromBefore = -1;
        highest = Float.NEGATIVE_INFINITY;
        total = 0;
        count = 0;
        beginBlock();
    }

    /// @param weight of its n-grams together
    /// @param size the number of its n-grams
    void word(int weight, int size, int wordStart, int wordEnd) {
        sum += weight;
        ngrams += size;
        if (from < 0) {
            from = wordStart;
        }
        to = wordEnd;
        if (++words == BLOCK) {
            endBlock();
        }
    }

    /// One past the last word's end.
    int to() {
        return to;
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
        float logOdds = scale.logOdds(weight, of);
        total += logOdds;
        count++;
        if (logOdds > highest) {
            highest = logOdds;
            start = first;
            end = to;
        }
    }

    /// The rating of the words; a rating without windows if there were none.
    NgramClassifier.Score score(int sentences, List<Excerpt> excerpts) {
        if (words > 0) {
            endBlock();
        }
        if (count == 0 && ngramsBefore > 0) {
            window(sumBefore, ngramsBefore, fromBefore);
        }
        if (count == 0) {
            float none = scale.logOdds(0, 1);
            return new NgramClassifier.Score(none, none, 0, 0, 0, 0, List.of());
        }
        return new NgramClassifier.Score(highest, (float) (total / count), count, start, end, sentences, excerpts);
    }
}
