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

/// Limits calls by route and by key, in this replica. What a call took is given back when another limit refuses it.
/// A route whose limits change goes on from what was left. Calls for evaluation are counted by themselves, under
/// the same limits: they take nothing from production. Thread-safe.
@Component
public final class Limits {

    private static final int MOST = 100_000;
    private static final RouteLimits NO_LIMITS = new RouteLimits(null, null, null);
    private static final Duration FORGET_AFTER = Duration.ofHours(2);

    private final LimitProperties properties;
    private final Cache<RouteKey, Limiter> routes = cache();
    private final Cache<String, Limiter> keys = cache();

    Limits(LimitProperties properties) {
        this.properties = properties;
    }

    private record RouteKey(String route, boolean evaluation) {}

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
        Permit permit = new Permit(key, route);
        try {
            takeRequest(key, "requests of this credential", permit);
            if (route != null) {
                takeFromRoute(route, inputTokens, permit);
            }
            return permit;
        } catch (ProblemException e) {
            permit.refuse();
            throw e;
        }
    }

    private static void takeFromRoute(Limiter route, long inputTokens, Permit permit) {
        Meter.Reading requests = takeRequest(route, "requests of this route", permit);
        if (requests != null) {
            permit.add("requests", requests);
        }
        Meter tokens = route.tokens();
        if (tokens != null) {
            Meter.Reading reading = take(tokens, inputTokens, "tokens of this route");
            permit.tookTokens(tokens, reading.taken());
            permit.add("tokens", reading);
        }
    }

    private static Meter.@Nullable Reading takeRequest(Limiter of, String what, Permit permit) {
        Meter requests = of.requests();
        if (requests == null) {
            return null;
        }
        Meter.Reading reading = take(requests, 1, what);
        permit.tookRequest(requests);
        return reading;
    }

    private static Meter.Reading take(Meter meter, long wanted, String what) {
        Meter.Reading reading = meter.take(wanted);
        if (reading.taken() == 0) {
            throw CallProblem.RATE_LIMIT_EXCEEDED
                    .because("The limit of " + reading.limit() + " " + what + " a minute is reached: try again in "
                            + reading.waitSeconds() + " s.")
                    .with("retry-after", reading.waitSeconds());
        }
        return reading;
    }

    private Limiter ofKey() {
        return new Limiter(new RouteLimits(properties.requestsPerMinute(), null, properties.concurrency()));
    }

    /// Null where the route has no limits and had none lately.
    private @Nullable Limiter ofRoute(Resolution resolution, boolean evaluation) {
        RouteKey key = new RouteKey(resolution.route(), evaluation);
        RouteLimits limits = resolution.limits();
        if (limits == null && routes.getIfPresent(key) == null) {
            return null;
        }
        RouteLimits wanted = limits == null ? NO_LIMITS : limits;
        Limiter limiter = routes.get(key, _ -> new Limiter(wanted));
        limiter.follow(wanted);
        return limiter;
    }

    private static ProblemException concurrency(String detail) {
        ProblemType type = CallProblem.CONCURRENCY_EXCEEDED;
        return type.because(detail).with("retry-after", 1);
    }
}
