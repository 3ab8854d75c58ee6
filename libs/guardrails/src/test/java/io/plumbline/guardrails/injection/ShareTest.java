package io.plumbline.guardrails.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {

    /// Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    @Test
    void givesTheIntervalsOfTheLiterature() {
        assertThat(Share.of(81, 263).low()).isCloseTo(0.2553, within(5e-5));
        assertThat(Share.of(81, 263).high()).isCloseTo(0.3662, within(5e-5));
        assertThat(Share.of(15, 148).low()).isCloseTo(0.0624, within(5e-5));
        assertThat(Share.of(15, 148).high()).isCloseTo(0.1605, within(5e-5));
        assertThat(Share.of(0, 20).low()).isZero();
        assertThat(Share.of(0, 20).high()).isCloseTo(0.1611, within(5e-5));
        assertThat(Share.of(1, 29).low()).isCloseTo(0.0061, within(5e-5));
        assertThat(Share.of(1, 29).high()).isCloseTo(0.1718, within(5e-5));
    }

    @Test
    void countsWhatReachesAThreshold() {
        assertThat(Share.reaching(0.5, new double[] {0.2, 0.5, 0.9}).hits()).isEqualTo(2);
        assertThat(Share.reaching(0.5, new double[0])).isEqualTo(new Share(0, 0, 0, 0, 1));
    }

    @Test
    void refusesMoreThanThereAre() {
        assertThatThrownBy(() -> Share.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
