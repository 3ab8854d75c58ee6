package io.plumbline.eval.benchmark.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstructionTextsTest {

    /// A model can answer with one word of this length; a pattern that recurses at each part overflows.
    @Test
    void readsLongWords() {
        assertThat(InstructionTexts.capitalWords("A-".repeat(100_000) + "B c-D E-F"))
                .isEqualTo(2);
    }

    /// Without a maximum, a text of opening brackets takes quadratic time.
    @Test
    void findsTitlesOfALimitedLength() {
        assertThat(InstructionTexts.hasTitle("<<" + "x".repeat(1_000) + ">>")).isTrue();
        assertThat(InstructionTexts.hasTitle("<<" + "x".repeat(1_001) + ">>")).isFalse();
        assertThat(InstructionTexts.hasTitle("<".repeat(20_000))).isFalse();
    }
}
