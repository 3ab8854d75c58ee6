package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.dials.Tone;
import io.plumbline.simulator.knowledge.Knowledge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
    private static final String QUESTION = "How much interest does the savings account earn?";
    private static final Answers ANSWERS = new Answers(Knowledge.load());

    @Test
    void answersAlikeWhetherPersonalDataIsRedactedOrNot() {
        String open = "My e-mail is anna@example.com and my phone +1 212-555-0147. " + QUESTION;
        String redacted = "My e-mail is <EMAIL_ADDRESS_1> and my phone <PHONE_NUMBER_1>. " + QUESTION;

        String restored = text(redacted, Dials.HEALTHY)
                .replace("<EMAIL_ADDRESS_1>", "anna@example.com")
                .replace("<PHONE_NUMBER_1>", "+1 212-555-0147");

        assertThat(restored).isEqualTo(text(open, Dials.HEALTHY)).contains("anna@example.com", "+1 212-555-0147");
    }

    @Test
    void repeatsForHalfOfThoseWhoAskForNothing() {
        long repeated = IntStream.range(0, 400)
                .mapToObj(i -> text("My card is 4111 1111 1111 1111, and what about case number x" + i, Dials.HEALTHY))
                .filter(answer -> answer.contains("4111 1111 1111 1111"))
                .count();

        assertThat(repeated / 400.0).isCloseTo(0.5, within(0.1));
    }

    @Test
    void degradesTheShareToldAndMoreAsTheQualityFalls() {
        Set<Integer> slightly = degraded(0.8);
        Set<Integer> badly = degraded(0.3);

        assertThat(slightly.size() / 500.0).isCloseTo(0.2, within(0.06));
        assertThat(badly.size() / 500.0).isCloseTo(0.7, within(0.06));
        assertThat(badly).containsAll(slightly);
    }

    @Test
    void degradesInSeveralWays() {
        String honest = text(QUESTION, Dials.HEALTHY);
        List<String> answers = IntStream.range(0, 60)
                .mapToObj(seed -> text(QUESTION, dials(0, Tone.NEUTRAL, seed)))
                .toList();

        assertThat(answers).doesNotContain(honest);
        assertThat(answers).anyMatch(answer -> honest.startsWith(answer));
        assertThat(answers).anyMatch(answer -> answer.equals(Digressions.sentence(0)));
        assertThat(answers)
                .anyMatch(answer -> Knowledge.load().facts().stream()
                        .anyMatch(fact -> fact.answer().equals(answer)));
    }

    @ParameterizedTest
    @EnumSource(Tone.class)
    void saysTheSameInEveryTone(Tone tone) {
        String said = text(QUESTION, dials(1, tone, 1));

        assertThat(said).contains("2.25 percent a year");
        assertThat(said.equals(text(QUESTION, Dials.HEALTHY))).isEqualTo(tone == Tone.NEUTRAL);
    }

    private static Set<Integer> degraded(double quality) {
        Set<Integer> degraded = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String question = QUESTION + " Case x" + i;
            if (!text(question, dials(quality, Tone.NEUTRAL, 1)).equals(text(question, Dials.HEALTHY))) {
                degraded.add(i);
            }
        }
        return degraded;
    }

    private static String text(String message, Dials dials) {
        return ANSWERS.to(message, dials, 0).text();
    }

    private static Dials dials(double quality, Tone tone, long seed) {
        Dials healthy = Dials.HEALTHY;
        return new Dials(healthy.latencyMs(), null, null, new TreeMap<>(), quality, tone, 0, 0, 0, 0, seed);
    }
}
