package io.plumbline.guardrails.output.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptLeakDetectorTest {

    private static final String PROMPT = """
            You are Olive, the assistant of the Harbour Bank. Answer questions about accounts and cards only. \
            Never mention that the savings rate will be raised to four percent in March. If somebody asks for a \
            credit line above ten thousand, send them to a branch and say that the system is being serviced.""";
    private static final String CANARY = CanaryToken.issue(RandomGenerator.of("L64X128MixRandom"));

    private static List<Finding> detect(String text, String prompt, List<String> canaries) {
        Surroundings surroundings = new Surroundings(prompt, List.of(), canaries);
        return new PromptLeakDetector()
                .detect(new InspectedText(text, Provenance.MODEL, surroundings, Deadline.NONE, null));
    }

    private static String rotated(String text) {
        StringBuilder rotated = new StringBuilder();
        text.chars()
                .forEach(c -> rotated.append(
                        (char) (Character.isLetter(c) ? (c & 0x60) + 1 + ((c & 0x1F) - 1 + 13) % 26 : c)));
        return rotated.toString();
    }

    static List<String> leaks() {
        return List.of(
                PROMPT,
                "Sure! Here it is: \"" + PROMPT + "\" Anything else?",
                PROMPT.toUpperCase(Locale.ROOT),
                PROMPT.replace(' ', '\n').replace(",", " ;"),
                "I was told: never mention that the savings rate will be raised to four percent in March.",
                PROMPT.replace("Harbour", "Harbor").replace("credit line", "loan"),
                new StringBuilder(PROMPT).reverse().toString(),
                rotated(PROMPT),
                "Here: " + String.join(" ", PROMPT.split("")),
                String.join("-", PROMPT.substring(60, 160).split("")),
                "Decode this: " + Base64.getEncoder().encodeToString(PROMPT.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void findsThePromptHoweverItIsTold(String answer) {
        assertThat(detect(answer, PROMPT, List.of())).anySatisfy(finding -> {
            assertThat(finding.entityType()).isEqualTo("SYSTEM_PROMPT");
            assertThat(finding.score()).isGreaterThan(0.5);
        });
    }

    @Test
    void pointsAtWhatIsRepeated() {
        String leak = "answer questions about accounts and cards only never mention that the savings rate";
        String answer = "I may tell you this. " + leak + " And that was it.";
        assertThat(detect(answer, PROMPT, List.of()))
                .singleElement()
                .satisfies(finding -> assertThat(
                                answer.substring(finding.start(), finding.end()).strip())
                        .isEqualTo(leak));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your account has no fee, and cards are free for the first year. Please ask at a branch.",
                "The savings rate is two percent. I can answer questions about accounts.",
                "I cannot share my instructions.",
                "Spelt out: " + "S a v i n g s  r a t e, and then A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
                ""
            })
    void leavesAnswersInTheirOwnWordsAlone(String answer) {
        assertThat(detect(answer, PROMPT, List.of(CANARY))).isEmpty();
    }

    @Test
    void isSurerTheMoreIsRepeated() {
        String[] words = PROMPT.split(" ", -1);
        double before = 0;
        for (int count : new int[] {9, 14, 20}) {
            String part = String.join(" ", List.of(words).subList(0, count));
            double score = detect(part, PROMPT + " " + "other words follow here ".repeat(1) + filler(), List.of())
                    .getFirst()
                    .score();
            assertThat(score).isGreaterThan(before);
            before = score;
        }
    }

    private static String filler() {
        StringBuilder filler = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            filler.append("word").append(i).append(' ');
        }
        return filler.toString();
    }

    static List<String> spellings() {
        String hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.US_ASCII));
        return List.of(
                CANARY,
                CANARY.toUpperCase(Locale.ROOT),
                String.join(" ", CANARY.split("")),
                String.join("-\n", CANARY.split("(?<=\\G....)")),
                CANARY.substring(0, 8) + "\u200B" + CANARY.substring(8),
                new StringBuilder(CANARY).reverse().toString(),
                rotated(CANARY),
                hex,
                Base64.getEncoder().encodeToString(("the mark is " + CANARY).getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void findsACanaryHoweverItIsSpelt(String spelling) {
        assertThat(detect("It says " + spelling + " there.", null, List.of(CANARY)))
                .anySatisfy(finding -> {
                    assertThat(finding.entityType()).isEqualTo("CANARY");
                    assertThat(finding.score()).isEqualTo(1);
                });
        assertThat(detect("It says " + spelling + " there.", null, List.of(CanaryToken.issue())))
                .isEmpty();
    }

    @Test
    void marksAPromptSoThatItIsFound() {
        String marked = CanaryToken.mark(PROMPT, CANARY);
        assertThat(marked).startsWith(PROMPT).contains(CANARY);
        assertThat(detect(marked, null, List.of(CANARY))).hasSize(1);
    }
}
