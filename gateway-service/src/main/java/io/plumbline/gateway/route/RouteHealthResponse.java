package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.gateway.upstream.TargetState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recent health of a route's targets, as one replica sees it.
record RouteHealthResponse(String route, List<TargetHealth> targets) {

    /// One target.
    ///
    /// @param variant whose target it is; null for another
    /// @param use `variant`, `fallback`, a class of failure for which it answers, or `shadow`
    /// @param target as the route names it
    /// @param provider name of the provider that answers for it; null if it cannot be resolved now
    /// @param mayServe whether it receives calls: it exists and, in production, has passed its gates
    /// @param state of its circuit breaker: CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls number of recent calls that determine the state, at most 20
    /// @param failures how many of them failed
    /// @param seen what this replica measured; null if the target cannot be resolved now
    record TargetHealth(
            @Nullable String variant,
            String use,
            String target,
            @Nullable String provider,
            @Nullable String upstreamModel,
            boolean mayServe,
            @Nullable String state,
            int calls,
            int failures,
            @JsonUnwrapped @Nullable Seen seen) {}

    /// This replica's measurements of a target.
    ///
    /// @param inFlight current calls
    /// @param firstTokenMs moving average of the time to the first event of a stream
    /// @param latencyMs moving average of the time to a whole answer
    /// @param errorShare moving average of the share of failed attempts, 0..1
    /// @param lastFailure class of the last failure: `error` or `timeout`
    /// @param retryAt when its open breaker lets calls through again
    /// @param retriesLeft retries left in its budget, 0..10
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            int inFlight,
            @Nullable Double firstTokenMs,
            @Nullable Double latencyMs,
            @Nullable Double errorShare,
            @Nullable String lastFailure,
            @Nullable Instant lastFailureAt,
            @Nullable Instant retryAt,
            int retriesLeft) {

        static Seen of(TargetState.Health health) {
            return new Seen(
                    health.inFlight(),
                    health.firstTokenMs(),
                    health.latencyMs(),
                    health.errorShare(),
                    health.lastFailure(),
                    health.lastFailureAt(),
                    health.retryAt(),
                    health.retriesLeft());
        }
    }
}
