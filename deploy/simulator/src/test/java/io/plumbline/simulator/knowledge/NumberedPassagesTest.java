package io.plumbline.simulator.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberedPassagesTest {

    private static final String MARK = "data-0123456789ab";

    private static String message(String question) {
        return """
                Passages follow.

                [1]
                <<%1$s>>
                travel.md > Travel

                Book trains, not flights. A taxi needs a receipt.
                <</%1$s>>

                [2]
                <<%1$s>>
                leave.md > Parental leave

                Parents have sixteen weeks <of paid leave>. Ask your manager.
                <</%1$s>>

                Question:

                %2$s""".formatted(MARK, question);
    }

    @Test
    void answersFromTheBestSentence() {
        NumberedPassages passages = NumberedPassages.in(message("How many weeks of leave do parents have?"));
        assertThat(Question.within(passages.rest())).isEqualTo("How many weeks of leave do parents have?");
        assertThat(passages.answer("How many weeks of leave do parents have?"))
                .hasValue("Parents have sixteen weeks <of paid leave>. [2]");
        assertThat(passages.answer("Do I need a receipt for a taxi?")).hasValue("A taxi needs a receipt. [1]");
    }

    @Test
    void knowsWhenNoPassageAnswers() {
        assertThat(NumberedPassages.in(message("Who won the football cup?")).answer("Who won the football cup?"))
                .isEmpty();
        assertThat(NumberedPassages.in("[1] How many weeks of leave?").answer("How many weeks of leave?"))
                .isEmpty();
    }
}
