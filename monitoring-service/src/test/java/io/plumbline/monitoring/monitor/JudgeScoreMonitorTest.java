package io.plumbline.monitoring.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.monitoring.detection.DetectorKind;
import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.Latencies;
import io.plumbline.monitoring.window.QuantileSketch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Monitors of the scores of an online evaluation.
class JudgeScoreMonitorTest {

    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    private static final int SCORES = 20;

    @Test
    void detectsAFallOfTheMeanScoreOfItsScorer() {
        SplittableRandom random = new SplittableRandom(7);
        MonitorPlan plan =
                new MonitorPlan("r", null, MonitoredMetric.JUDGE_SCORE, DetectorKind.CUSUM, 1, 1, SCORES, "helpful");
        MonitorSeries series = MonitorSeries.fresh(plan, START);
        for (int i = 0; i < 200; i++) {
            assertThat(series.add(minute(i, 0.8, random))).as("minute %d", i).isEmpty();
        }
        Optional<Alarm> alarm = Optional.empty();
        int after = 200;
        while (alarm.isEmpty() && after < 260) {
            alarm = series.add(minute(after++, 0.6, random));
        }
        assertThat(alarm).isPresent();
        assertThat(alarm.get().normal()).isBetween(0.75, 0.85);
        assertThat(alarm.get().value()).isBetween(0.5, 0.7);
    }

    /// A minute in which another scorer gives the opposite.
    private static CallWindow minute(int number, double mean, SplittableRandom random) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SCORES; i++) {
            double score = Math.clamp(mean + 0.2 * random.nextGaussian(), 0, 1);
            sum += score;
            squares += score * score;
        }
        return new CallWindow(
                new CallWindow.Place(START.plus(Duration.ofMinutes(number)), "team", "r", "", "", "", "", "", ""),
                new CallWindow.Outcomes(SCORES, 0, 0, 0, 0, 0),
                new CallWindow.Usage(0, 0, 0, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO),
                new CallWindow.Guarded(0, 0, 0),
                new CallWindow.Scores(0, 0, null),
                new Latencies(),
                new QuantileSketch(),
                Map.of(
                        "helpful",
                        new CallWindow.Judged(SCORES, sum, squares),
                        "other",
                        new CallWindow.Judged(SCORES, SCORES - sum, squares)));
    }

    @Test
    void needsAScorerForThisMetricOnly() {
        assertThatThrownBy(() -> request(MonitoredMetric.JUDGE_SCORE, null).plan())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("needs a scorer");
        assertThatThrownBy(() -> request(MonitoredMetric.ERROR_RATE, "helpful").plan())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Only JUDGE_SCORE");
        assertThat(request(MonitoredMetric.JUDGE_SCORE, "helpful").plan().scorer())
                .isEqualTo("helpful");
    }

    private static MonitorRequest request(MonitoredMetric metric, @Nullable String scorer) {
        return new MonitorRequest("team", "r", null, metric, null, null, null, null, scorer);
    }
}
