package io.plumbline.eval.metric.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of rouge_score 0.1.2 with its stemmer on, but where a test names another source.
class RougeTest {

    private static final String CANDIDATE =
            "It is a guide to action which ensures that the military always obeys the commands of the party";
    private static final String REFERENCE =
            "It is a guide to action that ensures that the military will forever heed Party commands";

    @ParameterizedTest
    @CsvSource({
        "rouge1, testing one two, testing, 0.5",
        "rouge2, testing one two, testing one, 0.6666666667",
        "rougeL, testing one two, testing two, 0.8",
        "rouge1, run runs running ran easy, running runner runs ran easily, 0.6",
        "rouge2, run runs running ran easy, running runner runs ran easily, 0.25",
        "rouge1, Strasse und Fluss, Straße und Fluß, 0.2857142857",
        "rouge1, general generalize relate condition, "
                + "generalization generalizations generally relational conditional, 0.8888888889",
        "rougeL, he paid 5 pounds, 5 pounds he paid, 0.5",
    })
    void scoresPairs(String metric, String reference, String hypothesis, double expected) {
        assertThat(score(metric, hypothesis, reference)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void usesTheBestReferenceOfEachMeasure() {
        TextPair pair = TextPair.of(
                CANDIDATE,
                REFERENCE,
                "It is the guiding principle which guarantees the military forces always being under the command of the"
                        + " Party",
                "It is the practical guide for the army always to heed the directions of the party");

        assertThat(score("rouge1", pair)).isCloseTo(0.7058823529, within(1e-9));
        assertThat(score("rouge2", pair)).isCloseTo(0.5, within(1e-9));
        assertThat(score("rougeL", pair)).isCloseTo(0.6666666667, within(1e-9));
    }

    @Test
    void joinsTheSubsequencesOfAllLines() {
        assertThat(score("rougeLsum", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5"))
                .isCloseTo(0.5333333333, within(1e-9));
        assertThat(score("rougeLsum", "one\ntwo\nthree", "three\ntwo\none")).isEqualTo(1);
        assertThat(score("rougeL", "one\ntwo\nthree", "three\ntwo\none")).isCloseTo(0.3333333333, within(1e-9));
    }

    /// ROUGE-1.5.5, the Perl script, on the test data of rouge_score; printed with five digits.
    @Test
    void agreesWithThePerlScriptOnSeveralLines() {
        String target = """
                ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L
                KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN
                NhETebUbBk'er WOvoHMTjSRizKgH'vHiing Xu,hWxfs VkNE QhgKiLHE -HidivzoM.dO anhtion jbLQiSGDTCsuhREebUaKM dv J dVN tmbOT
                vMR HDm,xOAetion D,tion HJtodT.mHl UIv-p VjWH'BdyWjnfGU-OjT aEMdFICyLWfQMtion wEMfdOKing AwkeKbO 'DxqNOHBH qKtVvm OYJl mM
                """;
        String prediction = """
                rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi
                n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD
                xfs VkJE QhgKiLHE -HidivzoM.dO anhing jbLQiSGDTCsuhREebUaKM dv J
                VjWH'BdyWjnfGU-OjTNaEMdFICyLWfQMing wEMfdOKijg AwkeKbO 'DxqNO
                """;

        assertThat(score("rougeLsum", prediction, target)).isCloseTo(0.47205, within(5e-6));
    }

    @Test
    void lowercasesTheTwoLettersBeyondAsciiThatBecomeAscii() {
        assertThat(score("rouge1", "\u212aelvin", "kelvin")).isEqualTo(1);
        assertThat(score("rouge1", "\u0130x", "i x")).isEqualTo(1);
    }

    @Test
    void scoresZeroWithoutTokens() {
        assertThat(score("rouge1", "北京", "北京")).isZero();
        assertThat(score("rougeL", "", "a")).isZero();
        assertThat(score("rougeLsum", "\n\n", "a")).isZero();
    }

    @Test
    void averagesPairsToTheCorpusScore() {
        List<TextPair> pairs = List.of(TextPair.of("testing", "testing one two"), TextPair.of("a", "a"));

        ScoredCorpus corpus = ScoredCorpus.of(metric("rouge1"), pairs);

        assertThat(corpus.score()).isCloseTo(0.75, within(1e-12));
        assertThat(corpus.corpusSignature()).contains("rouge_score-0.1.2", "type:rouge1", "corpus:mean");
    }

    private static double score(String metric, String hypothesis, String reference) {
        return score(metric, TextPair.of(hypothesis, reference));
    }

    private static double score(String metric, TextPair pair) {
        return metric(metric).pairScore(metric(metric).statistics(pair));
    }

    private static Metric metric(String name) {
        return MetricCatalog.lexical().find(name).orElseThrow();
    }
}
