package io.plumbline.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.statistics.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A hundredth of what `bench gate` does, so with wide margins.
class GateSimulationTest {

    @Test
    void rarelyFailsAnIdenticalSystem() {
        Map<Outcome, Integer> verdicts = new GateSimulation(200, 0, 0, 5).run(60);

        assertThat(verdicts.get(Outcome.FAIL)).isLessThanOrEqualTo(6);
        assertThat(verdicts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    }

    @Test
    void detectsPlantedRegressions() {
        Map<Outcome, Integer> verdicts = new GateSimulation(500, 0.02, 0.1, 5).run(40);

        assertThat(verdicts.get(Outcome.PASS)).isZero();
        assertThat(verdicts.get(Outcome.FAIL)).isGreaterThan(28);
    }

    /// Trying again until chance helps does not help: neither the same system to a FAIL, nor a worse one to a
    /// PASS.
    @Test
    void doesNotRewardRetries() {
        Map<Outcome, Integer> same = new GateSimulation(150, 0, 0, 5).runSeries(30, 10);
        Map<Outcome, Integer> worse = new GateSimulation(150, 0.02, 0.1, 5).runSeries(15, 10);

        assertThat(same.getOrDefault(Outcome.FAIL, 0)).isLessThanOrEqualTo(4);
        assertThat(worse.getOrDefault(Outcome.PASS, 0)).isZero();
        assertThat(worse.getOrDefault(Outcome.FAIL, 0)).isGreaterThan(10);
    }

    /// 5 of 100 may, of 600 series 30. By Student's interval of means that waver it was 59.
    @Test
    void rarelyPassesASystemBelowTheFloorThatLooksPerfectExceptForFlakyItems() {
        int passed = new GateSimulation(20, 0, 0, 5).passesBelowTheFloor(600, 10);
        assertThat(passed).isLessThanOrEqualTo(30);
    }

    @Test
    void isDeterministicForASeed() {
        GateSimulation simulation = new GateSimulation(50, 0.05, 0.02, 9);

        assertThat(simulation.run(10)).isEqualTo(simulation.run(10));
    }
}
