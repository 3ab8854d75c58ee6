package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.QuantileSketch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The sums of consecutive minutes. Not thread-safe.
final class Stretch {

    private @Nullable Instant start;
    private long calls;
    private long blocked;
    private long refused;
    private long errors;
    private long attacks;
    private long scores;
    private long negative;
    private double scoreSum;
    private double costUsd;
    private final QuantileSketch latency = new QuantileSketch();
    private final QuantileSketch firstToken = new QuantileSketch();

    void add(CallWindow minute) {
        Instant from = minute.place().from();
        start = start == null ? from : start;
        CallWindow.Outcomes outcomes = minute.outcomes();
        calls += outcomes.calls();
        blocked += outcomes.blocked();
        refused += outcomes.refused();
        errors += outcomes.errors();
        attacks += minute.guards().attacks();
        CallWindow.Scores feedback = minute.feedback();
        Double mean = feedback.mean();
        scores += feedback.count();
        negative += feedback.negative();
        scoreSum += mean == null ? 0 : mean * feedback.count();
        costUsd += minute.usage().costUsd().doubleValue();
        latency.merge(minute.latency());
        firstToken.merge(minute.firstToken());
    }

    @Nullable
    Instant start() {
        return start;
    }

    long calls() {
        return calls;
    }

    long tried() {
        return calls - blocked - refused;
    }

    long errors() {
        return errors;
    }

    long refusals() {
        return blocked + refused;
    }

    long attacks() {
        return attacks;
    }

    long scores() {
        return scores;
    }

    long negative() {
        return negative;
    }

    double scoreSum() {
        return scoreSum;
    }

    double costUsd() {
        return costUsd;
    }

    QuantileSketch latency() {
        return latency;
    }

    QuantileSketch firstToken() {
        return firstToken;
    }
}
