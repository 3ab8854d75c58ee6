package io.plumbline.personaldata.pii.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.scan.Recognized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRecognizerTest {

    private final EmailRecognizer recognizer = new EmailRecognizer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "write to ada@example.com.                 | ada@example.com",
                "<ada.lovelace+news@mail.example.co.uk>    | ada.lovelace+news@mail.example.co.uk",
                "**ada@example.com**                       | ada@example.com",
                "email=ada@example.com&x=1                 | ada@example.com",
                "mailto:ada@example.com?subject=x          | ada@example.com",
                "'ada@example.com'                         | ada@example.com",
                "o'brien@example.ie                        | o'brien@example.ie",
                "(ada_1@sub-domain.example.org)            | ada_1@sub-domain.example.org",
                "user@xn--80ak6aa92e.com                   | user@xn--80ak6aa92e.com",
                "jürgen@münchen.example.de                 | jürgen@münchen.example.de",
                "GET /u?email=ada%40example.com&a=b        | ada%40example.com",
                "ada@example.com, and so on                | ada@example.com",
                "ada@example.com-                          | ada@example.com",
                ".ada@example.com                          | ada@example.com"
            })
    void findsAddresses(String text, String address) {
        assertThat(Recognized.in(recognizer, text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info@presidio.",
                "hello-world here",
                "@example.com",
                "ada@",
                "ada@localhost",
                "npm i pkg@1.2.3",
                "ada@example.1",
                "a @ b.com",
                "@Override public",
                "ada@-.com",
                "100% of 40 people"
            })
    void findsNothingElse(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }

    @Test
    void isCertainOfWellKnownTopLevelDomains() {
        assertThat(Recognized.score(recognizer, "a@example.com")).isEqualTo(1.0);
        assertThat(Recognized.score(recognizer, "a@example.fr")).isEqualTo(1.0);
        assertThat(Recognized.score(recognizer, "a@mail.corp")).isBetween(0.5, 0.9);
    }

    @Test
    void takesTheEndOfAnOverlongLocalPart() {
        assertThat(Recognized.in(recognizer, "x".repeat(500) + "@example.com"))
                .containsExactly("x".repeat(64) + "@example.com");
    }
}
