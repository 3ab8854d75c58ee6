package io.plumbline.personaldata.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.scan.Recognized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsSsnRecognizerTest {

    private final UsSsnRecognizer recognizer = new UsSsnRecognizer();

    @ParameterizedTest
    @CsvSource({
        "536-22-1234, 0.5",
        "SSN 536-22-1234, 0.85",
        "536 22 1234, 0.4",
        "social security number 536 22 1234, 0.75",
        "536221234, 0.05",
        "ssn: 536221234, 0.6",
        "078-051121, 0.05",
        "07805-1121, 0.05",
        "My SSN is 123-45-6789, 0.6"
    })
    void scoresByFormAndContext(String text, double score) {
        assertThat(Recognized.score(recognizer, text)).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000-22-1234", "666-22-1234", "536-00-1234", "536-22-0000"})
    void knowsWhatWasNeverIssued(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123-45-6789", "078-05-1120", "219099999", "111-11-1111"})
    void takesExamplesForExamplesUnlessTheyAreNamed(String number) {
        assertThat(Recognized.in(recognizer, number)).isEmpty();
        assertThat(Recognized.in(recognizer, "SSN: " + number)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5362212345",
                "536-22-12345",
                "536-22-1234-5",
                "1-536-22-1234",
                "693-09.4444",
                "x536221234",
                "536-2-21234",
                "$536221234",
                "536-22-1234.50"
            })
    void findsNothingElse(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }

    @Test
    void readsSeparatedValues() {
        assertThat(Recognized.in(recognizer, "a@example.com,536-22-1234,5")).containsExactly("536-22-1234");
    }

    @Test
    void endsBeforePunctuation() {
        assertThat(Recognized.in(recognizer, "(536-22-1234), or 212-09-9998."))
                .containsExactly("536-22-1234", "212-09-9998");
    }

    @Test
    void takesAreasThatHaveNoneForWhatTheyAreCalled() {
        assertThat(Recognized.score(recognizer, "925-22-8758")).isLessThan(0.4);
        assertThat(Recognized.score(recognizer, "SSN: 925-22-8758")).isGreaterThan(0.5);
    }
}
