package io.plumbline.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.FailureClass;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this replica knows of one target, and what holds calls to it back. Thread-safe.
public final class TargetState {

    private static final double LEAST_SUCCESS = 0.05;
    private static final double NANOS_PER_MS = 1e6;

    private final CircuitBreaker breaker;
    private final Duration pause;
    private final RetryBudget retries;
    private final Bulkhead bulkhead = new Bulkhead();
    private final MovingAverage firstEvent = new MovingAverage();
    private final MovingAverage whole = new MovingAverage();
    private final MovingAverage errors = new MovingAverage();
    private final CacheKeys cacheKeys = new CacheKeys();
    private volatile @Nullable Failure lastFailure;
    private volatile @Nullable Instant opened;

    /// @param pause how long the breaker lets nobody through once it opens
    TargetState(CircuitBreaker breaker, Duration pause, RetryBudget retries) {
        this.breaker = breaker;
        this.pause = pause;
        this.retries = retries;
    }

    private record Failure(FailureClass why, Instant at) {}

    CircuitBreaker breaker() {
        return breaker;
    }

    RetryBudget retries() {
        return retries;
    }

    CacheKeys cacheKeys() {
        return cacheKeys;
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    void opened(Instant at) {
        opened = at;
    }

    /// @param nanos to the whole answer, or to the first event of a stream
    void answered(boolean stream, long nanos) {
        (stream ? firstEvent : whole).add(nanos / NANOS_PER_MS);
        errors.add(0);
    }

    /// What says nothing of the target, such as a request that is not valid, does not count.
    void failed(UpstreamFailure failure, Instant at) {
        FailureClass why = failure.failureClass();
        CallProblem problem = failure.problem();
        boolean asked = problem != CallProblem.PROVIDER_UNAVAILABLE
                && problem != CallProblem.GATEWAY_OVERLOADED
                && problem != CallProblem.GATEWAY_STOPPING;
        if (asked && (why == FailureClass.ERROR || why == FailureClass.TIMEOUT)) {
            lastFailure = new Failure(why, at);
            errors.add(1);
        }
    }

    /// How long an answer takes to expect, failures included: the average in ms over the share of attempts that
    /// succeed. NaN as long as nothing is known.
    public double expectedMillis(boolean stream) {
        double average = (stream ? firstEvent : whole).value();
        if (Double.isNaN(average)) {
            average = (stream ? whole : firstEvent).value();
        }
        double failing = errors.value();
        return average / Math.max(LEAST_SUCCESS, 1 - (Double.isNaN(failing) ? 0 : failing));
    }

    /// Whether its breaker lets nobody through at that time.
    public boolean isShut(Instant now) {
        Instant again = retryAt();
        return again != null && now.isBefore(again);
    }

    /// How many calls it has now.
    public int inFlight() {
        return bulkhead.inside();
    }

    private @Nullable Instant retryAt() {
        Instant since = opened;
        return since == null || breaker.getState() != CircuitBreaker.State.OPEN ? null : since.plus(pause);
    }

    /// How the calls to a target have gone lately.
    ///
    /// @param state CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls how many it judges by, at most 20
    /// @param failures how many of them failed
    /// @param firstTokenMs moving average of the time to the first event of a stream; null when there was none
    /// @param latencyMs moving average of the time to a whole answer; null when there was none
    /// @param errorShare moving average of the attempts that failed, 0..1; null when there was none
    /// @param lastFailure class of the last failure
    /// @param retryAt when an open breaker lets calls through again
    public record Health(
            String state,
            int calls,
            int failures,
            int inFlight,
            @Nullable Double firstTokenMs,
            @Nullable Double latencyMs,
            @Nullable Double errorShare,
            @Nullable String lastFailure,
            @Nullable Instant lastFailureAt,
            @Nullable Instant retryAt,
            int retriesLeft) {}

    public Health health() {
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        Failure failure = lastFailure;
        return new Health(
                breaker.getState().name(),
                metrics.getNumberOfBufferedCalls(),
                metrics.getNumberOfFailedCalls(),
                bulkhead.inside(),
                rounded(firstEvent),
                rounded(whole),
                rounded(errors),
                failure == null ? null : failure.why().wireName(),
                failure == null ? null : failure.at(),
                retryAt(),
                retries.left());
    }

    /// To three places.
    private static @Nullable Double rounded(MovingAverage average) {
        double value = average.value();
        return Double.isNaN(value) ? null : Math.round(value * 1e3) / 1e3;
    }
}
