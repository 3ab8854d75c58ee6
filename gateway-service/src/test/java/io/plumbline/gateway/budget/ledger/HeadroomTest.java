package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.budget.Usd;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HeadroomTest {

    @Test
    void leasesLessAndLessAheadAsTheEndComesNear() {
        long amount = Usd.of(new BigDecimal("10"));
        assertThat(Headroom.of(amount, amount)).isEqualTo(amount / 50);
        assertThat(Headroom.of(amount, amount / 10)).isEqualTo(amount / 160);
        assertThat(Headroom.of(amount, 0)).isZero();
        assertThat(Headroom.of(amount, -5)).isZero();
        assertThat(Headroom.isScarce(amount, amount / 4)).isFalse();
        assertThat(Headroom.isScarce(amount, amount / 6)).isTrue();
    }
}
