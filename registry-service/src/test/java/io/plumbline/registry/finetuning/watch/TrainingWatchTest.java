package io.plumbline.registry.finetuning.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrainingWatchTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final SplittableRandom NOISE = new SplittableRandom(7);

    @Test
    void findsNothingInANormalTraining() {
        assertThat(anomalies(300, step -> MetricPoint.of(step, loss(step), step % 10 == 0 ? loss(step) + .1 : null)))
                .isEmpty();
    }

    @Test
    void findsASpikeAtItsStep() {
        List<MetricPoint> points = points(60, step -> MetricPoint.of(step, step == 40 ? 8 : loss(step), null));
        List<TrainingFinding> found = inspect(points);
        assertThat(found)
                .extracting(TrainingFinding::anomaly, TrainingFinding::step)
                .containsExactly(tuple(Anomaly.LOSS_SPIKE, 40));
        assertThat(found.getFirst().value()).isEqualTo(8);
        assertThat(found.getFirst().limit()).isBetween(1.5, 7.9);
    }

    @Test
    void findsDivergenceWhenTheLossGrowsSlowly() {
        List<TrainingFinding> found = inspect(points(
                100, step -> MetricPoint.of(step, step < 50 ? loss(step) : loss(50) * (1 + (step - 50) * .04), null)));
        assertThat(found).extracting(TrainingFinding::anomaly).containsOnly(Anomaly.DIVERGENCE);
        assertThat(found.getFirst().step()).isBetween(55, 75);
        assertThat(TrainingFinding.merged(List.of(), found)).singleElement().satisfies(merged -> {
            assertThat(merged.count()).isEqualTo(found.size());
            assertThat(merged.step()).isEqualTo(found.getFirst().step());
        });
    }

    @Test
    void findsDivergenceWhenAFigureIsNotFinite() {
        assertThat(inspect(List.of(MetricPoint.of(1, Double.NaN, null))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.anomaly()).isEqualTo(Anomaly.DIVERGENCE);
                    assertThat(finding.value()).isNull();
                });
    }

    @Test
    void findsAGradientThatExplodes() {
        assertThat(anomalies(
                        30,
                        step -> new MetricPoint(
                                step, loss(step), null, null, step == 25 ? 90.0 : 1.2, null, null, null, null)))
                .containsExactly(Anomaly.GRADIENT_EXPLOSION);
    }

    @Test
    void findsOverfittingWhenOnlyTheValidationLossRises() {
        IntFunction<MetricPoint> rising = step ->
                MetricPoint.of(step, loss(step), step % 10 == 0 ? (step <= 50 ? loss(step) : .5 + step * .01) : null);
        assertThat(anomalies(100, rising)).containsExactly(Anomaly.OVERFITTING);
        IntFunction<MetricPoint> wavering =
                step -> MetricPoint.of(step, loss(step), step % 10 == 0 ? .6 + (step % 20) * .001 : null);
        assertThat(anomalies(100, wavering)).isEmpty();
    }

    @Test
    void findsACanaryOfHighExposure() {
        MetricPoint exposed = new MetricPoint(1, 1.0, null, null, null, null, 14.5, null, null);
        assertThat(inspect(List.of(exposed)))
                .extracting(TrainingFinding::anomaly, TrainingFinding::value)
                .containsExactly(tuple(Anomaly.MEMORISED_CANARY, 14.5));
        assertThat(new Canary("The code is", "Tangerine 42").isIn("the code is tangerine\n42!"))
                .isTrue();
    }

    @Test
    void inspectsNewStepsOnly() {
        List<MetricPoint> points = points(60, step -> MetricPoint.of(step, step == 40 ? 8 : loss(step), null));
        assertThat(TrainingWatch.inspect(points, Set.of(59, 60), NOW)).isEmpty();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    /// Falls from 2.5 to 0.5, with noise.
    private static double loss(int step) {
        return .5 + 2 * Math.exp(-step / 20.0) + NOISE.nextDouble() * .05;
    }

    private static Set<Anomaly> anomalies(int steps, IntFunction<MetricPoint> point) {
        return inspect(points(steps, point)).stream()
                .map(TrainingFinding::anomaly)
                .collect(Collectors.toSet());
    }

    private static List<MetricPoint> points(int steps, IntFunction<MetricPoint> point) {
        List<MetricPoint> points = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            points.add(point.apply(step));
        }
        return points;
    }

    private static List<TrainingFinding> inspect(List<MetricPoint> points) {
        Set<Integer> all = points.stream().map(MetricPoint::step).collect(Collectors.toSet());
        return TrainingWatch.inspect(points, all, NOW);
    }
}
