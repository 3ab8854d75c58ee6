package io.plumbline.guardrails.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.detect.CountingEncoder;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.detect.Provenance;
import org.junit.jupiter.api.Test;

/// The heads are asked about what is doubtful without them, and about nothing else.
class ContentCascadeTest {

    private static final String ORDINARY = """
            Compound interest is interest on the amount that was lent and on the interest of earlier years. At four per \
            cent an account of 2,000 grows to about 2,433 in five years. The formula multiplies the amount by one plus \
            the rate, raised to the number of years.

            """;
    private static final String HARM = "I swear I will find where you live and hurt you and your children tonight. ";

    private final ContentDetector detector = new ContentDetector();
    private final CountingEncoder encoder = new CountingEncoder();

    private Passage answer(String text) {
        return encoder.passage(text, Provenance.USER);
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

    @Test
    void areAskedAboutAllWherePoliciesWantIt() {
        Passage passage = answer(ORDINARY.repeat(8));
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
