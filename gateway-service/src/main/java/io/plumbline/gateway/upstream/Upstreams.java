package io.plumbline.gateway.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.upstream.http.AttemptTimer;
import io.plumbline.gateway.upstream.http.LimitedExchange;
import io.plumbline.gateway.upstream.http.UpstreamProperties;
import io.plumbline.gateway.upstream.translation.Outgoing;
import io.plumbline.gateway.upstream.translation.OutgoingCalls;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Calls the targets of a call in turn until one answers. Each target is retried as often as the route sets and
/// its retry budget allows, with growing pauses or the pauses that the provider requests. The class of failure
/// determines the next target. Retries and fallbacks end with the first event of an answer. If a pause would be
/// too long ([RetryPause]), the next target is called instead. Thread-safe.
@Component
public final class Upstreams {

    private static final String PROVIDER = "provider";

    private final OutgoingCalls calls;
    private final TargetStates states;
    private final AttemptTimer timer;
    private final UpstreamProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    Upstreams(
            OutgoingCalls calls,
            TargetStates states,
            AttemptTimer timer,
            UpstreamProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.calls = calls;
        this.states = states;
        this.timer = timer;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /// The plan of a call.
    ///
    /// @param targets in the order in which they are tried; never empty
    /// @param fallbacksBy the fallbacks of these classes of failure, in this order
    /// @param retries maximum number of retries per target
    /// @param limits maximum durations of each attempt, which take precedence over its provider's
    public record Plan(
            List<UpstreamTarget> targets,
            Map<FailureClass, List<UpstreamTarget>> fallbacksBy,
            int retries,
            TimeLimits limits) {}

    /// The request to each target.
    private record Asked(Plan plan, UpstreamRequest request, CallWatch watch, AttemptLog attempts) {

        /// Whether the route sets fallbacks for this class. A stream of several choices has none, since one
        /// choice may be withheld and another not.
        private boolean minds(FailureClass why) {
            boolean several = request.stream() && request.choicesWanted() > 1;
            return request.operation() == Operation.CHAT
                    && !several
                    && plan.fallbacksBy().containsKey(why);
        }

        private void brokeOff(UpstreamAnswer answer, ErrorType why, ObjectNode usage) {
            if (answer instanceof UpstreamAnswer.Streamed streamed) {
                attempts.brokeOff(streamed, why, usage);
            }
        }
    }

    /// Whether a target offers the operation.
    public boolean offers(UpstreamTarget target, Operation operation) {
        return calls.offers(target, operation);
    }

    /// Whether a target offers the operation and can express the request: not every dialect can express
    /// everything.
    public boolean canAsk(UpstreamTarget target, UpstreamRequest request) {
        return calls.canAsk(target, request);
    }

    /// Makes the call.
    ///
    /// @param attempts receives the attempts
    /// @throws UpstreamFailure the last failure, if no target answered
    /// @throws CallEndedException if the client has disconnected
    /// @throws ProblemException `invalid-call` if the first target cannot take the request
    public UpstreamAnswer call(Plan plan, UpstreamRequest request, CallWatch watch, AttemptLog attempts)
            throws UpstreamFailure, CallEndedException {
        Asked asked = new Asked(plan, request, watch, attempts);
        UpstreamFailure last = new UpstreamFailure(CallProblem.PROVIDER_UNAVAILABLE);
        TargetOrder order = new TargetOrder(plan);
        UpstreamTarget target = order.first();
        while (true) {
            FailureClass why = FailureClass.CONTENT_POLICY;
            FilteredAnswer filtered = null;
            try {
                UpstreamAnswer answer = answer(target, asked);
                if (!asked.minds(why)) {
                    return answer;
                }
                filtered = look(answer, asked);
                if (!filtered.isFiltered()) {
                    return filtered.answer();
                }
                order.keepToLaxer();
            } catch (UpstreamFailure failure) {
                last = failure.problem() == CallProblem.PROVIDER_UNAVAILABLE && attempts.count() > 1 ? last : failure;
                if (watch.end() != CallWatch.End.NONE) {
                    throw failure;
                }
                why = failure.failureClass();
            }
            UpstreamTarget next = next(order, why, request);
            if (filtered != null) {
                if (next == null) {
                    return filtered.answer(); // nobody is laxer: the client gets what there is
                }
                attempts.discard(filtered);
            }
            if (next == null) {
                throw last;
            }
            count("plumbline.gateway.fallbacks", "class", why.wireName());
            target = next;
        }
    }

    /// Checks whether the answer was withheld. If a stream is interrupted meanwhile, its provider is paid.
    private static FilteredAnswer look(UpstreamAnswer answer, Asked asked) throws UpstreamFailure, CallEndedException {
        ObjectNode usage = WireJson.newObject();
        try {
            return FilteredAnswer.look(
                    answer, asked.request().surface().answers().filter(), usage);
        } catch (UpstreamFailure failure) {
            asked.brokeOff(answer, failure.errorType(), usage);
            throw failure;
        } catch (CallEndedException gone) {
            asked.brokeOff(answer, ErrorType.CALLER_GONE, usage);
            throw gone;
        }
    }

    /// Returns the next target that can take the request.
    private @Nullable UpstreamTarget next(TargetOrder order, FailureClass why, UpstreamRequest request) {
        UpstreamTarget target = order.after(why);
        while (target != null && !calls.canAsk(target, request)) {
            target = order.after(why);
        }
        return target;
    }

    /// Calls one target, as often as the route sets and its retry budget allows.
    private UpstreamAnswer answer(UpstreamTarget target, Asked asked) throws UpstreamFailure, CallEndedException {
        TargetState state = states.of(target);
        state.retries().called();
        for (int attempt = 0; ; attempt++) {
            try {
                return attempt(target, state, asked);
            } catch (UpstreamFailure failure) {
                if (state.cacheKeys().areRefused(failure, asked.request())) {
                    attempt--;
                    continue;
                }
                if (attempt == asked.plan().retries()
                        || !failure.isWorthRepeating()
                        || asked.watch().end() != CallWatch.End.NONE
                        || !mayRepeat(target, state)
                        || !RetryPause.await(failure, attempt, asked.watch())) {
                    throw failure;
                }
            }
        }
    }

    private boolean mayRepeat(UpstreamTarget target, TargetState state) {
        boolean may = state.retries().take();
        if (!may) {
            count(
                    "plumbline.gateway.upstream.retries.refused",
                    PROVIDER,
                    target.provider().name());
        }
        return may;
    }

    private UpstreamAnswer attempt(UpstreamTarget target, TargetState state, Asked asked)
            throws UpstreamFailure, CallEndedException {
        asked.attempts().next();
        long start = System.nanoTime();
        try {
            UpstreamAnswer answer = tryOnce(target, state, asked);
            long took = System.nanoTime() - start;
            state.answered(asked.request().stream(), took);
            asked.attempts().ended(target, AttemptLog.ANSWERED, took);
            return answer;
        } catch (UpstreamFailure failure) {
            long took = System.nanoTime() - start;
            state.failed(failure, clock.instant());
            asked.attempts().ended(target, failure.errorType().wireName(), took);
            throw failure;
        }
    }

    private UpstreamAnswer tryOnce(UpstreamTarget target, TargetState state, Asked asked)
            throws UpstreamFailure, CallEndedException {
        boolean stream = asked.request().stream();
        Outgoing outgoing =
                calls.prepare(target, asked.request(), state.cacheKeys().areWanted());
        LimitedExchange exchange = enter(target, state, outgoing.exchange());
        Attempt attempt = new Attempt(outgoing.by(exchange), state.breaker(), asked.watch(), clock);
        boolean answered = false;
        try {
            TimeLimits limits =
                    asked.plan().limits().or(target.provider().limits().times());
            exchange.limit(limits.millis(stream), timer);
            UpstreamAnswer answer = attempt.run();
            exchange.begun();
            answered = true;
            return answer;
        } catch (UpstreamFailure failure) {
            if (failure.mayHaveCost() && attempt.mayBePaid()) {
                asked.attempts().lost(target, attempt.nanos());
            }
            throw failure;
        } catch (CallEndedException gone) {
            if (attempt.mayBePaid()) {
                asked.attempts().lost(target, attempt.nanos());
            }
            throw gone;
        } finally {
            if (!answered) {
                exchange.close();
            }
        }
    }

    /// Acquires a slot at the target, which is released when the exchange is closed.
    private LimitedExchange enter(UpstreamTarget target, TargetState state, UpstreamExchange exchange)
            throws UpstreamFailure {
        ProviderLimits limits = target.provider().limits();
        int most = limits.concurrency() == null ? properties.connections() : limits.concurrency();
        long wait = limits.maxWaitMs() == null ? properties.connectTimeout().toMillis() : limits.maxWaitMs();
        if (!state.bulkhead().enter(most, wait)) {
            count("plumbline.gateway.upstream.shed", PROVIDER, target.provider().name());
            throw new UpstreamFailure(CallProblem.GATEWAY_OVERLOADED, UpstreamFailure.Limit.PLACES);
        }
        return new LimitedExchange(exchange, state.bulkhead());
    }

    /// Counts a rare event.
    private void count(String name, String label, String value) {
        meters.counter(name, label, value).increment();
    }
}
