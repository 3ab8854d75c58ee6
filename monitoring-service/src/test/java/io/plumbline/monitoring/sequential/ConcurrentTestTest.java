package io.plumbline.monitoring.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ConcurrentTestTest {

    private static final int RUNS = 2_000;
    private static final int BLOCKS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The share of rollouts at the margin, looked at after every block, in which harm is decided.
    private static double falseRollbackRate(double alpha, double margin, Source source) {
        int decided = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            ConcurrentTest test = ConcurrentTest.fresh(margin);
            while (test.blocks() < BLOCKS && test.harm().logPeak() < -Math.log(alpha)) {
                source.next(random, test::add);
            }
            decided += test.harm().logPeak() >= -Math.log(alpha) ? 1 : 0;
        }
        return (double) decided / RUNS;
    }

    @FunctionalInterface
    private interface Source {
        void next(SplittableRandom random, BiConsumer<Boolean, Double> observe);
    }

    private static double failed(SplittableRandom random, double rate) {
        return random.nextDouble() < rate ? 1 : 0;
    }

    /// Three standard errors of a binomial share above alpha.
    private static double slack(double alpha) {
        return alpha + 3 * Math.sqrt(alpha * (1 - alpha) / RUNS);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.0", "0.2, 0.05", "0.5, 0.2"})
    void rollsBackAtTheMarginWithinItsErrorRateUnderContinuousMonitoring(double weight, double controlRate) {
        double margin = 0.02;
        for (double alpha : new double[] {0.01, 0.1}) {
            double rate = falseRollbackRate(alpha, margin, (random, observe) -> {
                boolean canary = random.nextDouble() < weight;
                observe.accept(canary, failed(random, canary ? controlRate + margin : controlRate));
            });
            assertThat(rate)
                    .as("false rollbacks at weight %s, control %s, alpha %s", weight, controlRate, alpha)
                    .isLessThanOrEqualTo(slack(alpha));
        }
    }

    @Test
    void staysValidForBurstyVariantsAndNonBinaryScores() {
        double margin = 0.05;
        double rate = falseRollbackRate(0.1, margin, (random, observe) -> {
            boolean canary = random.nextDouble() < 0.5;
            int burst = 1 + random.nextInt(canary ? 3 : 12);
            for (int i = 0; i < burst; i++) {
                observe.accept(canary, random.nextDouble() * 0.5 + (canary ? margin : 0));
            }
        });
        assertThat(rate).isLessThanOrEqualTo(slack(0.1));
    }

    @Test
    void staysValidWhileBothVariantsGetWorse() {
        double margin = 0.02;
        int[] calls = {0};
        double rate = falseRollbackRate(0.1, margin, (random, observe) -> {
            calls[0]++;
            double common = calls[0] % 2_000 < 1_000 ? 0.01 : 0.6;
            boolean canary = random.nextDouble() < 0.2;
            observe.accept(canary, failed(random, canary ? common + margin : common));
        });
        assertThat(rate).isLessThanOrEqualTo(slack(0.1));
    }

    @Test
    void callsAHarmfulCanarySafeNoMoreOftenThanAllowed() {
        double alpha = 0.05;
        int safe = 0;
        for (int run = 0; run < RUNS; run++) {
            int calls = new Simulation(0.03, 0.05, 0.5, 0.02).canaryCallsUntilSafe(run, alpha, BLOCKS);
            safe += calls < BLOCKS ? 1 : 0;
        }
        assertThat((double) safe / RUNS).isLessThanOrEqualTo(slack(alpha));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 1000", "0.10, 160", "0.25, 50", "1.0, 12"})
    void detectsAWorseCanaryWithinFewOfItsCalls(double canaryRate, int mostCalls) {
        int median = new Simulation(0, canaryRate, 0.2, 0.02).medianCanaryCallsUntilHarm(500, 0.01 / 2, 5_000);
        assertThat(median)
                .as("median of the canary's calls at errors of %s", canaryRate)
                .isLessThanOrEqualTo(mostCalls);
    }

    @Test
    void detectsACanaryThatTurnsBadLate() {
        ConcurrentTest test = ConcurrentTest.fresh(0.02);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            test.add(true, 0);
            test.add(false, 0);
        }
        int blocks = 0;
        while (test.harm().logPeak() < Math.log(200)) {
            test.add(true, failed(random, 0.25));
            test.add(false, 0);
            blocks++;
        }
        assertThat(blocks).isLessThan(200);
    }

    /// The medians that the guide tells, with a tenth of room to both sides.
    @ParameterizedTest
    @CsvSource({"0.0, 0.2, 210", "0.0, 0.5, 300", "0.01, 0.2, 390", "0.01, 0.5, 530", "0.02, 0.2, 670"})
    void findsAnEquivalentCanarySafeWithinHundredsOfItsCalls(double errors, double weight, int told) {
        int median = new Simulation(errors, errors, weight, 0.02).medianCanaryCallsUntilSafe(500, 0.05, 10_000);
        assertThat(median)
                .as("median of the canary's calls at errors of %s and a weight of %s", errors, weight)
                .isBetween(told - told / 10, told + told / 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isUndecidedWhileOneVariantIsSilent(boolean canary) {
        ConcurrentTest test = ConcurrentTest.fresh(0.02);
        assertThat(test.difference()).isNull();
        for (int i = 0; i < 10_000; i++) {
            test.add(canary, 1);
        }
        assertThat(test.harm().logValue()).isZero();
        assertThat(test.safety().logValue()).isZero();
        assertThat(test.blocks()).isZero();
        test.add(!canary, 0);
        assertThat(test.blocks()).isOne();
    }

    @Test
    void continuesFromItsState() {
        SplittableRandom random = new SplittableRandom(7);
        ConcurrentTest whole = ConcurrentTest.fresh(0.05);
        ConcurrentTest stored = ConcurrentTest.fresh(0.05);
        for (int i = 0; i < 3_000; i++) {
            boolean canary = random.nextDouble() < 0.3;
            double badness = random.nextDouble();
            whole.add(canary, badness);
            stored.add(canary, badness);
            String json = JSON.writeValueAsString(stored.state());
            stored = ConcurrentTest.of(0.05, JSON.readValue(json, ConcurrentTest.State.class));
        }
        assertThat(stored.state()).isEqualTo(whole.state());
    }

    @Test
    void clampsValuesToTheirBounds() {
        ConcurrentTest absurd = ConcurrentTest.fresh(0.02);
        ConcurrentTest bounded = ConcurrentTest.fresh(0.02);
        for (int i = 0; i < 100; i++) {
            absurd.add(true, i % 2 == 0 ? Double.POSITIVE_INFINITY : -1e300);
            absurd.add(false, i % 3 == 0 ? 1e300 : Double.NEGATIVE_INFINITY);
            bounded.add(true, i % 2 == 0 ? 1 : 0);
            bounded.add(false, i % 3 == 0 ? 1 : 0);
        }
        assertThat(absurd.state()).isEqualTo(bounded.state());
        assertThat(absurd.harm().logValue()).isFinite();
        assertThatThrownBy(() -> absurd.add(true, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConcurrentTest.fresh(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConcurrentTest.fresh(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void coversTheTrueDifferenceAtAllTimes() {
        int missed = 0;
        int runs = 500;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            ConcurrentTest test = ConcurrentTest.fresh(0.02);
            boolean outside = false;
            for (int i = 0; i < 2_000; i++) {
                boolean canary = random.nextDouble() < 0.3;
                test.add(canary, failed(random, canary ? 0.3 : 0.1));
                ConcurrentTest.Interval interval = test.difference();
                outside |= interval != null && (interval.low() > 0.2 || interval.high() < 0.2);
            }
            missed += outside ? 1 : 0;
            ConcurrentTest.Interval last = Objects.requireNonNull(test.difference());
            assertThat(last.high() - last.low()).isLessThan(0.35);
        }
        assertThat((double) missed / runs).isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs));
    }

    @Test
    void detectsAVariantWorseThanItsBoundAndNotOneWithin() {
        int decided = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            BaselineTest test = BaselineTest.fresh(0.03);
            for (int i = 0; i < 1_000; i++) {
                test.add(failed(random, 0.03));
            }
            decided += test.harm().logPeak() >= Math.log(10) ? 1 : 0;
        }
        assertThat((double) decided / RUNS).isLessThanOrEqualTo(slack(0.1));

        BaselineTest bad = BaselineTest.fresh(0.03);
        int calls = 0;
        SplittableRandom random = new SplittableRandom(3);
        while (bad.harm().logPeak() < Math.log(200)) {
            bad.add(failed(random, 0.25));
            calls++;
        }
        assertThat(calls).isLessThan(40);
        assertThat(BaselineTest.of(bad.state()).state()).isEqualTo(bad.state());
    }
}
