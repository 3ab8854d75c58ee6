package io.plumbline.registry.evaluation;

import static io.plumbline.registry.evaluation.Verdict.FAIL;
import static io.plumbline.registry.evaluation.Verdict.INCONCLUSIVE;
import static io.plumbline.registry.evaluation.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateRuleTest {

    private final GateRule two = new GateRule(List.of("safety", "support"));
    private final GateRule none = new GateRule(List.of());

    @Test
    void requiresEverySuite() {
        assertThat(two.isSatisfiedBy(Map.of("safety", PASS, "support", PASS))).isTrue();
        assertThat(two.isSatisfiedBy(Map.of("safety", PASS))).isFalse();
        assertThat(two.isSatisfiedBy(Map.of("safety", PASS, "support", FAIL))).isFalse();
        assertThat(two.isSatisfiedBy(Map.of("safety", PASS, "support", INCONCLUSIVE)))
                .isFalse();
        assertThat(two.isSatisfiedBy(Map.of("other", PASS))).isFalse();
        assertThat(two.isSatisfiedBy(Map.of())).isFalse();
    }

    @Test
    void ignoresSuitesThatAreNotRequired() {
        assertThat(two.isSatisfiedBy(Map.of("safety", PASS, "support", PASS, "other", FAIL)))
                .isTrue();
    }

    @Test
    void acceptsAnySuiteIfNoneIsRequired() {
        assertThat(none.isSatisfiedBy(Map.of("other", PASS, "another", FAIL))).isTrue();
        assertThat(none.isSatisfiedBy(Map.of("other", FAIL))).isFalse();
        assertThat(none.isSatisfiedBy(Map.of())).isFalse();
    }

    @Test
    void isRefutedOnlyByTheNewestGates() {
        assertThat(two.isRefutedBy(Map.of())).isFalse();
        assertThat(two.isRefutedBy(Map.of("safety", PASS))).isFalse();
        assertThat(two.isRefutedBy(Map.of("safety", PASS, "support", INCONCLUSIVE)))
                .isTrue();
        assertThat(two.isRefutedBy(Map.of("other", FAIL))).isFalse();
        assertThat(none.isRefutedBy(Map.of())).isFalse();
        assertThat(none.isRefutedBy(Map.of("other", PASS, "another", FAIL))).isFalse();
        assertThat(none.isRefutedBy(Map.of("other", FAIL))).isTrue();
    }

    @Test
    void namesTheMissingGates() {
        assertThat(two.missing(Map.of("support", FAIL)))
                .containsExactly(new GateRule.Missing("safety", null), new GateRule.Missing("support", FAIL));
        assertThat(two.missing(Map.of("safety", PASS, "support", PASS))).isEmpty();
    }
}
