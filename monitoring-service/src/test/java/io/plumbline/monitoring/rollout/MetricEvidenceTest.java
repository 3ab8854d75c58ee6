package io.plumbline.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricEvidenceTest {

    @Test
    void statesTheBoundInTheUnitOfTheMetric() {
        MetricEvidence errors = observed("errorRate");
        MetricEvidence scores = observed(MetricEvidence.SCORE);
        assertThat(errors.baselineBound()).isBetween(0.05, 0.2);
        assertThat(scores.baselineBound()).isEqualTo(1 - errors.baselineBound());
    }

    @Test
    void hasNoDifferenceWithoutAControl() {
        MetricEvidence errors = MetricEvidence.fresh("errorRate", 0.05, 0.01);
        observe(errors);
        assertThat(errors.difference()).isNotNull();
        errors.freezeBaseline();
        assertThat(errors.difference()).isNull();
    }

    private static MetricEvidence observed(String name) {
        MetricEvidence metric = MetricEvidence.fresh(name, 0.05, 0.01);
        observe(metric);
        metric.freezeBaseline();
        return metric;
    }

    private static void observe(MetricEvidence metric) {
        for (int i = 0; i < 500; i++) {
            metric.observe(i % 2 == 0, 0, true, true);
        }
    }
}
