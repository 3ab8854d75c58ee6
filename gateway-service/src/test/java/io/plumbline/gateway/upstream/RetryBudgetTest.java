package io.plumbline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    @Test
    void letsAShareOfTheCallsBeRepeatedAndTenMore() {
        RetryBudget budget = new RetryBudget(0.2);
        int repeated = 0;
        for (int call = 0; call < 1_000; call++) {
            budget.called();
            for (int retry = 0; retry < 3; retry++) {
                repeated += budget.take() ? 1 : 0;
            }
        }
        assertThat(repeated).isBetween(200, 210);
        assertThat(budget.left()).isZero();
    }

    @Test
    void savesUpNoMoreThanTen() {
        RetryBudget budget = new RetryBudget(1);
        for (int call = 0; call < 1_000; call++) {
            budget.called();
        }
        assertThat(budget.left()).isEqualTo(10);
    }

    @Test
    void hasOnlyItsReserveForAShareOfNothing() {
        RetryBudget budget = new RetryBudget(0);
        for (int retry = 0; retry < 10; retry++) {
            assertThat(budget.take()).isTrue();
        }
        budget.called();
        assertThat(budget.take()).isFalse();
    }
}
