package io.plumbline.gateway.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.IncomingCall;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.cost.AskedTier;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.http.UpstreamProperties;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Mirrors calls: sends the guarded request to a second target in parallel and discards the answer ([ShadowRun]).
/// The number of concurrent mirrored calls is limited. Calls beyond the limit are dropped, and so are calls that
/// the target's dialect cannot express. Thread-safe.
@Component
final class ShadowCalls {

    private final ShadowRun run;
    private final UuidV7 ids;
    private final Semaphore places;
    private final Outcomes outcomes;

    ShadowCalls(
            ShadowRun run, UpstreamProperties properties, ShadowProperties shadow, UuidV7 ids, MeterRegistry meters) {
        this.run = run;
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
    /// @param inputTokens estimated tokens of the request as the provider receives it
    void mirror(ResolvedCall call, long inputTokens) {
        Resolution resolution = call.resolution();
        ServedTarget target = resolution.way().shadow();
        Shadow terms = resolution.way().options().shadow();
        boolean chat = call.request().surface().operation() == Operation.CHAT;
        if (!chat
                || call.client().isEvaluation()
                || target == null
                || terms == null
                || ThreadLocalRandom.current().nextDouble() >= terms.share()) {
            return;
        }
        if (!places.tryAcquire()) {
            outcomes.dropped().increment();
            return;
        }
        IncomingCall original = call.account().call();
        CallAccount account = new CallAccount(IncomingCall.arriving(
                ids.next(), original.caller(), original.traceId(), original.operation(), original.operationName()));
        account.course().mirrors();
        Resolution mirrored = mirrored(resolution, target);
        account.resolved(mirrored, call.policy(), call.configuration());
        account.retrieved(call.account().retrieval());
        UpstreamRequest request = mirrored(call.request().upstream());
        CallRequest asked = call.request().with(request.body());
        CallPlace place =
                new CallPlace(call.team(), call.place().key(), call.place().user(), mirrored);
        Thread.ofVirtual().name("shadow").start(() -> {
            try {
                if (run.canAsk(target, request)) {
                    boolean answered = run.run(account, asked, request, place, inputTokens);
                    (answered ? outcomes.answered() : outcomes.failed()).increment();
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
}
