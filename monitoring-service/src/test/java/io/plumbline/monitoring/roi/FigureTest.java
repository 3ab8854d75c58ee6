package io.plumbline.monitoring.roi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void hasNoNoiseOfBinaryFractions() {
        Figure figure = Figure.of(FigureName.SAVED_BY_ROUTING)
                .measured("Saved", 0.1 + 0.2)
                .value(1.734723475976807E-18)
                .between(18.299999999999997, null, "all");
        assertThat(figure.value()).isZero();
        assertThat(figure.low()).isEqualTo(18.3);
        assertThat(figure.high()).isNull();
        assertThat(figure.inputs().getFirst().value()).isEqualTo(0.3);
    }
}
