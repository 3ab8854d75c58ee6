package io.plumbline.eval.metric.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.TextPair;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CompilationsTest {

    @Test
    void compilesWithoutRunningAnything() {
        assertThat(compiles("""
                Sure:
                ```java
                import java.util.List;
                public record Basket(List<String> items) {
                    int size() { return items.size(); }
                }
                ```
                It holds items.
                """)).isTrue();
        assertThat(compiles("class A { int size() { return \"one\"; } }")).isFalse();
        assertThat(compiles("not a program")).isFalse();
        assertThat(compiles(" ")).isFalse();
        assertThat(compiles("x".repeat(200_000))).isFalse();
    }

    /// Each constant is twice as long as the one before: more memory than there is.
    @Test
    void boundsTheResourcesOfAHostileSource() {
        StringBuilder source = new StringBuilder("class A {\nstatic final String S0 = \"xxxxxxxxxxxxxxxx\";\n");
        for (int i = 1; i < 40; i++) {
            source.append("static final String S%d = S%d + S%d;%n".formatted(i, i - 1, i - 1));
        }

        assertThat(compiles(source + "}")).isFalse();
        assertThat(compiles("class A { int a = " + "(".repeat(40_000) + "1" + ")".repeat(40_000) + "; }"))
                .isFalse();
    }

    @Test
    void recognisesItsLanguages() {
        assertThatThrownBy(() -> Assertions.find("compiles", new MetricOptions(Map.of("language", "cobol"))))
                .isInstanceOf(InvalidMetricException.class)
                .hasMessageContaining("java");
        assertThatThrownBy(() -> Assertions.find("compiles", MetricOptions.NONE))
                .isInstanceOf(InvalidMetricException.class);
    }

    private static boolean compiles(String answer) {
        Metric metric = Assertions.find("compiles", new MetricOptions(Map.of("language", "java")))
                .orElseThrow();
        return metric.pairScore(metric.statistics(TextPair.of(answer))) == 1;
    }
}
