package io.plumbline.eval.metric.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of sacreBLEU 2.6.0.
class BleuTest {

    private final Bleu bleu = new Bleu();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Prices rose 5,000,000.00 -- a 10-year high!     | Prices rose 5,000,000.00 — a ten-year high!    | 20.5566808450
                    Tom &amp; Jerry said &quot;hello&quot; &lt;b&gt; | Tom & Jerry said "hello" <b>                   | 100
                    running runner runs ran easily                  | run runs running ran easy                      | 14.0585331298
                    v2.0.1-beta is out                              | v2.0.1 beta is out                             | 42.7287006396
                    http://example.com/a?b=1&c=2 user@example.com   | https://example.com/a?b=1&c=2 user@example.org | 90.2131531686
                    this is a test                                  | this is a test this is a test                  | 36.7879441171
                    HELLO WORLD                                     | hello world                                    | 0
                    """)
    void scoresPairsAsSentenceBleuDoes(String hypothesis, String reference, double expected) {
        assertThat(pairScore(hypothesis, reference)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void joinsALineBrokenAtADash() {
        assertThat(pairScore("re-\nestablish the line-break rules", "reestablish the line-break rules"))
                .isEqualTo(100);
    }

    @Test
    void smoothsAPairTooShortForEveryOrder() {
        assertThat(pairScore("Straße und Fluß", "Strasse und Fluss")).isCloseTo(27.5160604075, within(1e-9));
    }

    @Test
    void clipsByTheHighestReferenceCountAndUsesTheClosestLength() {
        TextPair pair = TextPair.of(
                "It is a guide to action which ensures that the military always obeys the commands of the party",
                "It is a guide to action that ensures that the military will forever heed Party commands",
                "It is the guiding principle which guarantees the military forces always being under the command of the"
                        + " Party",
                "It is the practical guide for the army always to heed the directions of the party");

        double[] statistics = bleu.statistics(pair);

        assertThat(statistics).containsExactly(18, 18, 17, 10, 7, 4, 18, 17, 16, 15);
        assertThat(bleu.pairScore(statistics)).isCloseTo(50.4566684006, within(1e-9));
    }

    @Test
    void usesTheShorterOfTwoEquallyCloseReferences() {
        assertThat(bleu.statistics(TextPair.of("a b c", "a b c d", "a b"))[1]).isEqualTo(2);
    }

    @Test
    void scoresACorpusFromSummedStatistics() {
        ScoredCorpus corpus = ScoredCorpus.of(
                bleu,
                List.of(
                        TextPair.of("The dog bit the man.", "The dog bit the man.", "The dog had bit the man."),
                        TextPair.of("It wasn't surprising.", "It was not unexpected.", "No one was surprised."),
                        TextPair.of(
                                "The man had just bitten him.",
                                "The man bit him first.",
                                "The man had bitten the dog.")));

        assertThat(corpus.score()).isCloseTo(48.530827, within(1e-6));
        assertThat(corpus.corpusSignature()).isEqualTo("nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0");
        assertThat(corpus.pairSignature()).isEqualTo("nrefs:2|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.6.0");
    }

    @Test
    void ignoresEmptyReferences() {
        TextPair pair = TextPair.of("a b c d e", "", "a b c d e");

        assertThat(bleu.statistics(pair)).containsExactly(bleu.statistics(TextPair.of("a b c d e", "a b c d e")));
        assertThat(ReferenceCount.of(List.of(pair)).text()).isEqualTo("1");
    }

    @Test
    void scoresZeroWithoutMatches() {
        assertThat(pairScore("", "a reference")).isZero();
        assertThat(pairScore("  \n", "a reference")).isZero();
        assertThat(pairScore("a hypothesis", "")).isZero();
        assertThat(ScoredCorpus.of(bleu, List.of()).score()).isZero();
    }

    private double pairScore(String hypothesis, String reference) {
        return bleu.pairScore(bleu.statistics(TextPair.of(hypothesis, reference)));
    }
}
