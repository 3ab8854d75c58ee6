package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardPolicies;
import io.plumbline.gateway.guard.OutputGuard;
import io.plumbline.gateway.limit.Limits;
import io.plumbline.gateway.limit.Permit;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.RouteResolver;
import io.plumbline.gateway.scope.CallPlace;
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
    private final GuardPolicies policies;
    private final ChatInput input;
    private final ChatSpending spending;
    private final ChatUpstream upstream;
    private final OutputGuard outputGuard;

    ChatPipeline(
            CallLedger ledger,
            RouteResolver resolver,
            Limits limits,
            GuardPolicies policies,
            ChatInput input,
            ChatSpending spending,
            ChatUpstream upstream,
            OutputGuard outputGuard) {
        this.ledger = ledger;
        this.resolver = resolver;
        this.limits = limits;
        this.policies = policies;
        this.input = input;
        this.spending = spending;
        this.upstream = upstream;
        this.outputGuard = outputGuard;
    }

    /// authenticate (done before) → resolve route → limit → input guard → reserve → note → call upstream →
    /// output guard → account → audit → answer. What was used is accounted for also when the answer breaks
    /// off; nothing leaves before the call is noted in the journal, and the end of an answer goes out only
    /// once the call is recorded.
    ///
    /// @throws ProblemException when a stage refuses
    /// @throws UpstreamFailure when no provider answered, or one broke off
    /// @throws CallEndedException when the client has gone
    /// @throws IOException when the client went while it got the end of its answer
    void run(ChatExchange exchange) throws UpstreamFailure, CallEndedException, IOException {
        Call call = exchange.call();
        ledger.admit();
        Resolution resolution = resolver.resolve(
                exchange.request().model(), call.caller(), exchange.request().keys());
        call.resolved(resolution);
        CallHeaders.resolved(resolution, exchange.response());
        long inputTokens = exchange.request().estimatedTokens();
        CallPlace place = CallPlace.of(call.caller(), exchange.request().subject(), resolution);
        try (Permit permit = limits.enter(place, call.isEvaluation(), inputTokens)) {
            CallHeaders.permitted(permit, exchange.response());
            EffectivePolicy policy = policies.inForce(resolution.policy(), resolution.team())
                    .forCall(call.caller(), resolution.team(), resolution.route());
            call.guardedBy(policy);
            input.guard(exchange, resolution, policy);
            spending.reserve(exchange, place);
            ledger.intend(call, inputTokens);
            try (UpstreamAnswer answer = upstream.call(exchange, resolution)) {
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
                    ledger.account(call, spending.used(exchange, inputTokens));
                    permit.settle(call.usage());
                    ChatContent.keepAnswer(exchange);
                }
                if (exchange.delivery().isStopped()) {
                    call.failed(ErrorType.POLICY_GUARDRAIL, call.status());
                }
                ledger.record(call);
                exchange.delivery().finish();
            }
        }
    }
}
