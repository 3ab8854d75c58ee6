package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.QuantileSketch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The sums of consecutive minutes. Not thread-safe.
final class Stretch {

    private final @Nullable String scorer;
    private @Nullable Instant start;
    private long judged;
    private double judgedSum;
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

    /// @param scorer whose scores are summed; null for none
    Stretch(@Nullable String scorer) {
        this.scorer = scorer;
    }

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
        CallWindow.Judged scored = scorer == null ? null : minute.judged().get(scorer);
        judged += scored == null ? 0 : scored.count();
        judgedSum += scored == null ? 0 : scored.sum();
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

    long judged() {
        return judged;
    }

    double judgedSum() {
        return judgedSum;
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
