package io.plumbline.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// The metrics beside errors. Amounts are log-normal, as latencies and costs of calls are.
class CanaryMetricsTest {

    private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
    private static final int RUNS = 200;

    private static CanaryAnalysis begin(String metric, double margin) {
        RolloutAttributes rollout = new RolloutAttributes(
                "route",
                "PRODUCTION",
                "support",
                new RolloutAttributes.Arm("stable", 1, null),
                new RolloutAttributes.Arm("canary", 2, null),
                0,
                50,
                List.of(new RolloutAttributes.Step(50, null, null)),
                new RolloutAttributes.Analysis(List.of(new RolloutAttributes.Metric(metric, margin, null)), 0.01, null),
                "RUNNING",
                null,
                null);
        return CanaryAnalysis.begin(
                new UUID(1, 2), "team", rollout, new Happening(START, "started", 0, 50, "user", null));
    }

    /// Calls of both arms until the breach, at most so many.
    ///
    /// @param change of the canary's amounts
    private static CanaryAnalysis run(CanaryAnalysis analysis, long seed, int most, DoubleUnaryOperator change) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < most && evidence(analysis).breach() == null; i++) {
            boolean canary = random.nextBoolean();
            double amount = 800 * Math.exp(0.6 * random.nextGaussian());
            double own = canary ? change.applyAsDouble(amount) : amount;
            Instant at = START.plusSeconds(i);
            analysis.call(canary, new CallOutcome(at, own, false, false, own / 1e6), 0);
        }
        return analysis;
    }

    private static MetricEvidence evidence(CanaryAnalysis analysis) {
        return analysis.metrics().getFirst();
    }

    @Test
    void detectsASlowerAndACostlierCanary() {
        for (CanaryMetric metric : List.of(CanaryMetric.LATENCY_P50, CanaryMetric.LATENCY_P95)) {
            CanaryAnalysis slower = run(begin(metric.code(), 0.05), 3, 5_000, amount -> amount * 1.6);
            assertThat(evidence(slower).breach()).as(metric.code()).isNotNull();
            assertThat(slower.mean(evidence(slower), true)).isGreaterThan(slower.mean(evidence(slower), false));
        }
        CanaryAnalysis costlier = run(begin(CanaryMetric.COST_PER_CALL.code(), 0.1), 3, 5_000, amount -> amount * 1.6);
        assertThat(evidence(costlier).breach()).isNotNull();
        assertThat(costlier.mean(evidence(costlier), false)).isBetween(0.0007, 0.0013);
    }

    @Test
    void rarelyBlamesACanaryThatIsNoWorse() {
        for (CanaryMetric metric :
                List.of(CanaryMetric.LATENCY_P50, CanaryMetric.LATENCY_P95, CanaryMetric.COST_PER_CALL)) {
            int breaches = 0;
            for (int run = 0; run < RUNS; run++) {
                breaches += evidence(run(begin(metric.code(), 0), run, 1_500, amount -> amount))
                                        .breach()
                                == null
                        ? 0
                        : 1;
            }
            assertThat(breaches)
                    .as("%s, of %d where 1 %% is allowed", metric, RUNS)
                    .isLessThanOrEqualTo(7);
        }
    }

    @Test
    void comparesNothingBeforeTheControlHasAReference() {
        CanaryAnalysis analysis = begin(CanaryMetric.LATENCY_P95.code(), 0.05);
        for (int i = 0; i < 300; i++) {
            analysis.call(true, new CallOutcome(START.plusSeconds(i), 9_000, false, false, null), 0);
        }
        assertThat(evidence(analysis).comparisons()).isZero();
        assertThat(evidence(analysis).safe()).isFalse();
    }

    @Test
    void countsBlockedCalls() {
        CanaryAnalysis analysis = begin(CanaryMetric.BLOCK_RATE.code(), 0.02);
        for (int i = 0; i < 60; i++) {
            boolean canary = i % 2 == 0;
            Boolean error = canary ? null : Boolean.FALSE;
            analysis.call(canary, new CallOutcome(START.plusSeconds(i), 5, error, canary, null), 0);
        }
        assertThat(evidence(analysis).breach()).isNotNull();
        assertThat(analysis.mean(evidence(analysis), true)).isEqualTo(1);
        assertThat(analysis.stepCalls()).as("blocked calls").isZero();
    }

    @Test
    void letsNoSingleVoterDecide() {
        CanaryAnalysis one = begin(CanaryMetric.SCORE.code(), 0.05);
        CanaryAnalysis many = begin(CanaryMetric.SCORE.code(), 0.05);
        for (int i = 0; i < 400; i++) {
            Instant at = START.plusSeconds(i);
            boolean canary = i % 2 == 0;
            one.score(canary, new CanaryAnalysis.Vote("one", canary ? 0 : 1, null), at);
            many.score(canary, new CanaryAnalysis.Vote("voter" + i % 7, canary ? 0 : 1, null), at);
        }
        assertThat(evidence(one).breach()).isNull();
        assertThat(evidence(one).comparisons()).isLessThan(3);
        assertThat(one.arms().canary().scores()).isEqualTo(200);
        assertThat(evidence(many).breach()).isNotNull();
    }
}
