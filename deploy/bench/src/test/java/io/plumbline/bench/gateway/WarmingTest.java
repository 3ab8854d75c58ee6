package io.plumbline.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmingTest {

    private final Warming warming = new Warming();

    @Test
    void isNotOverBeforeItCanTell() {
        add(5, 5, 5, 5, 5);
        assertThat(warming.isOver()).isFalse();
        add(5);
        assertThat(warming.isOver()).isTrue();
    }

    @Test
    void isNotOverWhileCallsGetCheaper() {
        add(10, 9, 8, 7.5, 7, 6.8);
        assertThat(warming.isOver()).isFalse();
        add(6.7, 6.7, 6.7);
        assertThat(warming.isOver()).isFalse();
        add(6.7, 6.6, 6.7);
        assertThat(warming.isOver()).isTrue();
    }

    @Test
    void isOverWhenTheMachineGetsBusy() {
        add(5, 5, 5, 6, 7, 6);
        assertThat(warming.isOver()).isTrue();
    }

    private void add(double... costs) {
        for (double cost : costs) {
            warming.add(cost);
        }
    }
}
