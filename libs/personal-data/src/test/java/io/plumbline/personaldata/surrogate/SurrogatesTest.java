package io.plumbline.personaldata.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurrogatesTest {

    private static final byte[] KEY = "the key of a conversation".getBytes(StandardCharsets.UTF_8);
    private static final SpanScanner SCANNER =
            new SpanScanner(PiiRecognizers.all(PiiRecognizers.DEFAULT_PHONE_REGIONS));

    private final Surrogates surrogates = new Surrogates(KEY);

    private String of(String type, String value) {
        return surrogates.of(type, value, 0).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            PERSON        ; Ada Lovelace                ; [A-Z][a-z]+ [A-Z][a-z]+
            PERSON        ; ADA LOVELACE                ; [A-Z]+ [A-Z]+
            PERSON        ; Dr. Lovelace                ; Dr\\. [A-Z][a-z]+
            PERSON        ; Lovelace, Ada K.            ; [A-Z][a-z]+, [A-Z][a-z]+ [A-Z]\\.
            PERSON        ; Jürgen Müller               ; \\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+
            PERSON        ; Анна Каренина               ; \\p{IsCyrillic}+ \\p{IsCyrillic}+
            PERSON        ; 山田太郎                    ; \\p{IsHan}+
            EMAIL_ADDRESS ; ada@lovelace.org            ; [a-z]+\\.[a-z]+@example\\.(com|net|org)
            PHONE_NUMBER  ; (415) 867-5309              ; \\(\\d{3}\\) 555-01\\d\\d
            PHONE_NUMBER  ; +1 415 867 5309             ; \\+1 \\d{3} 555 01\\d\\d
            PHONE_NUMBER  ; +44 20 8123 4567            ; \\+44 20 7946 0\\d{3}
            PHONE_NUMBER  ; 07911 123456                ; 07700 900\\d{3}
            PHONE_NUMBER  ; +33 6 12 34 56 78           ; \\+33 6 39 98 \\d\\d \\d\\d
            PHONE_NUMBER  ; 030 901820                  ; 03023125\\d{3}
            PHONE_NUMBER  ; +34 612 34 56 78            ; \\+34 000 00 \\d\\d \\d\\d
            US_SSN        ; 536-22-1234                 ; 666-\\d\\d-\\d{4}
            IP_ADDRESS    ; 10.11.12.13                 ; (192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+
            IP_ADDRESS    ; fe80::1                     ; 2001:db8:[0-9a-f]+::[0-9a-f]+
            MAC_ADDRESS   ; 3C-22-FB-0A-1B-2C           ; 02-00-5E(-[0-9A-F]{2}){3}
            URL           ; https://www.lovelace.org/a  ; https://www\\.example\\.(com|net|org)/[0-9a-z]+
            AGE           ; 41 years old                ; (38|39|40|42|43|44) years old
            LOCATION      ; Berlin                      ; [A-Z][a-z]+
            ORGANIZATION  ; Lovelace Engines GmbH       ; [A-Z][a-z]+ [A-Z][a-z]+ GmbH
            ADDRESS       ; 12 Main Street, Springfield ; \\d+ [A-Z][a-z]+ [A-Z][a-z]+, [A-Z][a-z]+
            ADDRESS       ; Hauptstraße 12              ; [A-Z][a-z]+ [A-Z][a-z]+ \\d+
            UK_NHS        ; 943 476 5919                ; \\d{3} \\d{3} \\d{4}
            US_PASSPORT   ; C01X00T47                   ; [A-Z]\\d\\d[A-Z]\\d\\d[A-Z]\\d\\d
            """)
    void inventsTheSameTypeInTheSameForm(String type, String value, String form) {
        String invented = of(type, value);
        assertThat(invented).matches(form).isNotEqualTo(value).isEqualTo(of(type, value));
        assertThat(new Surrogates("another key".getBytes(StandardCharsets.UTF_8))
                        .of(type, value, 0)
                        .orElseThrow())
                .matches(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREDIT_CARD | 4111 1111 1111 1111
            CREDIT_CARD | 378282246310005
            CREDIT_CARD | 5555-5555-5555-4444
            IBAN_CODE   | DE89 3704 0044 0532 0130 00
            IBAN_CODE   | GB29NWBK60161331926819
            EMAIL_ADDRESS | ada@lovelace.org
            """)
    void inventsWhatIsRecognizedAsTheRealOneIs(String type, String value) {
        String invented = of(type, value);
        assertThat(SCANNER.detect("it is " + invented + "."))
                .filteredOn(finding -> finding.score() >= Finding.REPORTED_FROM)
                .extracting(Finding::entityType)
                .contains(type);
        assertThat(invented).hasSameSizeAs(type.equals("EMAIL_ADDRESS") ? invented : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1990-03-05               | \\d{4}-\\d\\d-\\d\\d
            05.03.1990               | \\d\\d\\.\\d\\d\\.\\d{4}
            3/25/1990                | \\d{1,2}/\\d{1,2}/\\d{4}
            25/3/90                  | \\d{1,2}/\\d{1,2}/\\d{2}
            March 5, 1990            | [A-Z][a-z]+ \\d{1,2}, \\d{4}
            5th of March 1990        | \\d{1,2}th of [A-Z][a-z]+ \\d{4}
            5. März 1990             | \\d{1,2}\\. \\p{L}+ \\d{4}
            1990-03-05 at 10:30      | \\d{4}-\\d\\d-\\d\\d at 10:30
            """)
    void shiftsDatesAndKeepsHowTheyAreWritten(String value, String form) {
        assertThat(of("DATE_TIME", value)).matches(form).isNotEqualTo(value);
    }

    @Test
    void shiftsAllDatesOfAConversationByTheSameWeeks() {
        long shift =
                ChronoUnit.DAYS.between(LocalDate.parse("1990-03-05"), LocalDate.parse(of("DATE_TIME", "1990-03-05")));
        assertThat(shift % 7).isZero();
        assertThat(Math.abs(shift)).isBetween(28L, 700L);
        assertThat(of("DATE_OF_BIRTH", "2024-02-29"))
                .isEqualTo(LocalDate.parse("2024-02-29").plusDays(shift).toString());
    }

    @Test
    void inventsNothingForWhatItDoesNotKnow() {
        assertThat(surrogates.of("DATE_TIME", "yesterday at 10", 0)).isEmpty();
        assertThat(surrogates.of("NRP", "Buddhist", 0)).isEmpty();
        assertThat(surrogates.of("PHONE_NUMBER", "12", 0)).isEmpty();
        assertThat(surrogates.of("PRIVATE_KEY", "1".repeat(500), 0)).isEmpty();
    }

    @Test
    void hasOthersWhereOneIsTaken() {
        Set<String> seen = new HashSet<>();
        for (int attempt = 0; attempt < 16; attempt++) {
            seen.add(surrogates.of("PERSON", "Ada Lovelace", attempt).orElseThrow());
        }
        assertThat(seen).hasSizeGreaterThan(12);
    }
}
