package io.plumbline.console.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void showsADurationInAFittingUnit() {
        assertThat(Figures.duration(0L)).isEqualTo("0 s");
        assertThat(Figures.duration(99L)).isEqualTo("99 s");
        assertThat(Figures.duration(183L)).isEqualTo("3 min");
        assertThat(Figures.duration(9000L)).isEqualTo("3 h");
        assertThat(Figures.duration(null)).isEqualTo("–");
    }
}
