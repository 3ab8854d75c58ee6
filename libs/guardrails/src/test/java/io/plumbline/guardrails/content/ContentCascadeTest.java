package io.plumbline.guardrails.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.CountingEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The heads run on text that is doubtful without them, and on nothing else.
class ContentCascadeTest {

    private static final String ORDINARY = """
            Compound interest is interest on the amount that was lent and on the interest of earlier years. At four per \
            cent an account of 2,000 grows to about 2,433 in five years. The formula multiplies the amount by one plus \
            the rate, raised to the number of years.

            """;
    private static final String HARM = "I swear I will find where you live and hurt you and your children tonight. ";

    private final ContentDetector detector = new ContentDetector();
    private final CountingEncoder encoder = new CountingEncoder();

    private InspectedText answer(String text) {
        return encoder.passage(text, Provenance.USER);
    }

    private Inspection inspectedByStandard(String text) {
        GuardEngine engine = GuardEngine.standard(encoder);
        InspectedText passage = engine.passage(Stage.OUTPUT, text, Surroundings.NONE, Deadline.NONE);
        return engine.inspect(Stage.OUTPUT, passage, BuiltInPolicy.STANDARD.policy(), PlaceholderVault.fresh());
    }

    @Test
    void areNotAskedAboutOrdinaryAnswers() {
        assertThat(detector.detect(answer(ORDINARY.repeat(8)))).isEmpty();
        assertThat(encoder.windows()).isZero();
    }

    @Test
    void areHardlyAskedWhileAnOrdinaryAnswerGrows() {
        String whole = """
                The invoice for October was paid on the third of November. The next one is due at the end of the month. \
                It covers the licences for the accounting software and the support contract. The amount is the same as \
                last year. A copy is attached to this message.
                """;
        for (int end = whole.indexOf(". "); end > 0; end = whole.indexOf(". ", end + 1)) {
            detector.detect(answer(whole.substring(0, end + 1)));
        }
        assertThat(encoder.windows()).isLessThanOrEqualTo(1); // of five; a first sentence says little
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can change the address of an invoice under Settings. The change is used from the next invoice on.",
                "To reset the password, open the account page, choose Security and follow the link that is sent by e-mail.",
                "Revenue rose by three per cent in the second quarter. Most of the growth came from the northern stores."
            })
    void areNotAskedAboutShortOrdinaryAnswers(String text) {
        Inspection inspection = inspectedByStandard(text);
        assertThat(inspection.findings()).isEmpty();
        assertThat(encoder.windows()).isZero();
    }

    @Test
    void areAskedAboutHarmThatAPolicyFlags() {
        Inspection inspection = inspectedByStandard(HARM);
        assertThat(inspection.decision()).isEqualTo(Action.FLAG);
        assertThat(inspection.findings()).extracting(Finding::entityType).contains("THREAT", "TOXICITY");
        assertThat(encoder.windows()).isPositive();
    }

    @Test
    void areNotAskedWhereNothingIsDoneAboutHarm() {
        Concern others = (category, _) -> category == Category.PII ? 0 : Concern.NEVER;
        detector.detect(answer(HARM).concerning(others));
        assertThat(encoder.windows()).isZero();
        detector.detect(answer(HARM).concerning((_, _) -> 0.7));
        assertThat(encoder.windows()).isPositive();
    }

    @Test
    void areAskedAboutAllWherePoliciesWantIt() {
        InspectedText passage = answer(ORDINARY.repeat(8));
        detector.detect(passage.seenThoroughly());
        assertThat(encoder.windows()).isEqualTo(passage.encoding().windows());
    }

    @Test
    void findHarmAnywhereInALongAnswer() {
        String text = ORDINARY.repeat(60) + HARM.repeat(3) + ORDINARY.repeat(3);
        assertThat(detector.detect(answer(text))).anySatisfy(finding -> {
            assertThat(finding.score()).isGreaterThanOrEqualTo(Finding.REPORTED_FROM);
            assertThat(finding.explanation()).contains("sentence");
        });
        assertThat(encoder.windows()).isBetween(1, 6);
    }
}
