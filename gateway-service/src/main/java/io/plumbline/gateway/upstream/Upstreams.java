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
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Calls the targets of a call one after the other until one answers: each as often as the route says and its
/// budget of retries allows, with pauses that grow or that the provider asks for, and the next by why it has
/// not answered. All of this ends with the first event of an answer; from then on the answer is what it is. A
/// pause that would be too long ([RetryPause]) is not waited for: the next target has its turn. Thread-safe.
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

    /// How a call is tried.
    ///
    /// @param targets in the order in which they are tried; never empty
    /// @param fallbacksBy who answers instead for these classes of failure, in this order
    /// @param retries how often each is tried again
    /// @param limits how long each attempt may take, before what its provider says
    public record Plan(
            List<UpstreamTarget> targets,
            Map<FailureClass, List<UpstreamTarget>> fallbacksBy,
            int retries,
            TimeLimits limits) {}

    /// What is asked of each target.
    private record Asked(Plan plan, UpstreamRequest request, CallWatch watch, AttemptLog attempts) {

        /// Whether the route says who answers instead in this case. Of a stream of several choices one may be
        /// kept back and another not: nobody answers instead.
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

    /// Whether a target can be asked this.
    public boolean offers(UpstreamTarget target, Operation operation) {
        return calls.offers(target, operation);
    }

    /// Whether a target can be asked this, and in these words: not everything can be said in the language of each
    /// provider.
    public boolean canAsk(UpstreamTarget target, UpstreamRequest request) {
        return calls.canAsk(target, request);
    }

    /// Calls.
    ///
    /// @param attempts gets the attempts
    /// @throws UpstreamFailure when none answered: what the last one said
    /// @throws CallEndedException when the client has gone
    /// @throws ProblemException `invalid-call` when the first target cannot be asked this
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

    /// Looks whether the answer was kept back. A stream may break off meanwhile, for which its provider is paid.
    private static FilteredAnswer look(UpstreamAnswer answer, Asked asked) throws UpstreamFailure, CallEndedException {
        ObjectNode usage = WireJson.newObject();
        try {
            return FilteredAnswer.look(answer, asked.request().surface().filter(), usage);
        } catch (UpstreamFailure failure) {
            asked.brokeOff(answer, failure.errorType(), usage);
            throw failure;
        } catch (CallEndedException gone) {
            asked.brokeOff(answer, ErrorType.CALLER_GONE, usage);
            throw gone;
        }
    }

    /// The next target that the request can be put to.
    private @Nullable UpstreamTarget next(TargetOrder order, FailureClass why, UpstreamRequest request) {
        UpstreamTarget target = order.after(why);
        while (target != null && !calls.canAsk(target, request)) {
            target = order.after(why);
        }
        return target;
    }

    /// Asks one target, as often as the route says and its budget of retries allows.
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

    /// Takes a place at the target; it is given back when the exchange is closed.
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

    /// Counts what is rare.
    private void count(String name, String label, String value) {
        meters.counter(name, label, value).increment();
    }
}
