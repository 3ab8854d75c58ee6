package io.plumbline.eval.metric.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinearExpressionsTest {

    @Test
    void acceptsOrdinaryExpressions() {
        assertThat(LinearExpressions.accepts("^\\w{1,64}@\\w{1,253}\\.[a-z]{2,24}$"))
                .isTrue();
        assertThat(LinearExpressions.accepts("(?i)ref(und|erence)\\s+#?[0-9]{4,12}"))
                .isTrue();
        assertThat(LinearExpressions.accepts("a{1001}")).isFalse();
    }

    @Test
    void refusesLargeExpressions() {
        assertThat(LinearExpressions.accepts("(".repeat(300) + "a" + "){1000}".repeat(300)))
                .isFalse();
    }
}
