package io.plumbline.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.detect.Concern;
import io.plumbline.guardrails.detect.CountingEncoder;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.detect.Provenance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the encoder is spared, and what it is asked.
class NameCascadeTest {

    private static final double COUNTED_FROM = 0.4;
    private static final String ORDINARY =
            "The invoice was sent to the customer last week and has not been paid since then. ";

    private final NameDetector detector = new NameDetector();
    private final CountingEncoder encoder = new CountingEncoder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I reset my password? I have tried the link in the e-mail, but it has expired.",
                "Please summarise the following report in three bullet points and keep the numbers.",
                "int total = 0;\nfor (int i = 0; i < rows.length; i++) {\n    total += rows[i];\n}",
                "{\"status\": \"ok\", \"items\": [{\"id\": 7, \"price\": 12.5, \"currency\": \"EUR\"}]}",
                "What is the difference between a mutex and a semaphore, and when would you use each?",
            })
    void encodesNothingOfOrdinaryTexts(String text) {
        people(text, false);
        assertThat(encoder.windows()).isZero();
    }

    @Test
    void encodesNothingOfNamesThatAreSure() {
        assertThat(people("Dear Mr. Okonkwo, thank you for your call.", false)).containsExactly("Okonkwo");
        assertThat(encoder.windows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ruffo and Tannenberg Lodge are on the list, and so is Marrow.",
                "Quorvex told Brellin that the Strand was closed.",
            })
    void encodesWhatIsDoubtful(String text) {
        people(text, false);
        assertThat(encoder.windows()).isOne();
    }

    /// One word that nothing announces is worth less than what this policy acts on, and about places it does nothing.
    @Test
    void encodesNothingWhereItMakesNoDifference() {
        String doubtful = "Quorvex told Brellin that the Strand was closed.";
        Passage all = encoder.passage(doubtful, Provenance.USER);
        Passage people = all.concerning((_, entity) -> entity.equals("PERSON") ? 0.85 : Concern.NEVER);
        detector.detect(people);
        assertThat(encoder.windows()).isZero();
        detector.detect(all);
        assertThat(encoder.windows()).isOne();
    }

    @Test
    void encodesEverythingWhereThePolicyAsksForIt() {
        people(ORDINARY.repeat(30), true);
        assertThat(encoder.windows()).isEqualTo(encoder.all()).isGreaterThan(3);
    }

    @Test
    void encodesOnlyTheWindowInDoubt() {
        String doubtful = "Quorvex told Brellin that the Strand was closed. ";
        people(ORDINARY.repeat(30) + doubtful + ORDINARY.repeat(30), false);
        assertThat(encoder.windows()).isOne();
        assertThat(encoder.all()).isGreaterThan(6);
    }

    @Test
    void findsANameInALongTextAndEncodesLittleOfIt() {
        String text = ORDINARY.repeat(700) + "Then Oyelaran Adebisi complained. " + ORDINARY.repeat(600);
        assertThat(text).hasSizeGreaterThan(100_000);
        assertThat(people(text, false)).containsExactly("Oyelaran Adebisi");
        assertThat(encoder.windows()).isLessThanOrEqualTo(NameCascade.MOST_WINDOWS);
    }

    @Test
    void encodesFewWindowsOfALongTextFullOfDoubts() {
        people("Quorvex told Brellin that the Strand was closed. ".repeat(400), false);
        assertThat(encoder.windows()).isEqualTo(NameCascade.MOST_WINDOWS);
    }

    @Test
    void saysNearlyTheSameAsTheHeadAlone() {
        String text = "Customer: Ngozi Achterberg\n" + ORDINARY.repeat(20) + "Achterberg paid.";
        assertThat(people(text, false)).isEqualTo(people(text, true)).contains("Ngozi Achterberg");
    }

    private List<String> people(String text, boolean thorough) {
        Passage passage = encoder.passage(text, Provenance.USER);
        List<Finding> found = detector.detect(thorough ? passage.seenThoroughly() : passage);
        return found.stream()
                .filter(finding -> finding.entityType().equals("PERSON") && finding.score() >= COUNTED_FROM)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }
}
