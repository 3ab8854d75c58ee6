package io.plumbline.personaldata.country.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Vectors of the standards and of the papers that describe the systems.
class ChecksumsTest {

    @Test
    void luhnFindsEachWrongDigit() {
        assertThat(Checksums.luhn("79927398713")).isTrue();
        for (char digit = '0'; digit <= '9'; digit++) {
            assertThat(Checksums.luhn("7992739871" + digit)).isEqualTo(digit == '3');
        }
    }

    @Test
    void verhoeffFindsSwappedNeighbours() {
        assertThat(Checksums.verhoeff("2363")).isTrue();
        assertThat(Checksums.verhoeff("2633")).isFalse();
        assertThat(Checksums.verhoeff("1428570")).isTrue();
        assertThat(Checksums.verhoeff("4128570")).isFalse();
    }

    @Test
    void hybridSystemsOfIso7064() {
        assertThat(Checksums.iso7064Hybrid("07945", 10)).isTrue(); // the standard's example of MOD 11,10
        assertThat(Checksums.iso7064Hybrid("07954", 10)).isFalse();
        assertThat(Checksums.iso7064Hybrid("A12425GABC1234002M", 36)).isTrue(); // of MOD 37,36
        assertThat(Checksums.iso7064Hybrid("A12425GABC1234002N", 36)).isFalse();
    }

    @Test
    void remaindersCountLettersAsTwoDigits() {
        assertThat(Checksums.remainder("79444", 97)).isEqualTo(1); // the example of MOD 97-10
        assertThat(Checksums.remainder("A1", 97)).isEqualTo(101 % 97);
        assertThat(Checksums.remainder("123456789012345678901234567890", 97))
                .isEqualTo(new java.math.BigInteger("123456789012345678901234567890")
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue());
    }

    @Test
    void travelDocumentsAreWeightedSevenThreeOne() {
        assertThat(Checksums.icao("L898902C36")).isTrue(); // the specimen of Doc 9303 part 4
        assertThat(Checksums.icao("L898902C63")).isFalse();
    }

    @Test
    void articleNumbersAreWeightedOneAndThree() {
        assertThat(Checksums.gs1("4006381333931")).isTrue();
        assertThat(Checksums.gs1("4006381333391")).isFalse();
    }

    @Test
    void knowsLeapDaysOfAnyCentury() {
        assertThat(BirthDates.exists(0, 2, 29)).isTrue();
        assertThat(BirthDates.exists(1900, 2, 29)).isFalse();
        assertThat(BirthDates.exists(2000, 2, 29)).isTrue();
        assertThat(BirthDates.exists(99, 2, 29)).isFalse();
        assertThat(BirthDates.exists(99, 4, 31)).isFalse();
        assertThat(BirthDates.exists(99, 0, 1)).isFalse();
        assertThat(BirthDates.exists(99, 13, 1)).isFalse();
    }
}
