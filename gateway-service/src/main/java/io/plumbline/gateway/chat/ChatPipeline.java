package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.OutputGuard;
import io.plumbline.gateway.limit.Limits;
import io.plumbline.gateway.limit.Permit;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.RouteResolver;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// The way of a chat completion through the gateway: see [#run]. Each stage knows only what it is given.
/// Thread-safe.
@Component
final class ChatPipeline {

    private final CallLedger ledger;
    private final RouteResolver resolver;
    private final Limits limits;
    private final ChatInput input;
    private final ChatCache cache;
    private final ChatUpstream upstream;
    private final OutputGuard outputGuard;

    ChatPipeline(
            CallLedger ledger,
            RouteResolver resolver,
            Limits limits,
            ChatInput input,
            ChatCache cache,
            ChatUpstream upstream,
            OutputGuard outputGuard) {
        this.ledger = ledger;
        this.resolver = resolver;
        this.limits = limits;
        this.input = input;
        this.cache = cache;
        this.upstream = upstream;
        this.outputGuard = outputGuard;
    }

    /// authenticate (done before) → resolve route → limit → input guard → cache → note → call upstream → output guard
    /// → account → audit → answer. What was used is accounted for also when the answer breaks off; nothing leaves
    /// before the call is noted in the journal, and the end of an answer goes out only once the call is recorded.
    ///
    /// @throws ProblemException when a stage refuses
    /// @throws UpstreamFailure when no provider answered, or one broke off
    /// @throws CallEndedException when the client has gone
    /// @throws IOException when the client went while it got the end of its answer
    void run(ChatExchange exchange) throws UpstreamFailure, CallEndedException, IOException {
        Call call = exchange.call();
        ledger.admit();
        long inputTokens = exchange.request().estimatedTokens();
        Resolution resolution = resolver.resolve(
                exchange.request().model(), call.caller(), exchange.request().keys(inputTokens));
        call.resolved(resolution);
        CallHeaders.resolved(resolution, exchange.response());
        try (Permit permit = limits.enter(call.caller(), resolution, call.isEvaluation(), inputTokens)) {
            CallHeaders.permitted(permit, exchange.response());
            EffectivePolicy policy = input.policy(call, resolution);
            input.guard(exchange, resolution, policy);
            if (cache.answers(exchange, resolution, policy)) {
                return;
            }
            ledger.intend(call, inputTokens);
            try (UpstreamAnswer answer = upstream.call(exchange, resolution, inputTokens)) {
                try {
                    exchange.delivery()
                            .forward(
                                    answer,
                                    outputGuard.answer(
                                            policy,
                                            exchange.hidden(),
                                            call.guards(),
                                            exchange.request().surroundings(),
                                            exchange.request().tools(policy, call.guards())));
                } finally {
                    call.upstreamEnds();
                    ledger.account(call, exchange.delivery().usage(inputTokens));
                    permit.settle(call.usage().total());
                    ChatContent.keepAnswer(exchange);
                }
                if (exchange.delivery().isStopped()) {
                    call.failed(ErrorType.POLICY_GUARDRAIL, call.status());
                }
                ledger.record(call);
                exchange.delivery().finish();
                cache.keep(exchange, resolution);
            }
        }
    }
}
