package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.OutputGuard;
import io.plumbline.gateway.guard.PromptMarks;
import io.plumbline.gateway.limit.Limits;
import io.plumbline.gateway.limit.Permit;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.RouteResolver;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.guardrails.detect.Surroundings;
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
    private final ChatApprovals approvals;
    private final ChatInput input;
    private final ChatCache cache;
    private final ChatSpending spending;
    private final ChatUpstream upstream;
    private final OutputGuard outputGuard;
    private final PromptMarks marks;

    ChatPipeline(
            CallLedger ledger,
            RouteResolver resolver,
            Limits limits,
            ChatApprovals approvals,
            ChatInput input,
            ChatCache cache,
            ChatSpending spending,
            ChatUpstream upstream,
            OutputGuard outputGuard,
            PromptMarks marks) {
        this.ledger = ledger;
        this.resolver = resolver;
        this.limits = limits;
        this.approvals = approvals;
        this.input = input;
        this.cache = cache;
        this.spending = spending;
        this.upstream = upstream;
        this.outputGuard = outputGuard;
        this.marks = marks;
    }

    /// authenticate (done before) → resolve route → limit → what a person has decided → input guard → cache →
    /// mark → reserve → note → call upstream → output guard → account → park → audit → answer. What was used is
    /// accounted for also when the answer breaks off; nothing leaves before the call is noted in the journal, and
    /// the end of an answer goes out only once the call is recorded.
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
        CallPlace place = CallPlace.of(call.caller(), exchange.request().subject(), resolution);
        EffectivePolicy policy = input.policy(call, resolution);
        try (Permit permit = limits.enter(place, call.isEvaluation(), inputTokens);
                ChatApproval approval = approvals.of(exchange, resolution, policy)) {
            CallHeaders.permitted(permit, exchange.request().surface().dialect(), exchange.response());
            if (approval.answers(permit)) {
                return;
            }
            approval.guard(input);
            if (cache.answers(exchange, resolution, policy)) {
                approval.reached();
                return;
            }
            Surroundings surroundings = marks.mark(
                    policy, resolution.team(), exchange.request().surroundings(), exchange.request()::instruct);
            spending.reserve(exchange, place);
            ledger.intend(call, inputTokens);
            AnswerGuard guard = outputGuard.answer(
                    policy,
                    exchange.hidden(),
                    call.guards(),
                    surroundings,
                    exchange.request().tools(policy, call.guards()));
            try (UpstreamAnswer answer = ask(exchange, resolution, inputTokens, guard)) {
                approval.reached();
                try {
                    exchange.delivery().forward(answer, guard);
                } finally {
                    call.upstreamEnds();
                    ledger.account(call, spending.used(exchange, inputTokens));
                    permit.settle(call.usage());
                    ChatContent.keepAnswer(exchange);
                }
                if (guard.tools().isAsked()) {
                    throw approval.park(guard);
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

    private UpstreamAnswer ask(ChatExchange exchange, Resolution resolution, long inputTokens, AnswerGuard guard)
            throws UpstreamFailure, CallEndedException {
        try {
            return upstream.call(exchange, resolution, inputTokens);
        } catch (UpstreamFailure failure) {
            throw GuardedRefusal.of(failure, guard);
        }
    }
}
