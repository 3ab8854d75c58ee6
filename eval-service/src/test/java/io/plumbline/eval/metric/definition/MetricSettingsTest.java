package io.plumbline.eval.metric.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of the reference implementations' own tests: sacreBLEU 2.6.0, rouge_score 0.1.2,
/// NLTK 3.9.1.
class MetricSettingsTest {

    private static final String ROMANIAN = "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
    private static final String REFERENCE = "producţia de zahăr brut se exprimă în zahăr alb;";

    private final MetricCatalog catalog = MetricCatalog.lexical();

    @ParameterizedTest
    @CsvSource({
        "exp, , false, 13a, 8.493",
        "none, , false, 13a, 0",
        "floor, 0.1, false, 13a, 4.51688",
        "floor, 0.5, false, 13a, 10.10",
        "add-k, 1, false, 13a, 14.882",
        "add-k, 2, false, 13a, 21.389",
        "exp, , false, none, 7.347",
        "exp, , false, intl, 8.493",
        "exp, , false, char, 40.8759",
        "exp, , true, char, 42.0267"
    })
    void smoothsBleuAsTold(
            String smooth, @Nullable Double value, boolean lowerCase, String tokenizer, double expected) {
        Map<String, Object> options = new HashMap<>();
        options.put("smooth", smooth);
        if (value != null) {
            options.put("smoothValue", value);
        }
        options.put("lowercase", lowerCase);
        options.put("tokenize", tokenizer);

        assertThat(score(metric("bleu", options), ROMANIAN, REFERENCE)).isCloseTo(expected, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"1, 77.65", "2, 60.50", "3, 53.93", "4, 48.53", "5, 46.14", "6, 43.28"})
    void countsNGramsUpToAnyOrder(int order, double expected) {
        List<TextPair> corpus = List.of(
                TextPair.of("The dog bit the man.", "The dog bit the man.", "The dog had bit the man."),
                TextPair.of("It wasn't surprising.", "It was not unexpected.", "No one was surprised."),
                TextPair.of("The man had just bitten him.", "The man bit him first.", "The man had bitten the dog."));

        Metric metric = metric("bleu", Map.of("maxOrder", order));

        assertThat(ScoredCorpus.of(metric, corpus).score()).isCloseTo(expected, within(0.005));
    }

    @ParameterizedTest
    @CsvSource({"true, aa, ab, 8.3333", "true, a, a, 16.6667", "false, aa, ab, 25", "false, a, a, 100"})
    void computesChrfAsBeforeSacreBleu2(boolean epsilon, String hypothesis, String reference, double expected) {
        Metric chrf = metric("chrf", Map.of("beta", 3, "epsSmoothing", epsilon));

        assertThat(score(chrf, hypothesis, reference)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void namesEverySettingInTheSignature() {
        assertThat(metric("bleu", Map.of("smooth", "floor", "smoothValue", 0.5, "maxOrder", 2))
                        .corpusSignature(ReferenceCount.of(1)))
                .isEqualTo("nrefs:1|case:mixed|eff:no|tok:13a|smooth:floor[0.50]|version:2.6.0|order:2");
        assertThat(metric("chrf", Map.of("wordOrder", 1, "lowercase", true, "whitespace", true, "beta", 3))
                        .corpusSignature(ReferenceCount.of(1)))
                .isEqualTo("nrefs:1|case:lc|eff:yes|nc:6|nw:1|space:yes|version:2.6.0|beta:3.0");
    }

    @Test
    void returnsThePartsOfRouge() {
        assertThat(score("rouge1-precision", "testing", "testing one two")).isEqualTo(1);
        assertThat(score("rouge1-recall", "testing", "testing one two")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(score("rougeL-nostem", "running", "runs")).isZero();
        assertThat(score("rougeL", "running", "runs")).isEqualTo(1);
        assertThat(catalog.find("rougeLsum-recall-nostem")).isPresent();
    }

    @Test
    void splitsMeteorAtWhiteSpaceWithoutSynonyms() {
        String reference = "It is a guide to action that ensures that the military will forever heed Party commands";
        String hypothesis =
                "It is a guide to action which ensures that the military always obeys the commands of the" + " party";

        assertThat(score("meteor-ws", hypothesis, reference)).isCloseTo(0.69444444444, within(1e-9));
        assertThat(score("meteor-ws", "THIS Is a tEST", "this is a test")).isCloseTo(0.9921875, within(1e-9));
        assertThat(score("meteor", "auto", "car")).isPositive();
        assertThat(score("meteor-nosyn", "auto", "car")).isZero();
    }

    @Test
    void refusesUnknownSettings() {
        assertThatThrownBy(() -> metric("bleu", Map.of("tokenize", "mecab")))
                .isInstanceOfSatisfying(
                        InvalidMetricException.class,
                        e -> assertThat(e.pointer()).isEqualTo("/options/tokenize"))
                .hasMessageContaining("13a");
        assertThatThrownBy(() -> metric("bleu", Map.of("maxOrder", 2.5))).hasMessageContaining("whole");
        assertThatThrownBy(() -> metric("bleu", Map.of("maxOrder", 11))).isInstanceOf(InvalidMetricException.class);
        assertThatThrownBy(() -> metric("chrf", Map.of("beta", "two"))).isInstanceOf(InvalidMetricException.class);
        assertThatThrownBy(() -> metric("rougeL", Map.of("x/y", 1)))
                .isInstanceOfSatisfying(
                        InvalidMetricException.class,
                        e -> assertThat(e.pointer()).isEqualTo("/options"));
        assertThatThrownBy(() -> metric("rouge9", Map.of())).hasMessageContaining("rougeLsum");
    }

    private Metric metric(String name, Map<String, Object> options) {
        return catalog.find(name, new MetricOptions(options));
    }

    private double score(String name, String hypothesis, String reference) {
        return score(catalog.find(name).orElseThrow(), hypothesis, reference);
    }

    private static double score(Metric metric, String hypothesis, String reference) {
        return metric.pairScore(metric.statistics(TextPair.of(hypothesis, reference)));
    }
}
