package io.plumbline.personaldata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatPreservingTest {

    private static final byte[] MASTER = "a master secret of the tests".getBytes(StandardCharsets.UTF_8);

    private final FormatPreserving fpe = new FormatPreserving(SecretKeys.of(MASTER, "team"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1112",
                "378282246310005",
                "536-22-1234",
                "DE89 3704 0044 0532 0130 00"
            })
    void keepsTheFormAndComesBack(String value) {
        String encrypted =
                fpe.encrypt(Alphabet.DIGITS, false, "CREDIT_CARD", value).orElseThrow();
        assertThat(encrypted).isNotEqualTo(value);
        assertThat(form(encrypted)).isEqualTo(form(value));
        assertThat(fpe.decrypt(Alphabet.DIGITS, false, "CREDIT_CARD", encrypted))
                .contains(value);
    }

    private static String form(String value) {
        return value.replaceAll("[0-9]", "9");
    }

    @Test
    void keepsWhatIsRightByLuhnRightAndWhatIsWrongWrong() {
        for (int i = 0; i < 200; i++) {
            String number = "4%014d".formatted(i * 7_919L);
            for (int check = 0; check < 10; check++) {
                String card = number + check;
                String encrypted =
                        fpe.encrypt(Alphabet.DIGITS, true, "CREDIT_CARD", card).orElseThrow();
                assertThat(isRight(encrypted)).isEqualTo(isRight(card));
                assertThat(fpe.decrypt(Alphabet.DIGITS, true, "CREDIT_CARD", encrypted))
                        .contains(card);
            }
        }
    }

    private static boolean isRight(String digits) {
        int sum = 0;
        for (int i = 1; i <= digits.length(); i++) {
            int digit = (digits.charAt(digits.length() - i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        return sum % 10 == 0;
    }

    @Test
    void encryptsCapitalsAndDigitsTogether() {
        String encrypted = fpe.encrypt(Alphabet.ALPHANUMERIC, false, "US_PASSPORT", "C01X00T47")
                .orElseThrow();
        assertThat(encrypted).matches("[0-9A-Z]{9}").isNotEqualTo("C01X00T47");
        assertThat(fpe.decrypt(Alphabet.ALPHANUMERIC, false, "US_PASSPORT", encrypted))
                .contains("C01X00T47");
    }

    @Test
    void isAnotherForEachTypeTenantAndAlphabet() {
        SecretKeys other = SecretKeys.of(MASTER, "other team");
        List<String> all = new ArrayList<>();
        all.add(fpe.encrypt(Alphabet.DIGITS, false, "CREDIT_CARD", "4111111111111111")
                .orElseThrow());
        all.add(fpe.encrypt(Alphabet.DIGITS, false, "US_BANK_NUMBER", "4111111111111111")
                .orElseThrow());
        all.add(fpe.encrypt(Alphabet.MIXED_CASE, false, "CREDIT_CARD", "4111111111111111")
                .orElseThrow());
        all.add(new FormatPreserving(other)
                .encrypt(Alphabet.DIGITS, false, "CREDIT_CARD", "4111111111111111")
                .orElseThrow());
        assertThat(all).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "ada.lovelace1815@example.com", "4111 1111 1111 １１１１", "", "no digits"})
    void refusesWhatItWouldNotHide(String value) {
        assertThat(fpe.encrypt(Alphabet.DIGITS, false, "ANY", value)).isEmpty();
    }
}
