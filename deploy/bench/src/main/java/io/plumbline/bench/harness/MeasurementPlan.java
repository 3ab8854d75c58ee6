package io.plumbline.bench.harness;

import java.time.Duration;

/// The extent of the measurements.
///
/// @param rounds  how often everything is measured
/// @param segment how long one load runs within a round
/// @param warmUp  how long each kind of call is made in one turn of the warm-up
/// @param warmUps the maximum number of such turns
/// @param gatewayRounds  how often each of the gateway's many paths is measured
/// @param gatewaySegment how long a load runs on one of them
/// @param gatewayWarmUps the maximum number of turns before
/// @param calls the number of calls that the stack has when the console is measured
public record MeasurementPlan(
        boolean brief,
        int rounds,
        Duration segment,
        Duration warmUp,
        int warmUps,
        int gatewayRounds,
        Duration gatewaySegment,
        int gatewayWarmUps,
        int calls) {

    /// For comparable figures.
    public static final MeasurementPlan FULL = new MeasurementPlan(
            false, 5, Duration.ofSeconds(3), Duration.ofSeconds(4), 30, 3, Duration.ofMillis(900), 60, 100_000);
    /// To check that a benchmark works.
    public static final MeasurementPlan BRIEF = new MeasurementPlan(
            true, 1, Duration.ofMillis(300), Duration.ofMillis(300), 1, 1, Duration.ofMillis(150), 1, 300);

    /// With another number of calls.
    public MeasurementPlan withCalls(int number) {
        return new MeasurementPlan(
                brief, rounds, segment, warmUp, warmUps, gatewayRounds, gatewaySegment, gatewayWarmUps, number);
    }
}
