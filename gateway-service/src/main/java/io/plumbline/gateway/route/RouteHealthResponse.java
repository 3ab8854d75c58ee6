package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.gateway.upstream.TargetState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the targets of a route are, as one replica has seen them lately.
record RouteHealthResponse(String route, List<TargetHealth> targets) {

    /// One target.
    ///
    /// @param variant whose target it is; null for another
    /// @param use `variant`, `fallback`, a class of failure for which it answers, or `shadow`
    /// @param target as the route names it
    /// @param provider name of the provider that answers for it; null when it leads nowhere now
    /// @param mayServe whether calls are led there: it is there and, in production, has passed its gates
    /// @param state of its circuit breaker: CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls by how many of the last calls it is judged, at most 20
    /// @param failures how many of them failed
    /// @param seen what this replica has seen of it; null when it leads nowhere now
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

    /// What this replica has seen of a target.
    ///
    /// @param inFlight calls that it has now
    /// @param firstTokenMs moving average of the time to the first event of a stream
    /// @param latencyMs moving average of the time to a whole answer
    /// @param errorShare moving average of the attempts that failed, 0..1
    /// @param lastFailure class of the last failure: `error` or `timeout`
    /// @param retryAt when its open breaker lets calls through again
    /// @param retriesLeft how many retries its budget holds, 0..10
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
