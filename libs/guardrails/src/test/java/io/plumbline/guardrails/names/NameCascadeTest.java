package io.plumbline.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.CountingEncoder;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.names.NameDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the encoder skips, and what it reads.
class NameCascadeTest {

    private static final double COUNTED_FROM = 0.4;
    /// As the cascade documents.
    private static final int MOST_WINDOWS = 3;
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

    /// One unannounced word scores below this policy's threshold, and the policy takes no action on places.
    @Test
    void encodesNothingWhereItMakesNoDifference() {
        String doubtful = "Quorvex told Brellin that the Strand was closed.";
        InspectedText all = encoder.passage(doubtful, Provenance.USER);
        InspectedText people = all.concerning((_, entity) -> entity.equals("PERSON") ? 0.85 : Concern.NEVER);
        detector.detect(people);
        assertThat(encoder.windows()).isZero();
        detector.detect(all);
        assertThat(encoder.windows()).isOne();
    }

    /// Bare codes and numbers are not addresses, nor are signs and words of plans and programs names.
    @Test
    void encodesLittleOfOrdinaryTablesLogsDifferencesAndSentencesUnderStandard() throws IOException {
        List<String> encoded = new ArrayList<>();
        for (String text : ordinary()) {
            int before = encoder.windows();
            assertThat(acted(text)).as(text).isEmpty();
            if (encoder.windows() > before) {
                encoded.add(text);
            }
        }
        assertThat(encoded).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void findsNamesAndAddressesInTablesAndLogsUnderStandard() {
        assertThat(acted("id,customer,total\n4471,Ngozi Achterberg,18.20\n4472,Daniel Okonkwo,7.95"))
                .containsExactly("Ngozi Achterberg", "Daniel Okonkwo");
        assertThat(acted("{\"order\": \"SO-1\", \"customer\": \"Ngozi Achterberg\", \"total\": 18.2}"))
                .containsExactly("Ngozi Achterberg");
        assertThat(acted("INSERT INTO clients (id, name, code) VALUES (7, 'Ingrid Lindqvist', 'M71 K4B2');"))
                .containsExactly("Ingrid Lindqvist");
        assertThat(acted("2026-02-11 06:40:12 INFO login ok user=\"Tomasz Wrona\" ip=10.0.0.7 took=31"))
                .containsExactly("Tomasz Wrona");
        assertThat(acted("SO-20418;2025-04-02;12 Oak Street, Springfield, IL 62704;18.20"))
                .containsExactly("12 Oak Street, Springfield, IL 62704");
    }

    /// The findings on which `standard` acts.
    private List<String> acted(String text) {
        StageRules rules = BuiltInPolicy.STANDARD.policy().rules(Stage.INPUT);
        Concern concern = rules::actsFrom;
        return detector.detect(encoder.passage(text, Provenance.USER).concerning(concern)).stream()
                .filter(finding -> finding.score() >= concern.from(Category.PII, finding.entityType()))
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    private static List<String> ordinary() throws IOException {
        try (InputStream in = NameCascadeTest.class.getResourceAsStream("ordinary.txt")) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^%%\\n", -1))
                    .skip(1)
                    .toList();
        }
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
        assertThat(encoder.windows()).isLessThanOrEqualTo(MOST_WINDOWS);
    }

    @Test
    void encodesFewWindowsOfALongTextFullOfDoubts() {
        people("Quorvex told Brellin that the Strand was closed. ".repeat(400), false);
        assertThat(encoder.windows()).isEqualTo(MOST_WINDOWS);
    }

    @Test
    void saysNearlyTheSameAsTheHeadAlone() {
        String text = "Customer: Ngozi Achterberg\n" + ORDINARY.repeat(20) + "Achterberg paid.";
        assertThat(people(text, false)).isEqualTo(people(text, true)).contains("Ngozi Achterberg");
    }

    private List<String> people(String text, boolean thorough) {
        InspectedText passage = encoder.passage(text, Provenance.USER);
        List<Finding> found = detector.detect(thorough ? passage.seenThoroughly() : passage);
        return found.stream()
                .filter(finding -> finding.entityType().equals("PERSON") && finding.score() >= COUNTED_FROM)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }
}
