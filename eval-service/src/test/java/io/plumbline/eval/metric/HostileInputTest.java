package io.plumbline.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.metric.definition.MetricCatalog;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HostileInputTest {

    private static final int MEGABYTE = 1 << 20;

    static Stream<Named<String>> texts() {
        return Stream.of(
                Named.of("one token", "x".repeat(MEGABYTE)),
                Named.of("one run of y", "y".repeat(MEGABYTE)),
                Named.of("only stops", ".,".repeat(MEGABYTE / 2)),
                Named.of("only entities", "&amp;".repeat(40_000)),
                Named.of("emoji", "😀".repeat(MEGABYTE / 2)),
                Named.of("halves of emoji", "\ud83d".repeat(MEGABYTE)),
                Named.of("line ends", "\n".repeat(MEGABYTE)),
                Named.of("no two alike", distinctWords(30_000)),
                Named.of("one word over and over", "a ".repeat(45_000)),
                Named.of("one word a line", "a\n".repeat(3_000)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isScoredInBoundedTimeByEveryMetric(String text) {
        TextPair pair = TextPair.of(text, text);

        for (String name : MetricCatalog.lexical().names()) {
            Metric metric = metric(name);
            assertThat(metric.pairScore(metric.statistics(pair))).as(name).isBetween(0.0, metric.maximum());
        }
    }

    @Test
    void isRefusedBySubsequenceMetricsIfTooSlow() {
        TextPair words = TextPair.of("a ".repeat(MEGABYTE / 2), "a ".repeat(MEGABYTE / 2));
        TextPair lines = TextPair.of("a\n".repeat(10_000), "a\n".repeat(10_000));

        assertThatThrownBy(() -> metric("rougeL").statistics(words)).isInstanceOf(OversizedTextException.class);
        assertThatThrownBy(() -> metric("rougeLsum").statistics(words)).isInstanceOf(OversizedTextException.class);
        assertThatThrownBy(() -> metric("rougeLsum").statistics(lines)).isInstanceOf(OversizedTextException.class);
    }

    private static Metric metric(String name) {
        return MetricCatalog.lexical().find(name).orElseThrow();
    }

    @Test
    void isRefusedBeyondTheBoundsOfAPair() {
        String half = "x".repeat(TextPair.MAXIMUM_LENGTH / 2);

        assertThat(TextPair.of(half, half).references()).hasSize(1);
        assertThatThrownBy(() -> TextPair.of(half, half + "x"))
                .isInstanceOf(OversizedTextException.class)
                .hasMessageContaining("2097153")
                .hasMessageNotContaining("xx");
        assertThatThrownBy(() -> TextPair.of(half, "", "x")).isInstanceOf(OversizedTextException.class);
        assertThatThrownBy(() -> new TextPair("x", Collections.nCopies(65, "x")))
                .isInstanceOf(OversizedTextException.class)
                .hasMessageContaining("65");
        assertThat(TextPair.of("x").references()).isEmpty();
    }

    private static String distinctWords(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(Integer.toString(i, Character.MAX_RADIX)).append(' ');
        }
        return text.toString();
    }
}
