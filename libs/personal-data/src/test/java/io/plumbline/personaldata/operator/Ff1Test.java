package io.plumbline.personaldata.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ff1Test {

    private static final String KEY = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94";

    /// The samples of NIST for SP 800-38G, FF1, numbers 1 to 9.
    @ParameterizedTest
    @CsvSource(textBlock = """
            128, 10, '',                     0123456789,          2433477484
            128, 10, 39383736353433323130,   0123456789,          6124200773
            128, 36, 3737373770717273373737, 0123456789abcdefghi, a9tv40mll9kdu509eum
            192, 10, '',                     0123456789,          2830668132
            192, 10, 39383736353433323130,   0123456789,          2496655549
            192, 36, 3737373770717273373737, 0123456789abcdefghi, xbj3kv35jrawxv32ysr
            256, 10, '',                     0123456789,          6657667009
            256, 10, 39383736353433323130,   0123456789,          1001623463
            256, 36, 3737373770717273373737, 0123456789abcdefghi, xs8a0azh2avyalyzuwd
            """)
    void encryptsAndDecryptsTheSamplesOfTheStandard(int bits, int radix, String tweak, String plain, String cipher) {
        byte[] key = HexFormat.of().parseHex(KEY.substring(0, bits / 4));
        Ff1 ff1 = new Ff1(key, radix, HexFormat.of().parseHex(tweak));
        assertThat(ff1.encrypt(numerals(plain))).isEqualTo(numerals(cipher));
        assertThat(ff1.decrypt(numerals(cipher))).isEqualTo(numerals(plain));
    }

    @Test
    void decryptsWhatItEncryptsWhateverRadixAndLength() {
        Random random = new Random(38);
        for (int round = 0; round < 300; round++) {
            int radix = 2 + random.nextInt(200);
            Ff1 ff1 = new Ff1(HexFormat.of().parseHex(KEY), radix, new byte[random.nextInt(20)]);
            int[] plain = random.ints(20 + random.nextInt(60), 0, radix).toArray();
            assertThat(ff1.decrypt(ff1.encrypt(plain))).isEqualTo(plain);
        }
    }

    @Test
    void refusesWhatCouldBeTriedOut() {
        Ff1 ff1 = new Ff1(HexFormat.of().parseHex(KEY), 10, new byte[0]);
        assertThat(ff1.takes(5)).isFalse();
        assertThat(ff1.takes(6)).isTrue();
        assertThat(ff1.takes(257)).isFalse();
        assertThatThrownBy(() -> ff1.encrypt(new int[5])).isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] numerals(String text) {
        return text.chars().map(c -> Character.digit(c, 36)).toArray();
    }
}
