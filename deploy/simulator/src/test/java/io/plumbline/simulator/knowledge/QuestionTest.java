package io.plumbline.simulator.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionTest {
    @Test
    void takesAShortMessageAsItIs() {
        assertThat(Question.within(" I lost my card. ")).isEqualTo("I lost my card.");
    }

    @Test
    void findsTheQuestionBehindItsMarker() {
        assertThat(Question.within("""
                        Context: Cards can be frozen. Is that so? Yes.

                        Question: When do you open?

                        Answer in one sentence.""")).isEqualTo("When do you open?");
        assertThat(Question.within("<context>a?</context><question>When do you open?</question> Be brief."))
                .isEqualTo("When do you open?");
    }

    @Test
    void findsTheLastParagraphThatAsks() {
        assertThat(Question.within("""
                        Loans cost 5 percent. Who knew?
                        Branches are open from nine.
                        When do you open?
                        Thank you.""")).isEqualTo("When do you open?");
    }

    @Test
    void looksAtTheEndOfALongMessage() {
        assertThat(Question.within("word ".repeat(100_000) + "lost card"))
                .endsWith("lost card")
                .hasSize(10_000);
    }
}
