package io.plumbline.eval.metric.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.match.EditSimilarity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of sacreBLEU 2.6.0's own tests, but where a test says otherwise.
class TerTest {

    private final Ter ter = new Ter();

    @ParameterizedTest
    @CsvSource({
        "aaaa bbbb cccc dddd, aaaa bbbb cccc dddd, 0",
        "dddd eeee ffff, aaaa bbbb cccc, 100",
        "'', a, 100",
        "d e f g h a b c, a b c d e f g h, 12.5",
    })
    void scoresPairs(String hypothesis, String reference, double expected) {
        assertThat(score(ter, hypothesis, reference)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void scoresACorpusByItsSums() {
        List<TextPair> corpus = List.of(
                TextPair.of(
                        "wählen Sie \" Bild neu berechnen , \" um beim Ändern der Bildgröße Pixel hinzuzufügen oder zu"
                                + " entfernen , damit das Bild ungefähr dieselbe Größe aufweist wie die andere Größe .",
                        "wählen Sie \" Bild neu berechnen , \" um beim Ändern der Bildgröße Pixel hinzuzufügen oder zu"
                                + " entfernen , damit die Darstellung des Bildes in einer anderen Größe beibehalten wird"
                                + " ."),
                TextPair.of(
                        "wenn Sie alle Aufgaben im aktuellen Dokument aktualisieren möchten , wählen Sie im Menü des"
                                + " Aufgabenbedienfelds die Option \" Alle Aufgaben aktualisieren . \"",
                        "wenn Sie alle Aufgaben im aktuellen Dokument aktualisieren möchten , wählen Sie im Menü des"
                                + " Aufgabenbedienfelds die Option \" Alle Aufgaben aktualisieren . \""),
                TextPair.of(
                        "klicken Sie auf der Registerkarte \" Optionen \" auf die Schaltfläche \" Benutzerdefiniert \""
                                + " und geben Sie Werte für \" Fehlerkorrektur-Level \" und \" Y / X-Verhältnis \" ein .",
                        "klicken Sie auf der Registerkarte \" Optionen \" auf die Schaltfläche \" Benutzerdefiniert \""
                                + " und geben Sie für \" Fehlerkorrektur-Level \" und \" Y / X-Verhältnis \" niedrigere"
                                + " Werte ein ."),
                TextPair.of(
                        "Sie können beispielsweise ein Dokument erstellen , das ein Auto über die Bühne enthält .",
                        "Sie können beispielsweise ein Dokument erstellen , das ein Auto enthalt , das sich über die"
                                + " Bühne bewegt ."),
                TextPair.of(
                        "wählen Sie im Dialogfeld \" Neu aus Vorlage \" eine Vorlage aus und klicken Sie auf \" Neu ."
                                + " \"",
                        "wählen Sie im Dialogfeld \" Neu aus Vorlage \" eine Vorlage aus und klicken Sie auf \" Neu ."
                                + " \""));

        ScoredCorpus scored = ScoredCorpus.of(ter, corpus);

        assertThat(scored.score()).isCloseTo(13.6, within(1e-3));
        assertThat(scored.corpusSignature())
                .isEqualTo("nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0");
    }

    /// By the definition of each option.
    @Test
    void normalisesTextsByItsOptions() {
        assertThat(score("ter", "The End.", "the end")).isEqualTo(50);
        assertThat(score("ter-nopunct", "The End.", "the end")).isZero();
        assertThat(score("ter-nopunct-case", "The End.", "the end")).isEqualTo(100);
        assertThat(score("ter-norm", "it's &quot;so&quot; 1,250.5 (or not)", "it 's \" so \" 1,250.5 ( or not )"))
                .isZero();
        assertThat(score("ter-norm", "北京好", "北 京 好")).isCloseTo(100, within(1e-9));
        assertThat(score("ter-norm-asian", "北京好。", "北 京 好 。")).isZero();
        assertThat(score("ter-norm-nopunct-asian", "北京好。", "北 京 好")).isZero();
    }

    @Test
    void dividesTheFewestEditsByTheMeanLength() {
        TextPair pair = TextPair.of("a b c d", "a b c", "a b c d e f g", "");

        assertThat(ter.statistics(pair)).containsExactly(1, 5);
    }

    @Test
    void scoresTextAgainstNothingAsAllWrong() {
        assertThat(score(ter, "a", "")).isEqualTo(100);
        assertThat(score(ter, "", "")).isZero();
        assertThat(ter.isErrorRate()).isTrue();
    }

    /// Moves are worth their edit or are not made: never more edits than without any.
    @Test
    void neverExceedsLevenshtein() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            int[] hypothesis = random.ints(random.nextInt(30), 0, 6).toArray();
            int[] reference = random.ints(1 + random.nextInt(30), 0, 6).toArray();

            int fewest = new ShiftedEdits(reference, hypothesis).fewest();

            assertThat(fewest).isBetween(0, EditSimilarity.distance(hypothesis, reference, 6));
            assertThat(fewest).isGreaterThanOrEqualTo(Math.abs(hypothesis.length - reference.length));
        }
    }

    @Test
    void refusesTextsThatAreTooSlow() {
        TextPair moved = TextPair.of("b " + "a ".repeat(400_000), "a ".repeat(400_000) + "b");

        assertThatThrownBy(() -> ter.statistics(moved)).isInstanceOf(OversizedTextException.class);
    }

    private static double score(String name, String hypothesis, String reference) {
        return score(MetricCatalog.lexical().find(name).orElseThrow(), hypothesis, reference);
    }

    private static double score(Metric metric, String hypothesis, String reference) {
        return metric.pairScore(metric.statistics(TextPair.of(hypothesis, reference)));
    }
}
