package io.plumbline.kit.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionSizeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            abc                     ~ 3
            a{3}                    ~ 3
            a{2,}                   ~ 2
            (ab){2,5}               ~ 10
            ((a{100}){100}){100}    ~ 1000000
            \\d{4}-\\d{2}           ~ 7
            \\w{1,64}@\\w{1,253}    ~ 318
            [^]a(]{3}               ~ 3
            \\p{Greek}{2}           ~ 2
            \\x{1F600}{4}           ~ 4
            a{x}                    ~ 4
            (a{5                    ~ 3
            )a\\                    ~ 2
            """)
    void countsWhatIsRepeatedAsOftenAsItMayBe(String expression, long expected) {
        assertThat(ExpressionSize.of(expression)).isEqualTo(expected);
    }

    @Test
    void doesNotOverflow() {
        String nested = "(".repeat(300) + "a" + "){1000}".repeat(300);

        assertThat(ExpressionSize.of(nested)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void isSmallForOrdinaryExpressions() {
        assertThat(ExpressionSize.of("^\\w{1,64}@\\w{1,253}\\.[a-z]{2,24}$")).isLessThan(ExpressionSize.LARGEST);
    }
}
