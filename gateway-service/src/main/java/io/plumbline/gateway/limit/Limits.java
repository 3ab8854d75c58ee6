package io.plumbline.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.RouteLimits;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import io.plumbline.kit.security.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Limits calls by route and by key, in this replica. A route whose limits are changed starts afresh. Calls for
/// evaluation are counted by themselves, under the same limits: they take nothing from production. Thread-safe.
@Component
public final class Limits {

    private static final int MOST = 100_000;
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final LimitProperties properties;
    private final Cache<RouteKey, Limiter> routes = cache();
    private final Cache<String, Limiter> keys = cache();

    Limits(LimitProperties properties) {
        this.properties = properties;
    }

    /// Limits that differ are another thing to limit.
    private record RouteKey(String route, boolean evaluation, RouteLimits limits) {}

    private static <K> Cache<K, Limiter> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(FORGET_AFTER)
                .build();
    }

    /// Lets a call in.
    ///
    /// @param inputTokens how many it is likely to send
    /// @throws ProblemException `rate-limit-exceeded` or `concurrency-exceeded`, with `retry-after`
    public Permit enter(Caller caller, Resolution resolution, boolean evaluation, long inputTokens) {
        Limiter key = keys.get(caller.type() + " " + caller.id(), _ -> ofKey());
        Limiter route = ofRoute(resolution, evaluation);
        if (!key.enter()) {
            throw concurrency("This credential has too many calls in flight.");
        }
        if (route != null && !route.enter()) {
            key.leave();
            throw concurrency("This route has too many calls in flight.");
        }
        Permit permit = new Permit(key, route, inputTokens);
        try {
            take(key.requests(), 1, "requests of this credential");
            if (route != null) {
                takeFromRoute(route, inputTokens, permit);
            }
            return permit;
        } catch (ProblemException e) {
            permit.close();
            throw e;
        }
    }

    private static void takeFromRoute(Limiter route, long inputTokens, Permit permit) {
        Meter.Reading requests = take(route.requests(), 1, "requests of this route");
        if (requests != null) {
            permit.add("requests", requests);
        }
        Meter.Reading tokens = take(route.tokens(), inputTokens, "tokens of this route");
        if (tokens != null) {
            permit.add("tokens", tokens);
        }
    }

    private static Meter.@Nullable Reading take(@Nullable Meter meter, long wanted, String what) {
        if (meter == null) {
            return null;
        }
        Meter.Reading reading = meter.take(wanted);
        if (!reading.granted()) {
            throw CallProblem.RATE_LIMIT_EXCEEDED
                    .because("The limit of " + reading.limit() + " " + what + " a minute is reached: try again in "
                            + reading.waitSeconds() + " s.")
                    .with("retry-after", reading.waitSeconds());
        }
        return reading;
    }

    private Limiter ofKey() {
        return Limiter.of(properties.requestsPerMinute(), null, properties.concurrency());
    }

    private @Nullable Limiter ofRoute(Resolution resolution, boolean evaluation) {
        RouteLimits limits = resolution.limits();
        return limits == null
                ? null
                : routes.get(
                        new RouteKey(resolution.route(), evaluation, limits),
                        key -> Limiter.of(
                                key.limits().requestsPerMinute(),
                                key.limits().tokensPerMinute(),
                                key.limits().concurrency()));
    }

    private static ProblemException concurrency(String detail) {
        ProblemType type = CallProblem.CONCURRENCY_EXCEEDED;
        return type.because(detail).with("retry-after", 1);
    }
}
