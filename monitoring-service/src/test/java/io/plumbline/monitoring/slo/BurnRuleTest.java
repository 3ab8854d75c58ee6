package io.plumbline.monitoring.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BurnRuleTest {

    private static SloPlan plan(double target, int days, int minCalls) {
        return new SloPlan("r", null, Indicator.AVAILABILITY, null, null, target, days, minCalls);
    }

    /// Table 5-8 of the workbook.
    @Test
    void hasTheFactorsOfTheWorkbookForThirtyDays() {
        SloPlan plan = plan(0.999, 30, 1);
        assertThat(BurnRule.FAST.factor(plan)).isCloseTo(14.4, within(1e-9));
        assertThat(BurnRule.MEDIUM.factor(plan)).isCloseTo(6, within(1e-9));
        assertThat(BurnRule.SLOW.factor(plan)).isCloseTo(1, within(1e-9));
        assertThat(BurnRule.FAST.factor(plan(0.999, 7, 1))).isCloseTo(3.36, within(1e-9));
    }

    @Test
    void omitsARuleThatNeedsMoreBadCallsThanThereAre() {
        assertThat(BurnRule.FAST.isReachable(plan(0.9, 30, 1))).isFalse();
        assertThat(BurnRule.MEDIUM.isReachable(plan(0.9, 30, 1))).isTrue();
    }

    @Test
    void needsBothWindowsEnoughCallsAndProof() {
        SloPlan plan = plan(0.99, 30, 50);
        Indicator.Counts bad = new Indicator.Counts(80, 20);
        Indicator.Counts good = new Indicator.Counts(100, 0);
        assertThat(BurnRule.FAST.fires(plan, bad, bad)).isTrue();
        assertThat(BurnRule.FAST.fires(plan, bad, good)).isFalse();
        assertThat(BurnRule.FAST.fires(plan, good, bad)).isFalse();
        assertThat(BurnRule.FAST.fires(plan, new Indicator.Counts(20, 20), bad)).isFalse();
        // 2 of 100 burns twice as fast as allowed, which may be chance.
        Indicator.Counts few = new Indicator.Counts(98, 2);
        assertThat(BurnRule.SLOW.fires(plan, few, few)).isFalse();
        Indicator.Counts many = new Indicator.Counts(9_800, 200);
        assertThat(BurnRule.SLOW.fires(plan, many, many)).isTrue();
    }
}
