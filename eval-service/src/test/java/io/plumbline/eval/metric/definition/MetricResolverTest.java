package io.plumbline.eval.metric.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.scorer.UnavailableMetric;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricResolverTest {

    private final MetricResolver book = new MetricResolver(
            MetricCatalog.lexical(), Map.of("bleurt", new UnavailableMetric("bleurt", "no weights")));

    @Test
    void readsANameAndOptions() {
        assertThat(metric("\"rougeL\"").name()).isEqualTo("rougeL");
        Metric metric = metric("""
                {"name": "bleu", "as": "smooth", "options": {"smooth": "floor"}}""");

        assertThat(metric.name()).isEqualTo("smooth");
        assertThat(metric.corpusSignature(ReferenceCount.of(1)))
                .startsWith("bleu-floor|")
                .contains("floor[0.10]");
        assertThat(book.names()).contains("ter", "regex", "bleurt");
    }

    @Test
    void negatesScoresAndErrorRates() {
        Metric noRefusal = metric("{\"name\": \"refusal\", \"negate\": true, \"as\": \"helps\"}");
        Metric words = metric("{\"name\": \"ter\", \"negate\": true}");

        assertThat(score(noRefusal, TextPair.of("I cannot help with that."))).isZero();
        assertThat(score(noRefusal, TextPair.of("Here you are."))).isEqualTo(1);
        assertThat(score(words, TextPair.of("a b c d", "a b c x"))).isEqualTo(75);
        assertThat(score(words, TextPair.of("a b c d e f", "x"))).isZero();
        assertThat(words.isErrorRate()).isFalse();
        assertThat(ScoredCorpus.of(words, List.of(TextPair.of("a b", "a b"), TextPair.of("x y", "a b")))
                        .score())
                .isEqualTo(50);
    }

    @Test
    void weightsTheMetricsOfASet() {
        String parts = """
                "of": [{"name": "contains", "options": {"texts": "refund"}, "weight": 3}, "json",
                       {"name": "bleu", "as": "close"}]""";
        TextPair pair = TextPair.of("a full refund is due", "a full refund is due");

        Metric mean = metric("{\"name\": \"set\", \"as\": \"good\", " + parts + "}");
        Metric reached = metric("{\"name\": \"set\", \"as\": \"good\", \"threshold\": 0.8, " + parts + "}");
        Metric missed = metric("{\"name\": \"set\", \"as\": \"good\", \"threshold\": 0.81, " + parts + "}");

        assertThat(score(mean, pair)).isCloseTo(0.8, within(1e-9));
        assertThat(score(reached, pair)).isEqualTo(1);
        assertThat(score(missed, pair)).isZero();
        assertThat(mean.isMean()).isTrue();
        assertThat(mean.needsReferences()).isTrue();
        assertThat(reached.pairSignature(ReferenceCount.of(1)))
                .startsWith("set:3.0*(contains|")
                .endsWith("0.8");
    }

    @Test
    void parsesTheExampleInTheDocs() throws IOException {
        String page = Files.readString(Path.of("../docs/evaluation.md"));
        String example = page.substring(page.indexOf("```json") + 7, page.indexOf("```", page.indexOf("```json") + 7));
        JsonNode metrics = JsonMapper.shared().readTree(example).path("metrics");

        assertThat(metrics).hasSize(4);
        for (JsonNode rule : metrics) {
            SuiteDocument.MetricRule read = JsonMapper.shared().treeToValue(rule, SuiteDocument.MetricRule.class);
            assertThat(book.metric(read.definition()).isErrorRate()).isFalse();
        }
    }

    @Test
    void reportsUnavailableMetricsWithoutOtherErrors() {
        Metric bleurt = metric("\"bleurt\"");

        assertThatThrownBy(() -> score(bleurt, TextPair.of("a", "a")))
                .isInstanceOf(MetricUnavailableException.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "rouge7"                                                        | /name
            {"name": "custom:none"}                                         | /name
            {"name": "rougeL", "of": ["bleu"]}                              | /of
            {"name": "rougeL", "threshold": 0.5}                            | /threshold
            {"name": "set"}                                                 | /of
            {"name": "set", "of": ["bleu", "bleu"]}                         | /of/1/as
            {"name": "set", "of": ["bleu", "ter"]}                          | /of/1/negate
            {"name": "set", "of": [{"name": "regex", "options": {"pattern": "("}}]} | /of/0/options/pattern
            {"name": "set", "options": {"a": 1}, "of": ["bleu"]}            | /options
            {"name": "bleurt", "options": {"a": 1}}                         | /options
            {"name":"set","of":[{"name":"set","of":[{"name":"set","of":[{"name":"set","of":["bleu"]}]}]}]} | /of/0/of/0/of/0/of
            """)
    void pointsAtWhatIsWrong(String json, String pointer) {
        assertThatThrownBy(() -> metric(json))
                .isInstanceOfSatisfying(
                        InvalidMetricException.class,
                        e -> assertThat(e.pointer()).isEqualTo(pointer));
    }

    private Metric metric(String json) {
        return book.metric(JsonMapper.shared().readValue(json, MetricDefinition.class));
    }

    private static double score(Metric metric, TextPair pair) {
        return metric.pairScore(metric.statistics(pair));
    }
}
