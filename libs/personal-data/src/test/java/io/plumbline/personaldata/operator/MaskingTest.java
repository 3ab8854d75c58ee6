package io.plumbline.personaldata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            4111 1111 1111 1111, 0, 4, **** **** **** 1111
            4111-1111-1111-1111, 6, 4, 4111*11********1111
            ada@example.com,     1, 3, a***********com
            1234,                0, 4, **34
            1234,                4, 4, **34
            x,                   4, 4, *
            😀😀a1,              0, 1, ***1
            """)
    void leavesSomeLettersAndDigitsButNeverMostOfThem(String value, int first, int last, String masked) {
        assertThat(Masking.apply(new Operator.Mask('*', first, last), value)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            212-555-1234, 4,  true,  212-555-####
            212-555-1234, 4,  false, ####555-1234
            212-555-1234, 99, true,  ############
            ab😀,         1,  true,  ab#
            ab😀,         0,  true,  ab😀
            """)
    void masksSoManyAtOneEnd(String value, int count, boolean fromEnd, String masked) {
        assertThat(Masking.apply(new Operator.MaskCount('#', count, fromEnd), value))
                .isEqualTo(masked);
    }
}
