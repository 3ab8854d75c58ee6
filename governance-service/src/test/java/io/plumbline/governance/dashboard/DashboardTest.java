package io.plumbline.governance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DashboardTest {

    @Test
    void showsASmallShareAsNonZero() {
        assertThat(Dashboard.percent(20, 3354)).isEqualTo("0.6");
        assertThat(Dashboard.percent(1, 3354)).isEqualTo("under 0.1");
        assertThat(Dashboard.percent(3354, 3354)).isEqualTo("100.0");
        assertThat(Dashboard.percent(0, 3354)).isEqualTo("0");
        assertThat(Dashboard.percent(0, 0)).isEqualTo("0");
    }
}
