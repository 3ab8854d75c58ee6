package io.plumbline.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableTextTest {

    @Test
    void leavesOrdinaryTextUnchanged() {
        String text = "Grüße, 你好, مرحبا, नमस्ते, 👩\u200D💻!\n- a list";
        assertThat(ReadableText.of(text, 100)).isEqualTo(text);
    }

    @Test
    void spellsOutInvisibleAndDirectionalCharacters() {
        assertThat(ReadableText.of("a\u202Eb\u0000c\u200Bd\uFEFFe\uDB40\uDC41f\uD800g\u2066", 100))
                .isEqualTo("a‹U+202E›b‹U+0000›c‹U+200B›d‹U+FEFF›e‹U+E0041›f‹U+D800›g‹U+2066›");
    }

    @Test
    void breaksLinesAtUnicodeLineBreaks() {
        assertThat(ReadableText.of("a\u2028b\u2029c\u0085d\te", 100)).isEqualTo("a\nb\nc\nd e");
    }

    @Test
    void truncatesByCharactersAndByLines() {
        assertThat(ReadableText.of("👍".repeat(1_000_000), 3)).isEqualTo("👍👍👍…");
        assertThat(ReadableText.of("a\n".repeat(1_000_000), 2000).lines()).hasSize(40);
        assertThat(ReadableText.of("  abc  ", 3)).isEqualTo("abc");
    }
}
