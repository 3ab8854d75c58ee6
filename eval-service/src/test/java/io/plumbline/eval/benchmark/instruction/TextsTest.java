package io.plumbline.eval.benchmark.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    /// A model can answer with one word of this length; a pattern that recurses at each part overflows.
    @Test
    void readsLongWords() {
        assertThat(Texts.capitalWords("A-".repeat(100_000) + "B c-D E-F")).isEqualTo(2);
    }

    /// Without a maximum, a text of opening brackets takes quadratic time.
    @Test
    void findsTitlesOfALimitedLength() {
        assertThat(Texts.hasTitle("<<" + "x".repeat(1_000) + ">>")).isTrue();
        assertThat(Texts.hasTitle("<<" + "x".repeat(1_001) + ">>")).isFalse();
        assertThat(Texts.hasTitle("<".repeat(20_000))).isFalse();
    }
}
