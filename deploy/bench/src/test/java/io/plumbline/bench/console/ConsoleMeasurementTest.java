package io.plumbline.bench.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleMeasurementTest {

    private static final ConsoleSession.Visit PAGE = new ConsoleSession.Visit("""
            <link rel="stylesheet" href="/web-kit/plumbline.css">
            <link rel="icon" type="image/svg+xml" href="/web-kit/plumbline.svg">
            <script defer src="/webjars/htmx.js"></script>
            <a href="/models/new">Register</a> <a href="/models?sort=name&amp;team=a">Name</a>
            <a href="/models/assistant">assistant</a> <a href="/models/assistant/versions">2</a>
            """, 300, 1_000_000);

    @Test
    void takesTheSmallestValueThatEnoughValuesDoNotExceed() {
        List<Double> values =
                IntStream.rangeClosed(1, 30).mapToObj(i -> 31.0 - i).toList();
        assertThat(ConsoleMeasurement.quantile(values, 0.5)).isEqualTo(15);
        assertThat(ConsoleMeasurement.quantile(values, 0.95)).isEqualTo(29);
        assertThat(ConsoleMeasurement.quantile(List.of(7.0), 0.95)).isEqualTo(7);
    }

    @Test
    void followsTheFirstLinkToAResource() {
        assertThat(PAGE.link(Pattern.compile("/models/(?!new$)[^/?]+"))).hasValue("/models/assistant");
        assertThat(PAGE.link(Pattern.compile("/models[?].*"))).hasValue("/models?sort=name&team=a");
        assertThat(PAGE.link(Pattern.compile("/prompts/.*"))).isEmpty();
    }

    @Test
    void countsStyleSheetsAndScriptsButNoImages() {
        assertThat(PAGE.files()).containsExactly("/web-kit/plumbline.css", "/webjars/htmx.js");
    }
}
