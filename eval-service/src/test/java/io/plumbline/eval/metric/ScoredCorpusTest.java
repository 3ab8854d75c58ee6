package io.plumbline.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.translation.Bleu;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredCorpusTest {

    private static final List<TextPair> PAIRS = List.of(
            TextPair.of("the cat sat on the mat", "the cat sat on a mat"),
            TextPair.of("all good dogs go home at night", "good dogs go home", "all dogs go home at night"),
            TextPair.of("", "nothing was said"));

    @Test
    void scoresEachPairAndTheCorpus() {
        ScoredCorpus corpus =
                ScoredCorpus.of(MetricCatalog.lexical().find("rougeL").orElseThrow(), PAIRS);

        assertThat(corpus.size()).isEqualTo(3);
        assertThat(corpus.pairScores())
                .containsExactly(corpus.pairScore(0), corpus.pairScore(1), corpus.pairScore(2))
                .endsWith(0);
        assertThat(corpus.score()).isEqualTo((corpus.pairScore(0) + corpus.pairScore(1)) / 3);
    }

    @Test
    void leavesTheStatisticsUnchanged() {
        ScoredCorpus corpus = ScoredCorpus.of(new Bleu(), PAIRS);
        double first = corpus.score();
        corpus.pairScores();

        assertThat(corpus.score()).isEqualTo(first);
    }

    @Test
    void reportsAVaryingNumberOfReferences() {
        assertThat(ScoredCorpus.of(new Bleu(), PAIRS).corpusSignature()).startsWith("nrefs:var|");
        assertThat(ReferenceCount.of(PAIRS.subList(0, 1)).text()).isEqualTo("1");
    }

    @Test
    void testsTheScoreItShows() {
        for (String name : MetricCatalog.lexical().names()) {
            ScoredCorpus corpus =
                    ScoredCorpus.of(MetricCatalog.lexical().find(name).orElseThrow(), PAIRS);

            assertThat(corpus.sample().value()).as(name).isEqualTo(corpus.score());
            assertThat(corpus.sample().size()).isEqualTo(3);
        }
    }
}
