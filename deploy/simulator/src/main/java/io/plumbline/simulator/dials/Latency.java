package io.plumbline.simulator.dials;

import java.time.Duration;

/// The duration of a call: log-normal with this median and 99th percentile, in milliseconds. A median of 0 means
/// no delay.
public record Latency(double p50, double p99) {
    /// The 99th percentile of the standard normal distribution.
    private static final double Z99 = 2.3263478740408408;

    private static final double LONGEST_MILLIS = 600_000;

    /// The delay of the call with that number, at most ten minutes.
    public Duration draw(Chance chance, long call) {
        if (p50 == 0) {
            return Duration.ZERO;
        }
        double sigma = Math.log(p99 / p50) / Z99;
        double millis = p50 * Math.exp(sigma * chance.normal("latency", call));
        return Duration.ofNanos((long) (Math.min(millis, LONGEST_MILLIS) * 1_000_000));
    }
}
