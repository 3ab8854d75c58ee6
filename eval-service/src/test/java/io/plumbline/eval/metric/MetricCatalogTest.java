package io.plumbline.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCatalogTest {

    private final MetricCatalog catalog = MetricCatalog.lexical();

    @Test
    void namesTheMetricsOfTheApi() {
        assertThat(catalog.names())
                .containsExactly("bleu", "chrf", "rouge1", "rouge2", "rougeL", "rougeLsum", "exactMatch", "tokenF1");
    }

    @Test
    void findsEachMetricByItsName() {
        assertThat(catalog.names())
                .allSatisfy(name -> assertThat(catalog.find(name)).get().returns(name, Metric::name));
        assertThat(catalog.find("meteorite")).isEmpty();
    }

    @Test
    void refusesTwoMetricsOfOneName() {
        assertThatThrownBy(() -> MetricCatalog.of(List.of(new RougeL(), new RougeL())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rougeL");
    }

    @Test
    void scoresTheTruthWithTheMaximumAndNothingWithZero() {
        TextPair truth = TextPair.of("five whole words of text", "five whole words of text");
        TextPair nothing = TextPair.of("", "five whole words of text");

        assertThat(catalog.names()).allSatisfy(name -> {
            Metric metric = catalog.find(name).orElseThrow();
            assertThat(metric.pairScore(metric.statistics(truth))).isEqualTo(metric.maximum());
            assertThat(metric.pairScore(metric.statistics(nothing))).isZero();
        });
    }
}
