package io.plumbline.eval.metric.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCatalogTest {

    /// METEOR holds against the truth that it is one chunk of five words.
    private static final double PENALTY_OF_FIVE_WORDS = 0.5 / (5 * 5 * 5);

    private final MetricCatalog catalog = MetricCatalog.lexical();

    @Test
    void namesTheMetricsOfTheApi() {
        assertThat(catalog.names())
                .containsExactly(
                        "bleu",
                        "chrf",
                        "chrfpp",
                        "ter",
                        "rouge1",
                        "rouge2",
                        "rougeL",
                        "rougeLsum",
                        "meteor",
                        "exactMatch",
                        "tokenF1",
                        "editDistance");
    }

    @Test
    void findsEachMetricByItsName() {
        assertThat(catalog.names())
                .allSatisfy(name -> assertThat(catalog.find(name)).get().returns(name, Metric::name));
        assertThat(catalog.find("bleu-char-floor-lc"))
                .get()
                .returns(
                        "nrefs:1|case:lc|eff:no|tok:char|smooth:floor[0.10]|version:2.6.0",
                        metric -> metric.corpusSignature(ReferenceCount.of(1)));
        assertThat(catalog.find("meteorite")).isEmpty();
    }

    @Test
    void refusesTwoMetricsOfOneName() {
        Metric metric = catalog.find("rougeL").orElseThrow();
        assertThatThrownBy(() -> MetricCatalog.of(List.of(metric, metric)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rougeL");
    }

    @Test
    void givesTheTruthTheMaximumAndEmptyTextZero() {
        TextPair truth = TextPair.of("five whole words of text", "five whole words of text");
        TextPair nothing = TextPair.of("", "five whole words of text");

        assertThat(catalog.names()).allSatisfy(name -> {
            Metric metric = catalog.find(name).orElseThrow();
            double best = metric.isErrorRate() ? 0 : metric.maximum();
            double worst = metric.isErrorRate() ? metric.maximum() : 0;
            assertThat(metric.pairScore(metric.statistics(truth)))
                    .isCloseTo(best, within(name.equals("meteor") ? PENALTY_OF_FIVE_WORDS : 0.0));
            assertThat(metric.pairScore(metric.statistics(nothing))).isEqualTo(worst);
        });
    }
}
