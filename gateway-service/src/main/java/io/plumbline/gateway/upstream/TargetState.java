package io.plumbline.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.upstream.http.Bulkhead;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// This replica's state of one target, and the limits on calls to it. Thread-safe.
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

    /// @param pause how long an open breaker lets no calls through
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

    /// Records a failure. Failures that the target did not cause, such as an invalid request, do not count.
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

    /// Returns the expected time to an answer, failures included: the average in ms divided by the share of
    /// successful attempts. NaN until anything is known.
    public double expectedMillis(boolean stream) {
        double average = (stream ? firstEvent : whole).value();
        if (Double.isNaN(average)) {
            average = (stream ? whole : firstEvent).value();
        }
        double failing = errors.value();
        return average / Math.max(LEAST_SUCCESS, 1 - (Double.isNaN(failing) ? 0 : failing));
    }

    /// Whether its breaker lets no calls through at that time.
    public boolean isShut(Instant now) {
        Instant again = retryAt();
        return again != null && now.isBefore(again);
    }

    /// Returns the number of current calls.
    public int inFlight() {
        return bulkhead.inside();
    }

    private @Nullable Instant retryAt() {
        Instant since = opened;
        return since == null || breaker.getState() != CircuitBreaker.State.OPEN ? null : since.plus(pause);
    }

    /// The recent health of a target.
    ///
    /// @param state CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls number of recent calls that determine the state, at most 20
    /// @param failures how many of them failed
    /// @param firstTokenMs moving average of the time to the first event of a stream; null for none
    /// @param latencyMs moving average of the time to a whole answer; null for none
    /// @param errorShare moving average of the share of failed attempts, 0..1; null for none
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

    /// Rounds to three decimal places.
    private static @Nullable Double rounded(MovingAverage average) {
        double value = average.value();
        return Double.isNaN(value) ? null : Math.round(value * 1e3) / 1e3;
    }
}
