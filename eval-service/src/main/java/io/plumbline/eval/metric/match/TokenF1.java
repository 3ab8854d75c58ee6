package io.plumbline.eval.metric.match;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.FMeasure;
import io.plumbline.eval.metric.token.NGramOverlap;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.List;

/// F1 over the words of an answer as SQuAD 2.0's evaluation script computes it: lower case, without ASCII
/// punctuation and without the articles a, an and the; best reference. Two answers without remaining words are
/// equal and score 1.
///
/// @see <a href="https://aclanthology.org/P18-2124">Rajpurkar et al. 2018</a>
public final class TokenF1 implements MeanMetric {

    @Override
    public String name() {
        return "tokenF1";
    }

    @Override
    public double score(TextPair pair) {
        double best = 0;
        for (String reference : pair.references()) {
            best = Math.max(best, score(pair.hypothesis(), reference));
        }
        return best;
    }

    private static double score(String hypothesis, String reference) {
        TokenNumbers vocabulary = new TokenNumbers();
        int[] expected = SquadTokenizer.tokenize(reference, vocabulary);
        int[] actual = SquadTokenizer.tokenize(hypothesis, vocabulary);
        if (expected.length == 0 || actual.length == 0) {
            return expected.length == actual.length ? 1 : 0;
        }
        int matches = NGramOverlap.matches(actual, List.of(expected), 1)[0];
        return FMeasure.of(matches, actual.length, expected.length);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|case:lc|punct:no|articles:no|multi:best|version:squad-2.0";
    }
}
