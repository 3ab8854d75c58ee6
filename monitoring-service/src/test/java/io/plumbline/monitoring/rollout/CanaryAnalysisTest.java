package io.plumbline.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanaryAnalysisTest {

    private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static RolloutAttributes rollout(String state, int step, int weight) {
        return new RolloutAttributes(
                "route",
                "PRODUCTION",
                "support",
                new RolloutAttributes.Arm("stable", 1, null),
                new RolloutAttributes.Arm("canary", 2, null),
                step,
                weight,
                List.of(new RolloutAttributes.Step(20, null, null), new RolloutAttributes.Step(100, null, null)),
                new RolloutAttributes.Analysis(
                        List.of(
                                new RolloutAttributes.Metric("errorRate", 0.02, null),
                                new RolloutAttributes.Metric("score", 0.05, null)),
                        0.01,
                        null),
                state,
                null,
                null);
    }

    private static CallOutcome ended(Instant at, boolean error) {
        return outcome(at, 0, error);
    }

    private static CallOutcome outcome(Instant at, double latencyMs, boolean error) {
        return new CallOutcome(at, latencyMs, error, false, null);
    }

    private static Happening what(String name, Instant at) {
        return new Happening(at, name, 0, 20, "user", null);
    }

    private static CanaryAnalysis begin() {
        return CanaryAnalysis.begin(new UUID(1, 2), "team", rollout("RUNNING", 0, 20), what("started", START));
    }

    private static MetricEvidence metric(CanaryAnalysis analysis, String name) {
        return analysis.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsFewPointsAcrossManyCalls() {
        CanaryAnalysis analysis = begin();
        for (int i = 0; i < 20_000; i++) {
            analysis.call(i % 5 == 0, ended(START.plusSeconds(i), false), 0);
        }
        assertThat(analysis.points()).hasSizeBetween(History.MOST / 2, History.MOST);
        assertThat(analysis.points().getFirst().at()).isBefore(START.plusSeconds(600));
        assertThat(analysis.points().getLast().at()).isAfter(START.plusSeconds(19_000));
    }

    @Test
    void continuesFromItsDocument() {
        SplittableRandom random = new SplittableRandom(5);
        CanaryAnalysis whole = begin();
        CanaryAnalysis stored = begin();
        for (int i = 0; i < 400; i++) {
            boolean canary = random.nextDouble() < 0.3;
            boolean error = random.nextDouble() < 0.1;
            double score = random.nextDouble();
            for (CanaryAnalysis each : List.of(whole, stored)) {
                each.call(canary, ended(START.plusSeconds(i), error), 0);
                each.score(canary, new CanaryAnalysis.Vote("voter" + i % 7, score, null), START.plusSeconds(i));
            }
            stored = AnalysisStore.read(
                    AnalysisStore.JSON.writeValueAsString(stored.document()),
                    AnalysisStore.JSON.writeValueAsString(stored.history()));
        }
        assertThat(AnalysisStore.JSON.writeValueAsString(stored.document()))
                .isEqualTo(AnalysisStore.JSON.writeValueAsString(whole.document()));
        assertThat(stored.history()).isEqualTo(whole.history());
    }

    @Test
    void usesTheNewestScoreInTheMeanAndTheFirstInTheTest() {
        CanaryAnalysis analysis = begin();
        analysis.score(false, new CanaryAnalysis.Vote("one", 1, null), START);
        analysis.score(true, new CanaryAnalysis.Vote("one", 0, null), START);
        double evidence = metric(analysis, "score").harm();
        analysis.score(true, new CanaryAnalysis.Vote("one", 1, 0d), START);
        assertThat(analysis.arms().canary().meanScore()).isEqualTo(1);
        assertThat(analysis.arms().canary().scores()).isOne();
        assertThat(metric(analysis, "score").harm()).isEqualTo(evidence).isPositive();
        assertThat(metric(analysis, "score").comparisons()).isOne();
    }

    @Test
    void comparesWithTheHistoryOfAStoppedControl() {
        CanaryAnalysis analysis = begin();
        for (int i = 0; i < 500; i++) {
            analysis.call(i % 5 == 0, ended(START, false), 0);
        }
        assertThat(metric(analysis, "errorRate").baselineBound()).isNull();
        analysis.happened(what("advanced", START), rollout("RUNNING", 1, 100), HOUR);
        assertThat(metric(analysis, "errorRate").baselineBound()).isBetween(0.02, 0.06);
        assertThat(metric(analysis, "score").baselineBound()).isNull();
        for (int i = 0; i < 20; i++) {
            analysis.call(true, ended(START.plusSeconds(i), true), 1);
        }
        Breach breach = metric(analysis, "errorRate").breach();
        assertThat(breach).isNotNull();
        assertThat(breach.baseline()).isTrue();
        assertThat(breach.callsSinceFirstError()).isLessThan(5);
    }

    @Test
    void assignsACallToItsStep() {
        CanaryAnalysis analysis = begin();
        analysis.happened(what("advanced", START), rollout("RUNNING", 1, 50), HOUR);
        analysis.call(true, ended(START, true), 0);
        analysis.call(false, ended(START, false), 0);
        assertThat(analysis.stepCalls()).isZero();
        assertThat(metric(analysis, "errorRate").leansToHarm()).isFalse();
        analysis.call(true, ended(START, true), 1);
        analysis.call(false, ended(START, false), 1);
        assertThat(analysis.stepCalls()).isOne();
        assertThat(metric(analysis, "errorRate").leansToHarm()).isTrue();
        assertThat(analysis.arms().canary().calls()).isEqualTo(2);
    }

    /// Answers take ten seconds, errors a hundredth of one. Each version fails as often as the other.
    ///
    /// @param perSecond calls of both arms
    private static CanaryAnalysis afterAStepAndThePromotion(long seed, int perSecond) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant advanced = START.plusSeconds(120);
        Instant promoted = START.plusSeconds(240);
        record Drawn(boolean canary, CallOutcome call, int step) {}
        List<Drawn> log = new ArrayList<>();
        for (int i = 0; i < perSecond * 360; i++) {
            Instant at = START.plusMillis(i * 1_000L / perSecond);
            int step = at.isBefore(advanced) ? 0 : 1;
            boolean error = random.nextDouble() < 0.05;
            boolean canary = random.nextDouble() < (step == 0 ? 0.1 : 0.5) || !at.isBefore(promoted);
            log.add(new Drawn(canary, outcome(at, error ? 10 : 10_000, error), step));
        }
        log.sort(Comparator.comparing(drawn -> drawn.call().end()));
        CanaryAnalysis analysis = begin();
        for (Drawn drawn : log) {
            Instant end = drawn.call().end();
            if (analysis.rollout().step() == 0 && !end.isBefore(advanced)) {
                analysis.happened(what("advanced", advanced), rollout("RUNNING", 1, 50), HOUR);
            }
            if (analysis.state() == RolloutState.RUNNING && !end.isBefore(promoted)) {
                analysis.happened(what("promoted", promoted), rollout("PROMOTED", 1, 100), HOUR);
            }
            if (analysis.state() == RolloutState.RUNNING) {
                analysis.call(drawn.canary(), drawn.call(), drawn.step());
            } else if (!drawn.call().at().isBefore(promoted)) {
                analysis.promotedCall(drawn.call());
            }
        }
        return analysis;
    }

    @Test
    void blamesNoVersionForErrorsFasterThanAnswers() {
        int breaches = 0;
        for (int run = 0; run < 200; run++) {
            breaches += metric(afterAStepAndThePromotion(run, 20), "errorRate").breach() == null ? 0 : 1;
        }
        assertThat(breaches).as("of 200 that are no worse").isLessThanOrEqualTo(3);
    }

    @Test
    void testsOnlyCallsOldEnoughToHaveFinished() {
        CanaryAnalysis analysis = begin();
        analysis.call(true, outcome(START, 5_000, false), 0);
        analysis.call(false, outcome(START, 5_000, false), 0);
        assertThat(metric(analysis, "errorRate").comparisons()).isOne();
        analysis.call(true, outcome(START.plusMillis(4_000), 999, true), 0);
        analysis.call(false, outcome(START.plusMillis(4_001), 999, true), 0);
        assertThat(metric(analysis, "errorRate").comparisons()).isOne();
        analysis.call(true, outcome(START.plusMillis(4_002), 999, true), 0);
        assertThat(metric(analysis, "errorRate").comparisons()).isEqualTo(2);
        assertThat(analysis.arms().canary().errors()).isEqualTo(2);
        assertThat(analysis.stepCalls())
                .as("calls that a promotion may rest on")
                .isEqualTo(2);
        analysis.call(true, outcome(START, 1e300, false), 0);
        analysis.call(true, outcome(START.plusSeconds(60), Double.NaN, true), 0);
        analysis.call(false, outcome(START.plusSeconds(60), -1, false), 0);
        assertThat(metric(analysis, "errorRate").comparisons()).isEqualTo(3);
    }

    @Test
    void startsWithItsFirstCallsNotWithItsPlan() {
        Instant later = START.plusSeconds(600);
        CanaryAnalysis analysis =
                CanaryAnalysis.begin(new UUID(1, 2), "team", rollout("PENDING", 0, 0), what("scheduled", START));
        assertThat(analysis.watched()).isTrue();
        analysis.happened(what("started", later), rollout("RUNNING", 0, 20), HOUR);
        assertThat(analysis.times().startedAt()).isEqualTo(later);
        assertThat(analysis.times().stepSince()).isEqualTo(later);
    }
}
