package io.plumbline.monitoring.sequential;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Rollouts whose truth is known.
///
/// @param canaryRate probability that a call of the canary fails
/// @param weight share of the calls that the canary gets, 0..1
record Simulation(double controlRate, double canaryRate, double weight, double margin) {

    /// The canary's calls until harm is decided; `mostCalls + 1` where it is not within that many calls
    /// of it.
    int canaryCallsUntilHarm(long seed, double alpha, int mostCalls) {
        SplittableRandom random = new SplittableRandom(seed);
        ConcurrentTest test = ConcurrentTest.fresh(margin);
        int canaries = 0;
        while (canaries < mostCalls) {
            boolean canary = random.nextDouble() < weight;
            canaries += canary ? 1 : 0;
            test.add(canary, random.nextDouble() < (canary ? canaryRate : controlRate) ? 1 : 0);
            if (test.harm().logPeak() >= -Math.log(alpha)) {
                return canaries;
            }
        }
        return mostCalls + 1;
    }

    /// The median of the canary's calls until harm is decided, over so many rollouts.
    int medianCanaryCallsUntilHarm(int runs, double alpha, int mostCalls) {
        return median(runs, run -> canaryCallsUntilHarm(run, alpha, mostCalls));
    }

    /// The median of the canary's calls until safety is decided, over so many rollouts.
    int medianCanaryCallsUntilSafe(int runs, double alpha, int mostCalls) {
        return median(runs, run -> canaryCallsUntilSafe(run, alpha, mostCalls));
    }

    private static int median(int runs, IntUnaryOperator callsOfRun) {
        int[] calls = IntStream.range(0, runs).map(callsOfRun).sorted().toArray();
        return calls[runs / 2];
    }

    /// The canary's calls until safety is decided.
    int canaryCallsUntilSafe(long seed, double alpha, int mostCalls) {
        SplittableRandom random = new SplittableRandom(seed);
        ConcurrentTest test = ConcurrentTest.fresh(margin);
        int canaries = 0;
        while (canaries < mostCalls && test.safety().logValue() < -Math.log(alpha)) {
            boolean canary = random.nextDouble() < weight;
            canaries += canary ? 1 : 0;
            test.add(canary, random.nextDouble() < (canary ? canaryRate : controlRate) ? 1 : 0);
        }
        return canaries;
    }
}
