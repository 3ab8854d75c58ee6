package io.plumbline.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void putsTextOnOneLine() {
        assertThat(Excerpt.of(" short\n\tenough ", 12)).isEqualTo("short enough");
        assertThat(Excerpt.of("a\u001b[31m b", 12))
                .as("no escape reaches the terminal")
                .isEqualTo("a [31m b");
    }

    @Test
    void cutsTextToAWidth() {
        assertThat(Excerpt.of("one two three four", 12)).isEqualTo("one two thr…");
        assertThat(Excerpt.of("👍".repeat(13), 12)).isEqualTo("👍".repeat(11) + "…");
    }
}
