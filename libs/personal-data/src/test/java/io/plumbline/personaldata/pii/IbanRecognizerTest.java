package io.plumbline.personaldata.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.scan.Recognized;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanRecognizerTest {

    private final IbanRecognizer recognizer = new IbanRecognizer();

    /// Examples of the SWIFT registry.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AL47 2121 1009 0000 0002 3569 8741",
                "AT61 1904 3002 3457 3201",
                "BE68 5390 0754 7034",
                "BR18 0036 0305 0000 1000 9795 493C 1",
                "CH93 0076 2011 6238 5295 7",
                "DE89 3704 0044 0532 0130 00",
                "ES91 2100 0418 4502 0005 1332",
                "FR14 2004 1010 0505 0001 3M02 606",
                "GB29 NWBK 6016 1331 9268 19",
                "IT60 X054 2811 1010 0000 0123 456",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                "NL91 ABNA 0417 1643 00",
                "NO93 8601 1117 947",
                "SA03 8000 0000 6080 1016 7519",
                "LC55 HEMM 0001 0001 0012 0012 0002 3015"
            })
    void findsAccounts(String iban) {
        assertThat(Recognized.in(recognizer, iban)).containsExactly(iban);
        String compact = iban.replace(" ", "");
        assertThat(Recognized.in(recognizer, "IBAN:" + compact + ";")).containsExactly(compact);
        assertThat(Recognized.in(recognizer, iban.replace(' ', '-'))).containsExactly(iban.replace(' ', '-'));
        assertThat(Recognized.in(recognizer, compact.toLowerCase(Locale.ROOT))).hasSize(1);
        assertThat(Recognized.score(recognizer, iban)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89 3704 0044 0532 0130 01", // remainder
                "DE98 3704 0044 0532 0130 00", // digits exchanged
                "DE89 3704 0044 0532 0130", // too short
                "DE893704004405320130000", // too long
                "XX89 3704 0044 0532 0130 00", // no country
                "DE89  3704 0044 0532 0130 00",
                "xDE89370400440532013000",
                "delivery",
                "IT 60"
            })
    void findsNothingElse(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"VG96 VPVG 0000 0123 4567 8901 X in a sentence", "VG96 VPVG 0000 0123 4567 8901 in a sentence"})
    void endsWhereTheLengthOfTheCountryEnds(String text) {
        assertThat(Recognized.in(recognizer, text)).containsExactly("VG96 VPVG 0000 0123 4567 8901");
    }
}
