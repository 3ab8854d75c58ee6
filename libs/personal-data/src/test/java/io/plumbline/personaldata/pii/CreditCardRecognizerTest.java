package io.plumbline.personaldata.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.scan.Recognized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCardRecognizerTest {

    private final CreditCardRecognizer recognizer = new CreditCardRecognizer();

    /// Numbers that issuers publish for testing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111", // Visa
                "4222222222222", // Visa, 13 digits
                "5555555555554444", // Mastercard
                "2223003122003222", // Mastercard, 2-series
                "378282246310005", // American Express
                "30569309025904", // Diners Club
                "6011111111111117", // Discover
                "3530111333300000", // JCB
                "6759649826438453", // Maestro
                "6200000000000005", // UnionPay
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111\u00A01111\u00A01111\u00A01111",
                "3782 822463 10005",
                "4111\n1111\n1111\n1111",
                "4111\t1111\t1111\t1111",
                "4111 1111\n1111 1111",
                "3782\r\n822463\r\n10005"
            })
    void findsCards(String number) {
        assertThat(Recognized.in(recognizer, number)).containsExactly(number);
        assertThat(Recognized.in(recognizer, "card:" + number + ".")).containsExactly(number);
        assertThat(Recognized.score(recognizer, number)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112", // Luhn
                "1748503543012", // nobody's prefix
                "411111111111111", // length of no Visa
                "x4111111111111111",
                "4111111111111111x",
                "0.4111111111111111",
                "4111111111111111.5",
                "4111111111111111.00",
                "4111111111111111.01",
                "41 11 11 11 11 11 11 11",
                "4111 1111-1111 1111",
                "4111  1111 1111 1111",
                "2023\n4111\n1111\n1111\n1111", // a column
                "4111\t1111\t1111\t1111\t2024", // a row
                "41111111111111114111111111111111"
            })
    void findsNothingElse(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }

    /// As written by programs that take every number for a decimal one.
    @Test
    void findsCardsWithOneZeroAfterThePoint() {
        assertThat(Recognized.in(recognizer, "ada,4111111111111111.0,5.5")).containsExactly("4111111111111111");
        assertThat(Recognized.in(recognizer, "4111111111111111.0")).containsExactly("4111111111111111");
    }

    @Test
    void takesTheLongestNumberThatFits() {
        assertThat(Recognized.in(recognizer, "4111 1111 1111 1111 123 12/29")).containsExactly("4111 1111 1111 1111");
    }

    @Test
    void readsSeparatedValues() {
        assertThat(Recognized.in(recognizer, "17,4111111111111111,123")).containsExactly("4111111111111111");
    }

    @Test
    void refusesEveryWrongCheckDigit() {
        String number = "411111111111111";
        for (char digit = '0'; digit <= '9'; digit++) {
            assertThat(Recognized.in(recognizer, number + digit)).hasSize(digit == '1' ? 1 : 0);
        }
    }
}
