package io.plumbline.eval.metric.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.SequenceEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TokenSequence;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class BertScoreTest {

    /// Cosines are computed in single precision.
    private static final double EXACT = 1e-7;

    /// What unrelated texts score on average.
    private static final double UNRELATED = 0.144059;

    /// Processors round the model differently.
    private static final double MODEL = 0.02;

    private static double score(SequenceEncoder encoder, String metric, String hypothesis, String... references) {
        return ScoredCorpus.of(metric(encoder, metric), List.of(TextPair.of(hypothesis, references)))
                .score();
    }

    private static Metric metric(SequenceEncoder encoder, String name) {
        return MetricCatalog.all(encoder).find(name).orElseThrow();
    }

    @Test
    void matchesEachTokenWithTheMostSimilar() {
        Letters letters = new Letters();

        // b is like B by 0.8; nothing is like c.
        assertThat(score(letters, "bertscore-precision", "abc", "aB")).isCloseTo((1 + 0.8) / 3, within(EXACT));
        assertThat(score(letters, "bertscore-recall", "abc", "aB")).isCloseTo((1 + 0.8) / 2, within(EXACT));
        assertThat(score(letters, "bertscore", "abc", "aB")).isCloseTo(2 * 0.6 * 0.9 / (0.6 + 0.9), within(EXACT));
    }

    @Test
    void usesTheBestReferenceForEachScore() {
        Letters letters = new Letters();

        assertThat(score(letters, "bertscore-precision", "ab", "abcd", "a")).isEqualTo(1, within(EXACT));
        assertThat(score(letters, "bertscore-recall", "ab", "abcd", "a")).isEqualTo(1, within(EXACT));
        assertThat(score(letters, "bertscore", "ab", "abcd", "a")).isCloseTo(2.0 / 3, within(EXACT));
    }

    @Test
    void scoresAnEmptyTextZero() {
        assertThat(score(new Letters(), "bertscore", "", "a")).isZero();
        assertThat(score(new Letters(), "bertscore", "a", "")).isZero();
        assertThat(score(new Letters(), "bertscore-rescaled", "", "a")).isZero();
    }

    @Test
    void weightsRareTokensOnRequest() {
        List<TextPair> corpus = List.of(TextPair.of("ab", "ac"), TextPair.of("ad", "ae"), TextPair.of("x", "af"));
        Metric precision = metric(new Letters(), "bertscore-precision-idf");

        ScoredCorpus scored = ScoredCorpus.of(precision, corpus);

        // a is in all three references and counts ln(4/4); b is in none and counts ln 4, and is like nothing.
        assertThat(scored.pairScore(0)).isZero();
        assertThat(ScoredCorpus.of(metric(new Letters(), "bertscore-precision"), corpus)
                        .pairScore(0))
                .isCloseTo(0.5, within(EXACT));
    }

    @Test
    void rescalesASimilarityAgainstUnrelatedTexts() {
        assertThat(score(new Letters(), "bertscore-rescaled", "abc", "aB"))
                .isCloseTo((0.72 - UNRELATED) / (1 - UNRELATED), within(EXACT));
        assertThat(score(new Letters(), "bertscore-rescaled", "abc", "abc")).isCloseTo(1, within(EXACT));
        assertThat(score(new Letters(), "bertscore-rescaled", "a", "b")).isZero();
    }

    @Test
    void encodesAPairOnceForAllScores() {
        Letters letters = new Letters();
        MetricCatalog catalog = MetricCatalog.all(letters);
        List<TextPair> corpus = List.of(TextPair.of("abc", "aB"));

        for (String name : List.of("bertscore", "bertscore-recall", "bertscore-precision-rescaled", "bertscore")) {
            assertThat(ScoredCorpus.of(catalog.find(name).orElseThrow(), corpus).score())
                    .isPositive();
        }

        assertThat(letters.encoded).isEqualTo(2);
    }

    @Test
    void namesModelAndLayer() {
        assertThat(metric(new Letters(), "bertscore-l4-idf").pairSignature(ReferenceCount.of(2)))
                .isEqualTo("nrefs:2|model:all-MiniLM-L6-v2-int8|layer:4|max:512|idf:yes|rescaled:no|multi:best"
                        + "|version:bert_score-0.3.12");
    }

    /// By `src/training/python/bertscore.py`: bert_score 0.3.12's algorithm in numpy, ONNX Runtime 1.21.
    @Test
    void agreesWithTheReference() {
        MiniLmEncoder encoder = MiniLmEncoder.shared();
        String monday = "The invoice was paid on Monday.";
        String settled = "On Monday the bill was settled.";
        assertThat(score(encoder, "bertscore-precision", monday, settled)).isCloseTo(0.583468, within(MODEL));
        assertThat(score(encoder, "bertscore-recall", monday, settled)).isCloseTo(0.647805, within(MODEL));
        assertThat(score(encoder, "bertscore", monday, settled)).isCloseTo(0.613956, within(MODEL));
        assertThat(score(encoder, "bertscore-l4", monday, settled)).isCloseTo(0.716831, within(MODEL));
        assertThat(score(
                        encoder,
                        "bertscore-l5",
                        "Our office in Lyon opens at nine.",
                        "The Lyon office is open from 9 a.m.",
                        "We open our Lyon office at nine."))
                .isCloseTo(0.924936, within(MODEL));
    }

    /// Vectors of letters: capitals are like small ones by 0.8, all others like nothing. The special tokens are like
    /// themselves.
    private static final class Letters implements SequenceEncoder {
        private int encoded;

        @Override
        public TokenSequence tokens(String text) {
            long[] ids = new long[text.length() + 2];
            ids[0] = 101;
            for (int i = 0; i < text.length(); i++) {
                ids[i + 1] = text.charAt(i);
            }
            ids[ids.length - 1] = 102;
            return new TokenSequence(ids);
        }

        @Override
        public float[] states(TokenSequence tokens, int layer) {
            encoded++;
            float[] states = new float[tokens.size() * TextEncoder.DIMENSIONS];
            for (int i = 0; i < tokens.size(); i++) {
                int id = tokens.id(i);
                boolean capital = id >= 'A' && id <= 'Z';
                int from = i * TextEncoder.DIMENSIONS;
                states[from + (capital ? Character.toLowerCase(id) : tokens.isSpecial(i) ? 0 : id)] = 4;
                states[from + 200] = capital ? 3 : 0;
            }
            return states;
        }
    }
}
