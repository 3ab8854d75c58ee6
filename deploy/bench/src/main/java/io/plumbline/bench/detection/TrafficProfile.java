package io.plumbline.bench.detection;

import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.Latencies;
import io.plumbline.monitoring.window.OutputLength;
import io.plumbline.monitoring.window.QuantileSketch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/// The properties of simulated calls. Latencies and costs are log-normal.
///
/// @param failed share of the calls
/// @param refused share of the calls
/// @param attacks share of the calls
/// @param negative share of the scores
/// @param latency median, in milliseconds
/// @param cost median, in USD
record TrafficProfile(double failed, double refused, double attacks, double negative, double latency, double cost) {

    /// Calls a minute.
    static final int CALLS = 50;

    static final TrafficProfile USUAL = new TrafficProfile(0.01, 0.02, 0.005, 0.1, 800, 0.002);

    private static final double SCORED = 0.2;
    private static final double SPREAD_OF_LATENCY = 0.6;
    private static final double SPREAD_OF_COST = 0.8;

    TrafficProfile withRefused(double share) {
        return new TrafficProfile(failed, share, attacks, negative, latency, cost);
    }

    TrafficProfile withAttacks(double share) {
        return new TrafficProfile(failed, refused, share, negative, latency, cost);
    }

    TrafficProfile withNegative(double share) {
        return new TrafficProfile(failed, refused, attacks, share, latency, cost);
    }

    TrafficProfile withLatency(double median) {
        return new TrafficProfile(failed, refused, attacks, negative, median, cost);
    }

    TrafficProfile withCost(double median) {
        return new TrafficProfile(failed, refused, attacks, negative, latency, median);
    }

    /// Returns a minute of calls as monitoring-service sums it.
    CallWindow minute(Instant from, SplittableRandom random) {
        long refusals = 0;
        long errors = 0;
        long found = 0;
        long scores = 0;
        long bad = 0;
        double costs = 0;
        Latencies all = new Latencies();
        QuantileSketch latencies = all.of(OutputLength.MEDIUM);
        for (int call = 0; call < CALLS; call++) {
            found += random.nextDouble() < attacks ? 1 : 0;
            if (random.nextDouble() < refused) {
                refusals++;
            } else if (random.nextDouble() < failed) {
                errors++;
            } else {
                latencies.add(latency * Math.exp(SPREAD_OF_LATENCY * random.nextGaussian()));
                costs += cost * Math.exp(SPREAD_OF_COST * random.nextGaussian());
                if (random.nextDouble() < SCORED) {
                    scores++;
                    bad += random.nextDouble() < negative ? 1 : 0;
                }
            }
        }
        return new CallWindow(
                new CallWindow.Place(from, "team", "route", "", "", "", "", "", ""),
                new CallWindow.Outcomes(CALLS, refusals, 0, errors, 0, 0),
                new CallWindow.Usage(0, 0, 0, BigDecimal.valueOf(costs), 0, 0, BigDecimal.ZERO),
                new CallWindow.Guarded(0, 0, found),
                new CallWindow.Scores(scores, bad, scores == 0 ? null : Double.valueOf(1 - (double) bad / scores)),
                all,
                new QuantileSketch(),
                Map.of());
    }
}
