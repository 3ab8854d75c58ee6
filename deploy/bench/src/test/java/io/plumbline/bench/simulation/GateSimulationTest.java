package io.plumbline.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A hundredth of `bench gate`, and therefore with wide margins.
class GateSimulationTest {

    @Test
    void rarelyFailsAnIdenticalSystem() {
        Map<CheckOutcome, Integer> verdicts = new GateSimulation(200, 0, 0, 5).run(60);

        assertThat(verdicts.get(CheckOutcome.FAIL)).isLessThanOrEqualTo(6);
        assertThat(verdicts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    }

    @Test
    void detectsPlantedRegressions() {
        Map<CheckOutcome, Integer> verdicts = new GateSimulation(500, 0.02, 0.1, 5).run(40);

        assertThat(verdicts.get(CheckOutcome.PASS)).isZero();
        assertThat(verdicts.get(CheckOutcome.FAIL)).isGreaterThan(28);
    }

    /// Retrying until chance helps does not help: it neither turns the same system's result into a FAIL, nor a
    /// worse one's into a PASS.
    @Test
    void doesNotRewardRetries() {
        Map<CheckOutcome, Integer> same = new GateSimulation(150, 0, 0, 5).runSeries(30, 10);
        Map<CheckOutcome, Integer> worse = new GateSimulation(150, 0.02, 0.1, 5).runSeries(15, 10);

        assertThat(same.getOrDefault(CheckOutcome.FAIL, 0)).isLessThanOrEqualTo(4);
        assertThat(worse.getOrDefault(CheckOutcome.PASS, 0)).isZero();
        assertThat(worse.getOrDefault(CheckOutcome.FAIL, 0)).isGreaterThan(10);
    }

    /// 5 of 100 are allowed, 30 of 600 series. By Student's interval of unstable means it was 59.
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
