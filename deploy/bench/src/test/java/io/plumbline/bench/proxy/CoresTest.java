package io.plumbline.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresTest {

    @Test
    void readsWhatTasksetAnswers() {
        assertThat(Cores.parse("pid 7's current affinity list: 0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(Cores.parse("pid 7's current affinity list: 1")).containsExactly(1);
    }
}
