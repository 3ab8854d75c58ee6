package io.plumbline.gateway.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.connection.CallWatches;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.route.CallWay;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.route.Shadow;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamProperties;
import io.plumbline.gateway.upstream.UpstreamRequest;
import io.plumbline.gateway.upstream.Upstreams;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Mirrors calls: sends the guarded request to a second target in parallel and discards the answer. The number of
/// concurrent mirrored calls is limited. Calls beyond the limit are dropped, and so are calls that the target's
/// dialect cannot express. A mirrored call has its own event with the purpose `shadow` and its own cost, which
/// budgets must cover. It does not count towards limits. Thread-safe.
@Component
final class ShadowCalls {

    private static final Logger log = LoggerFactory.getLogger(ShadowCalls.class);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Upstreams upstreams;
    private final ChatSpending spending;
    private final CallLedger ledger;
    private final CallWatches watches;
    private final UpstreamProperties properties;
    private final UuidV7 ids;
    private final Semaphore places;
    private final Outcomes outcomes;

    ShadowCalls(
            Upstreams upstreams,
            ChatSpending spending,
            CallLedger ledger,
            CallWatches watches,
            UpstreamProperties properties,
            ShadowProperties shadow,
            UuidV7 ids,
            MeterRegistry meters) {
        this.upstreams = upstreams;
        this.spending = spending;
        this.ledger = ledger;
        this.watches = watches;
        this.properties = properties;
        this.ids = ids;
        // Callers have half of the connections to a host for themselves, however slow it is to mirrored calls.
        this.places = new Semaphore(Math.clamp(properties.connections() / 2, 1, shadow.concurrency()));
        this.outcomes =
                new Outcomes(counter("answered", meters), counter("failed", meters), counter("dropped", meters));
    }

    private record Outcomes(Counter answered, Counter failed, Counter dropped) {}

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("plumbline.gateway.shadow")
                .tag("outcome", outcome)
                .description("Mirrored calls")
                .register(meters);
    }

    /// Mirrors the call if the route selects it.
    ///
    /// @param caller the call's place before the guards redacted anything
    void mirror(ChatExchange exchange, CallPlace caller, long inputTokens) {
        Resolution resolution = caller.resolution();
        ServedTarget target = resolution.way().shadow();
        Shadow terms = resolution.way().options().shadow();
        boolean chat = exchange.request().surface().operation() == Operation.CHAT;
        if (!chat
                || exchange.call().isEvaluation()
                || target == null
                || terms == null
                || ThreadLocalRandom.current().nextDouble() >= terms.share()) {
            return;
        }
        if (!places.tryAcquire()) {
            outcomes.dropped().increment();
            return;
        }
        Call call =
                new Call(ids.next(), exchange.call().caller(), exchange.call().traceId());
        Surface surface = exchange.request().surface();
        call.asks(surface);
        call.asked(false, false, null);
        call.course().mirrors();
        Resolution mirrored = mirrored(resolution, target);
        call.resolved(mirrored);
        EffectivePolicy policy = exchange.call().policy();
        if (policy != null) {
            call.guardedBy(policy);
        }
        String configuration = exchange.call().configuration();
        if (configuration != null) {
            call.configuredBy(configuration);
        }
        UpstreamRequest request = mirrored(exchange.request().upstream());
        ChatRequest asked = exchange.request().with(request.body());
        CallPlace place = new CallPlace(caller.team(), caller.key(), caller.user(), mirrored);
        Thread.ofVirtual().name("shadow").start(() -> {
            try {
                if (upstreams.canAsk(target.upstream(), request)) {
                    make(call, surface, request, () -> spending.reserve(call, asked, place), inputTokens);
                } else {
                    outcomes.dropped().increment();
                }
            } finally {
                places.release();
            }
        });
    }

    /// Returns the same request without streaming and without a service tier.
    private static UpstreamRequest mirrored(UpstreamRequest of) {
        ObjectNode body = of.body().deepCopy();
        body.remove(List.of("stream", "stream_options", AskedTier.SERVICE_TIER, AskedTier.SPEED));
        return new UpstreamRequest(of.surface(), body, false, of.headers());
    }

    private static Resolution mirrored(Resolution of, ServedTarget target) {
        return new Resolution(
                of.route(),
                of.variant(),
                of.team(),
                of.production(),
                of.prompt(),
                List.of(target),
                0,
                of.policy(),
                null,
                null,
                CallWay.PLAIN);
    }

    private void make(Call call, Surface surface, UpstreamRequest request, Runnable reserve, long inputTokens) {
        try (CallWatch watch = watches.watch(properties.callTimeout())) {
            ledger.admit();
            reserve.run();
            ledger.intend(call, inputTokens);
            ask(call, surface, request, watch, inputTokens);
            ledger.record(call);
        } catch (ProblemException e) {
            log.atDebug().addKeyValue("call", call.id()).log("Mirrored call is not recorded");
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("call", call.id())
                    .log("Mirrored call failed by a defect of the gateway");
        } finally {
            ledger.end(call);
            (call.errorType() == null && call.isRecorded() ? outcomes.answered() : outcomes.failed()).increment();
        }
    }

    private void ask(Call call, Surface surface, UpstreamRequest request, CallWatch watch, long inputTokens) {
        AttemptLog attempts = new AttemptLog();
        Resolution resolution = call.resolution();
        Upstreams.Plan plan = new Upstreams.Plan(
                resolution == null
                        ? List.of()
                        : resolution.targets().stream()
                                .map(ServedTarget::upstream)
                                .toList(),
                Map.of(),
                0,
                TimeLimits.NONE);
        call.upstreamBegins();
        try (UpstreamAnswer answer = upstreams.call(plan, request, watch, attempts)) {
            TokenUsage used = answer instanceof UpstreamAnswer.Whole whole
                    ? surface.whole(whole.body()).usage(inputTokens)
                    : new TokenUsage(inputTokens, 0, 0, true);
            ledger.account(call, used);
        } catch (UpstreamFailure e) {
            call.failed(e.errorType(), e.problem().status().value());
        } catch (ProblemException e) {
            // Nothing has left: it costs nothing.
            call.failed(ErrorType.CALLER_INVALID_REQUEST, e.type().status().value());
        } catch (CallEndedException e) {
            call.failed(ErrorType.GATEWAY_STOPPING, SERVICE_UNAVAILABLE);
        } finally {
            call.upstreamEnds();
            call.tried(attempts.count());
            call.course().tried(attempts.tried());
            attempts.lost().forEach(each -> spending.lost(call, surface, request, each, inputTokens));
        }
    }
}
