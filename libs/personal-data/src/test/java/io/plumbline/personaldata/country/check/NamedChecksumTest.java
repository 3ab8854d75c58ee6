package io.plumbline.personaldata.country.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples are those of the standards and their users.
class NamedChecksumTest {

    @ParameterizedTest
    @CsvSource({
        "luhn, 4111111111111111, 4111111111111112",
        "luhn, M123456782, M123456789",
        "verhoeff, 2363, 2364",
        "mod97, 529900T8BM49AURSDO55, 529900T8BM49AURSDO56",
        "iban, DE89370400440532013000, DE89370400440532013001",
        "iso7064_mod11_2, 0000000218250097, 0000000218250098",
        "iso7064_mod11_2, 000000021694233X, 0000000216942330",
        "iso7064_mod11_10, 69435151530, 69435151531",
        "iso7064_mod37_36, A12425GABC1234002M, A12425GABC1234002N",
        "icao9303, L898902C36, L898902C37",
        "gs1, 4006381333931, 4006381333932"
    })
    void holdsForTheRightDigitsAlone(String name, String right, String wrong) {
        NamedChecksum checksum = NamedChecksum.of(name).orElseThrow();
        assertThat(checksum.holds(right)).isTrue();
        assertThat(checksum.holds(wrong)).isFalse();
    }

    @Test
    void failsForNothing() {
        for (NamedChecksum checksum : NamedChecksum.values()) {
            for (String text : new String[] {"", "0", "X", "XX", "A1", "1A", "é1", "٣٣", "1-"}) {
                boolean _ = checksum.holds(text);
            }
            assertThat(checksum.holds("")).isFalse();
            assertThat(NamedChecksum.NAMES).contains(checksum.wireName());
        }
        assertThat(NamedChecksum.of("crc32")).isEmpty();
    }
}
