package io.plumbline.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void hasNoHighestBarWithoutData() {
        Bars bars = Bars.of("calls", List.of(new Bars.Value("9:00", 0, 0), new Bars.Value("10:00", 0, 0)));
        assertThat(bars.highest()).isZero();
        assertThat(bars.bars()).allSatisfy(bar -> assertThat(bar.firstHeight()).isZero());
    }

    @Test
    void stacksBothPartsUpToTheHighestBar() {
        Bars bars = Bars.of("calls", List.of(new Bars.Value("9:00", 3, 1), new Bars.Value("10:00", 1, 1)));
        assertThat(bars.highest()).isEqualTo(4);
        assertThat(bars.bars().getFirst().firstHeight() + bars.bars().getFirst().secondHeight())
                .isEqualTo(Bars.HEIGHT);
        assertThat(bars.bars().getLast().firstHeight()).isEqualTo(Bars.HEIGHT / 4.0);
    }
}
