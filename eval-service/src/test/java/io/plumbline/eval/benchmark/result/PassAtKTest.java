package io.plumbline.eval.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PassAtKTest {

    @Test
    void isUnbiased() {
        // 1 − C(7, 2) / C(10, 2) = 1 − 21 / 45
        assertThat(PassAtK.of(10, 3, 2)).isCloseTo(1 - 21.0 / 45, within(1e-12));
        assertThat(PassAtK.of(200, 1, 100)).isCloseTo(0.5, within(1e-12));
        assertThat(PassAtK.of(5, 0, 5)).isZero();
        assertThat(PassAtK.of(5, 4, 2)).isOne();
    }

    @Test
    void testsChangesOfSharesExactly() {
        double[] before = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] after = {1, 0, 1, 1, 1, 1, 1, 1, 1, 0};

        PairedChange change = Objects.requireNonNull(PairedChange.of(before, after));

        assertThat(change.difference()).isCloseTo(0.6, within(1e-12));
        // One item lost and seven gained: 2 · (1 + 8) / 2^8
        assertThat(change.pValue()).isCloseTo(18.0 / 256, within(1e-9));
        assertThat(PairedChange.of(new double[] {1}, new double[] {0})).isNull();
    }
}
