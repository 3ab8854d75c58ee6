package io.plumbline.gateway.limit.counter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeMembers;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/// Limits calls: by the limits of their route and the limits whose scope covers them, which all replicas share,
/// and by key in this replica. If one limit refuses a call, the others get back what it took. A changed limit
/// continues from the current counts. Evaluation calls are counted separately under the same limits, so they take
/// nothing from production. Thread-safe.
@Component
public final class CallLimits {

    /// The first word of the names of counters of limits, before the limit's name.
    public static final String RULE = "limit";

    private static final int MOST = 100_000;
    private static final RouteLimits NO_LIMITS = new RouteLimits(null, null, null);
    private static final Duration FORGET_AFTER = Duration.ofHours(2);

    private final LimitProperties properties;
    private final CoveringLimits rules;
    private final ScopeMembers members;
    private final LimitLedger ledger;
    private final Clock clock;
    private final Cache<String, SharedLimiter> shared = cache();
    private final Cache<String, Limiter> keys = cache();

    /// @param rules find the limits that cover a call
    CallLimits(
            LimitProperties properties, CoveringLimits rules, ScopeMembers members, LimitLedger ledger, Clock clock) {
        this.properties = properties;
        this.rules = rules;
        this.members = members;
        this.ledger = ledger;
        this.clock = clock;
    }

    private static <V> Cache<String, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(FORGET_AFTER)
                .build();
    }

    /// A limit that applies to a call.
    ///
    /// @param what its name in the refusal, as in "requests of …"
    private record Bound(String what, RouteLimits limits, SharedLimiter limiter) {}

    /// Admits a call.
    ///
    /// @param inputTokens estimated tokens of its input
    /// @throws ProblemException `rate-limit-exceeded` with `retry-after` and the limits in the headers of
    ///     [Permit]; `concurrency-exceeded` with `retry-after`
    public Permit enter(CallPlace call, boolean evaluation, long inputTokens) {
        List<Bound> bounds = bounds(call, evaluation);
        Limiter key = keys.get(call.key(), _ -> new Limiter(properties));
        if (!key.enter()) {
            throw concurrency("This credential has too many calls in flight.");
        }
        Permit permit = new Permit(key, clock);
        boolean letIn = false;
        try {
            for (Bound bound : bounds) {
                if (!bound.limiter().enter(bound.limits())) {
                    throw concurrency("Too many calls of " + bound.what() + " are in flight.");
                }
                permit.entered(bound.limiter());
            }
            takeOfKey(key, permit);
            for (Bound bound : bounds) {
                take(bound, inputTokens, permit);
            }
            letIn = true;
            return permit;
        } finally {
            if (!letIn) {
                permit.refuse();
            }
        }
    }

    private List<Bound> bounds(CallPlace call, boolean evaluation) {
        List<Bound> bounds = new ArrayList<>(2);
        Resolution resolution = call.resolution();
        LimitName route = name("route", resolution.route(), call.team(), evaluation);
        RouteLimits limits = resolution.limits();
        if (limits != null || shared.getIfPresent(route.name()) != null) {
            bounds.add(new Bound("this route", limits == null ? NO_LIMITS : limits, limiter(route)));
        }
        for (RateLimit rule : rules.covering(call)) {
            LimitName name = name(RULE, counter(rule, call), rule.team(), evaluation);
            bounds.add(new Bound("the limit " + rule.name(), rule.limits(), limiter(name)));
        }
        return bounds;
    }

    private String counter(RateLimit rule, CallPlace call) {
        String member = members.of(rule.scope(), call);
        return member.isEmpty() ? rule.name() : rule.name() + " " + member;
    }

    private static LimitName name(String kind, String name, String team, boolean evaluation) {
        return new LimitName(kind + " " + name + (evaluation ? " evaluation" : ""), team);
    }

    private SharedLimiter limiter(LimitName name) {
        return shared.get(name.name(), _ -> new SharedLimiter(name, ledger));
    }

    private static void takeOfKey(Limiter key, Permit permit) {
        Meter.Reading reading = key.requests().take(1);
        refuseIfNone(reading, "requests of this credential", Dimension.REQUESTS, permit);
        permit.tookRequestOfKey();
    }

    private static void take(Bound bound, long inputTokens, Permit permit) {
        for (Dimension dimension : Dimension.values()) {
            Integer limit = dimension.limitOf(bound.limits());
            if (limit != null) {
                SharedMeter meter = bound.limiter().meter(dimension, limit);
                SharedMeter.Taken taken = meter.take(dimension.expected(inputTokens), limit);
                String what = dimension.wireName().replace('-', ' ') + " of " + bound.what();
                refuseIfNone(taken.reading(), what, dimension, permit);
                permit.took(meter, dimension, taken);
            }
        }
    }

    private static void refuseIfNone(Meter.Reading reading, String what, Dimension dimension, Permit permit) {
        if (reading.taken() == 0) {
            ProblemException refusal = CallProblem.RATE_LIMIT_EXCEEDED
                    .because("The limit of " + reading.limit() + " " + what + " per minute is reached. Try again in "
                            + reading.waitSeconds() + " s.")
                    .with("retry-after", reading.waitSeconds());
            permit.lacks(dimension, reading);
            permit.headers().forEach(refusal::with);
            permit.anthropicHeaders().forEach(refusal::with);
            throw refusal;
        }
    }

    private static ProblemException concurrency(String detail) {
        ProblemType type = CallProblem.CONCURRENCY_EXCEEDED;
        return type.because(detail).with("retry-after", 1);
    }

    /// Returns the limiters of which this replica holds something.
    Collection<SharedLimiter> inUse() {
        return shared.asMap().values();
    }
}
