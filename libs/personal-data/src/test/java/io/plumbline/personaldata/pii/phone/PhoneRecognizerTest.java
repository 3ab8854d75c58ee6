package io.plumbline.personaldata.pii.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.redact.Redaction;
import io.plumbline.personaldata.redact.RedactionRules;
import io.plumbline.personaldata.scan.Recognized;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneRecognizerTest {

    private final PhoneRecognizer recognizer = new PhoneRecognizer(PiiRecognizers.DEFAULT_PHONE_REGIONS);

    private List<String> found(String text, double from) {
        return Redaction.resolve(RedactionRules.NONE, Recognized.findings(recognizer, text)).stream()
                .filter(finding -> finding.score() >= from)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call +44 20 7946 0958 now              | +44 20 7946 0958",
                "+442079460958                          | +442079460958",
                "+1 (415) 555-0132.                     | +1 (415) 555-0132",
                "United States: (415)555-0132           | (415)555-0132",
                "415-555-0132                           | 415-555-0132",
                "415.555.0132                           | 415.555.0132",
                "1-415-555-0132                         | 1-415-555-0132",
                "Brazil: +55 11 98456 5666              | +55 11 98456 5666",
                "+33 1 42 68 53 00                      | +33 1 42 68 53 00",
                "01 42 68 53 00                         | 01 42 68 53 00",
                "+91 4155550132                         | +91 4155550132",
                "Tel. 030 901820                        | 030 901820",
                "(030) 90 18 20                         | (030) 90 18 20",
                "020 7946 0958                          | 020 7946 0958",
                "My Japanese number is 090-1234-5678    | 090-1234-5678",
                "0044 20 7946 0958                      | 0044 20 7946 0958",
                "+44 (0)20 7946 0958                    | +44 (0)20 7946 0958",
                "+49-30-901820                          | +49-30-901820",
                "+1 415 555 0132 ext. 77                | +1 415 555 0132 ext. 77",
                "415-555-0132x5, please                 | 415-555-0132x5",
                "phone=+14155550132&x                   | +14155550132",
                "+1 415 555 0132 12 people              | +1 415 555 0132",
                "Ada,415-555-0132,x                     | 415-555-0132",
                "17,415-555-0132,5                      | 415-555-0132",
                "415-555-0132.Then                      | 415-555-0132",
                "ring 4155550132                        | 4155550132"
            })
    void findsNumbersThatAreWrittenLikeOne(String text, String number) {
        assertThat(found(text, 0.5)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24 10:30",
                "24.11.2026",
                "24/11/2026 12",
                "192.168.17.254",
                "version 10.0.19041.1234",
                "3.14159265358979",
                "1,234,567.89",
                "$415 555 0132",
                "order ABC-4155550132",
                "id_4155550132",
                "/4155550132",
                "is415-555-0132",
                "536-22-1234",
                "1 2 3 4 5 6 7 8 9 10",
                "12 34 56 78 90 12",
                "123456789012345678901234567890",
                "4155550132",
                "+99 123 456 789",
                "+",
                "(",
                "2 + 2 = 4"
            })
    void findsNothingElse(String text) {
        assertThat(found(text, 0.5)).isEmpty();
    }

    @Test
    void scoresBareDigitsByContext() {
        assertThat(Recognized.score(recognizer, "4155550132")).isLessThan(0.5);
        assertThat(Recognized.score(recognizer, "Phone: 4155550132")).isGreaterThan(0.5);
    }

    @Test
    void recognizesNationalNumbersOfTheConfiguredRegionsOnly() {
        PhoneRecognizer german = new PhoneRecognizer(List.of("DE"));
        assertThat(Recognized.in(german, "030 901820")).hasSize(1);
        assertThat(Recognized.in(german, "(415) 555-0132")).isEmpty();
        assertThat(Recognized.in(german, "+1 415 555 0132")).contains("+1 415 555 0132");
    }

    @Test
    void refusesARegionThatThereIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhoneRecognizer(List.of("UK")))
                .withMessageContaining("UK");
    }

    @Test
    void explainsItself() {
        Finding finding = Recognized.findings(recognizer, "+442079460958").getFirst();
        assertThat(finding.explanation()).isEqualTo("valid number with country code");
    }
}
