package io.plumbline.eval.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RepeatedAttemptsTest {

    @Test
    void raisesTheBarForEachAttemptAfterTheFirst() {
        assertThat(RepeatedAttempts.confidence(0.95, 1)).isEqualTo(0.95);
        assertThat(RepeatedAttempts.confidence(0.95, 2)).isCloseTo(0.975, within(1e-12));
        assertThat(RepeatedAttempts.confidence(0.95, 3)).isCloseTo(0.99166667, within(1e-8));
        assertThat(RepeatedAttempts.confidence(0.95, 10)).isCloseTo(0.99944444, within(1e-8));
    }

    /// Twice what one attempt may err, of which the last part is spent never.
    @Test
    void spendsAtMostTwiceTheErrorOfOneAttempt() {
        double spent = 0;
        for (int attempt = 1; attempt <= 100_000; attempt++) {
            spent += 1 - RepeatedAttempts.confidence(0.95, attempt);
        }
        assertThat(spent).isLessThanOrEqualTo(0.1).isCloseTo(0.1, within(1e-5));
    }

    @Test
    void refusesInvalidAttempts() {
        assertThatThrownBy(() -> RepeatedAttempts.confidence(0.95, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
