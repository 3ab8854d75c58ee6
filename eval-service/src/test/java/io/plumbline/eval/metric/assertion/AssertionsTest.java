package io.plumbline.eval.metric.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionsTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void findsTextsInAnswers() {
        assertThat(holds("contains", Map.of("texts", List.of("refund", "voucher")), "A voucher, perhaps."))
                .isTrue();
        assertThat(holds("contains", Map.of("texts", List.of("refund", "voucher"), "all", true), "A voucher."))
                .isFalse();
        assertThat(holds("contains", Map.of("texts", "VOUCHER"), "A voucher.")).isFalse();
        assertThat(holds("contains", Map.of("texts", "VOUCHER", "ignoreCase", true), "A voucher."))
                .isTrue();
        assertThat(holds("startsWith", Map.of("texts", "Yes"), "  Yes, it is.")).isTrue();
        assertThat(holds("startsWith", Map.of("texts", "Yes"), "No. Yes.")).isFalse();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void findsTextsInLinearTime() {
        List<String> texts = Collections.nCopies(100, "a".repeat(9_999) + "b");

        assertThat(holds("contains", Map.of("texts", texts), "a".repeat(MEGABYTE)))
                .isFalse();
        assertThat(holds("contains", Map.of("texts", texts), "a".repeat(MEGABYTE) + "b"))
                .isTrue();
    }

    @Test
    void findsATextAtAnyPosition() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String text = letters(random, 12);
            String sought = letters(random, 5);

            assertThat(TextSearch.contains(text, sought))
                    .as("%s in %s", sought, text)
                    .isEqualTo(text.contains(sought));
        }
    }

    @Test
    void usesTheReferencesIfNoTextIsGiven() {
        Metric contains = metric("contains", Map.of());

        assertThat(contains.needsReferences()).isTrue();
        assertThat(score(contains, TextPair.of("It is 42.", "41", "42"))).isEqualTo(1);
        assertThat(score(contains, TextPair.of("It is 43.", "41", "42"))).isZero();
        assertThat(metric("contains", Map.of("texts", "x")).needsReferences()).isFalse();
    }

    @Test
    void matchesExpressions() {
        Map<String, Object> ticket = Map.of("pattern", "[A-Z]{3}-\\d+");
        assertThat(holds("regex", ticket, "See ABC-12.")).isTrue();
        assertThat(holds("regex", Map.of("pattern", "[A-Z]{3}-\\d+", "whole", true), "See ABC-12."))
                .isFalse();
        assertThat(holds("regex", Map.of("pattern", "abc", "ignoreCase", true), "ABC"))
                .isTrue();
        assertThat(metric("regex", ticket).corpusSignature(ReferenceCount.of(0)))
                .contains("[A-Z]{3}-\\d+");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void matchesHostileExpressionsInLinearTime() {
        assertThat(holds("regex", Map.of("pattern", "(a+)+$"), "a".repeat(MEGABYTE) + "b"))
                .isFalse();
        assertThat(holds("regex", Map.of("pattern", "(.*)(.*)(.*)x"), "😀".repeat(MEGABYTE / 2)))
                .isFalse();
        assertThat(holds("regex", Map.of("pattern", "x"), "\ud83d".repeat(MEGABYTE)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=a)b", "(a)\\1", "(", "((a{100}){100}){100}", ""})
    void refusesNonLinearOrLargeExpressions(String pattern) {
        assertThatThrownBy(() -> metric("regex", Map.of("pattern", pattern)))
                .isInstanceOfSatisfying(
                        InvalidMetricException.class,
                        e -> assertThat(e.pointer()).isEqualTo("/options/pattern"));
    }

    @Test
    void recognisesRefusals() {
        assertThat(holds("refusal", Map.of(), "I’m sorry, but I can’t help with that."))
                .isTrue();
        assertThat(holds("refusal", Map.of(), "I  CANNOT\nassist with this request."))
                .isTrue();
        assertThat(holds("refusal", Map.of(), "You can kill the process with `kill -9`."))
                .isFalse();
        assertThat(holds("refusal", Map.of(), "x".repeat(600) + " I cannot assist"))
                .isFalse();
        assertThat(holds("refusal", Map.of(), "")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1}                     | true
            Here:\\n```json\\n{"a": 1}\\n``` | true
            {"a": 1} and more            | false
            {'a': 1}                     | false
            ''                           | false
            null                         | true
            """)
    void readsJson(String answer, boolean expected) {
        assertThat(holds("json", Map.of(), answer.replace("\\n", "\n"))).isEqualTo(expected);
    }

    @Test
    void validatesJsonBySchema() {
        Map<String, Object> options = Map.of(
                "schema",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("sku"),
                        "properties",
                        Map.of("sku", Map.of("type", "string", "pattern", "^[A-Z]{2}\\d+$"))));

        assertThat(holds("jsonSchema", options, "{\"sku\": \"AB12\"}")).isTrue();
        assertThat(holds("jsonSchema", options, "{\"sku\": \"ab\"}")).isFalse();
        assertThat(holds("jsonSchema", options, "{}")).isFalse();
        assertThat(holds("jsonSchema", options, "sku: AB12")).isFalse();
        assertThat(holds("jsonSchema", options, "[".repeat(100_000))).isFalse();
    }

    @Test
    void refusesSchemasThatFetchOrRecurse() {
        for (Map<String, Object> schema : List.<Map<String, Object>>of(
                Map.of("$ref", "http://127.0.0.1/schema"),
                Map.of("properties", Map.of("a", Map.of("$ref", "#"))),
                Map.of("$dynamicRef", "#a"),
                Map.of("pattern", "((a{100}){100}){100}"),
                Map.of("patternProperties", Map.of("(?=a)", true)),
                Map.of("type", "thing"))) {
            assertThatThrownBy(() -> metric("jsonSchema", Map.of("schema", schema)))
                    .as(schema.toString())
                    .isInstanceOfSatisfying(
                            InvalidMetricException.class,
                            e -> assertThat(e.pointer()).startsWith("/options/schema"));
        }
        assertThatThrownBy(() -> metric("jsonSchema", Map.of())).isInstanceOf(InvalidMetricException.class);
        assertThatThrownBy(() -> metric("jsonSchema", Map.of("schema", "{}")))
                .isInstanceOf(InvalidMetricException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            So it costs $1,250.50.   | 1250.5      | 0    | 0    | true
            First 3, then 4.         | 4           | 0    | 0    | true
            about 99                 | 100         | 1    | 0    | true
            about 98                 | 100         | 1    | 0    | false
            about 98                 | 100         | 0    | 0.02 | true
            -5                       | 5           | 0    | 0    | false
            from 3-5                 | 5           | 0    | 0    | true
            6.02e23                  | 602e21      | 0    | 1e-9 | true
            no number                | 5           | 10   | 1    | false
            5                        | no number   | 10   | 1    | false
            """)
    void comparesTheLastNumbers(String answer, String reference, double tolerance, double relative, boolean expected) {
        Metric number = metric("number", Map.of("tolerance", tolerance, "relative", relative));

        assertThat(score(number, TextPair.of(answer, reference))).isEqualTo(expected ? 1 : 0);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void findsNumbersInHostileTextsInTime() {
        Metric number = metric("number", Map.of());

        assertThat(score(number, TextPair.of("1,".repeat(MEGABYTE / 2), "1"))).isEqualTo(1);
        assertThat(score(number, TextPair.of("9".repeat(MEGABYTE), "1"))).isZero();
        assertThat(score(number, TextPair.of("-.".repeat(MEGABYTE / 2), "1"))).isZero();
    }

    @Test
    void comparesFiguresWithCeilings() {
        TextPair pair = new TextPair("x", List.of(), new CallFigures(900.0, 10L, 20L, 0.002));

        assertThat(score(metric("latency", Map.of("atMost", 1000)), pair)).isEqualTo(1);
        assertThat(score(metric("latency", Map.of("atMost", 899.9)), pair)).isZero();
        assertThat(score(metric("tokens", Map.of("atMost", 20)), pair)).isEqualTo(1);
        assertThat(score(metric("tokens", Map.of("atMost", 19)), pair)).isZero();
        assertThat(score(metric("cost", Map.of("atMost", 0.002)), pair)).isEqualTo(1);
        assertThat(score(metric("cost", Map.of("atMost", 0.001)), pair)).isZero();
        assertThat(score(metric("cost", Map.of("atMost", 1)), TextPair.of("x"))).isZero();
        assertThatThrownBy(() -> metric("cost", Map.of())).isInstanceOf(InvalidMetricException.class);
    }

    @Test
    void refusesUnknownOptions() {
        assertThatThrownBy(() -> metric("contains", Map.of("text", "x")))
                .isInstanceOfSatisfying(
                        InvalidMetricException.class,
                        e -> assertThat(e.pointer()).isEqualTo("/options"));
        assertThat(Assertions.find("frobnicate", MetricOptions.NONE)).isEmpty();
    }

    private static boolean holds(String name, Map<String, Object> options, String answer) {
        return score(metric(name, options), TextPair.of(answer)) == 1;
    }

    private static double score(Metric metric, TextPair pair) {
        return metric.pairScore(metric.statistics(pair));
    }

    private static Metric metric(String name, Map<String, Object> options) {
        return Assertions.find(name, new MetricOptions(options)).orElseThrow();
    }

    private static String letters(Random random, int most) {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            letters.append((char) ('a' + random.nextInt(2)));
        }
        return letters.toString();
    }
}
