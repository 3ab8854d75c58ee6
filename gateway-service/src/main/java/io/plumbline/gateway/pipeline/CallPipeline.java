package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.OutputGuard;
import io.plumbline.gateway.guard.PromptMarks;
import io.plumbline.gateway.limit.Limits;
import io.plumbline.gateway.limit.Permit;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.RouteResolver;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Surroundings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The path of a chat completion through the gateway; see [#run]. Each stage receives only what it needs.
/// Thread-safe.
@Component
final class CallPipeline {

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
    private final Spotlighting spotlighting;

    CallPipeline(
            CallLedger ledger,
            RouteResolver resolver,
            Limits limits,
            ChatApprovals approvals,
            ChatInput input,
            ChatCache cache,
            ChatSpending spending,
            ChatUpstream upstream,
            OutputGuard outputGuard,
            PromptMarks marks,
            Spotlighting spotlighting) {
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
        this.spotlighting = spotlighting;
    }

    /// The stages of a call:
    ///
    /// authenticate (done before) → resolve route → admit by served configuration → remove routing members →
    /// limit → apply approval → input guard → mark third-party texts → cache → mark the prompt → reserve → note
    /// in journal → call upstream → output guard → account → check the answer's form → park, or repair once if
    /// needed → audit → answer.
    ///
    /// Usage is accounted for even if the answer is interrupted. Nothing leaves before the call is noted in the
    /// journal, and the end of an answer is sent only once the call is recorded.
    ///
    /// @throws ProblemException if a stage refuses the call
    /// @throws UpstreamFailure if no provider answered, or the answer was interrupted
    /// @throws CallEndedException if the client has disconnected
    /// @throws IOException if the client disconnects while it receives the end of its answer
    void run(ChatExchange exchange) throws UpstreamFailure, CallEndedException, IOException {
        Call call = exchange.call();
        ledger.admit();
        long inputTokens = exchange.request().estimatedTokens();
        Resolution resolution = resolver.resolve(
                exchange.request().model(), call.caller(), exchange.request().keys(exchange.turn(), inputTokens));
        call.resolved(resolution);
        CallHeaders.resolved(resolution, exchange.response());
        CallPlace place = CallPlace.of(call.caller(), exchange.request().subject(), resolution);
        EffectivePolicy policy = input.policy(call, resolution);
        input.admit(exchange, resolution, policy);
        input.settleRouting(exchange, resolution, policy);
        try (Permit permit = limits.enter(place, call.isEvaluation(), inputTokens);
                ChatApproval approval = approvals.of(exchange, resolution, policy)) {
            CallHeaders.permitted(permit, exchange.request().surface(), exchange.response());
            if (approval.answers(permit)) {
                return;
            }
            AskedForm form = AskedForm.of(exchange, resolution);
            approval.guard(input);
            form.readPreset(resolution);
            Spotlight spotlight = spotlighting.mark(exchange.request(), policy, resolution.team());
            if (cache.answers(exchange, resolution, policy)) {
                approval.reached();
                return;
            }
            Surroundings surroundings = policy.looksAtAnswers()
                    ? marks.mark(
                            policy,
                            resolution.team(),
                            exchange.request().surroundings(),
                            exchange.request().openingPrompt(),
                            exchange.request()::instruct)
                    : Surroundings.NONE;
            spending.reserve(exchange, place, form);
            Course course = new Course(
                    exchange,
                    place,
                    policy,
                    surroundings,
                    form,
                    spotlight,
                    spotlight == null ? inputTokens : exchange.request().estimatedTokens());
            ledger.intend(call, course.inputTokens());
            try {
                ObjectNode again = answer(course, null, permit, approval);
                while (again != null) {
                    again = answer(course, again, permit, approval);
                }
            } finally {
                permit.settle(call.usage());
            }
        }
    }

    /// A call that is ready to be sent.
    ///
    /// @param place the call's place before the guards inspected it
    private record Course(
            ChatExchange exchange,
            CallPlace place,
            EffectivePolicy policy,
            Surroundings surroundings,
            AskedForm form,
            @Nullable Spotlight spotlight,
            long inputTokens) {
        Resolution resolution() {
            return place.resolution();
        }
    }

    /// @param again the repair request, which replaces the client's; null for the first attempt
    /// @return the repair request if the answer does not have the requested form; null otherwise
    private @Nullable ObjectNode answer(Course course, @Nullable ObjectNode again, Permit permit, ChatApproval approval)
            throws UpstreamFailure, CallEndedException, IOException {
        ChatExchange exchange = course.exchange();
        Call call = exchange.call();
        AnswerGuard guard = outputGuard
                .answer(
                        course.policy(),
                        course.resolution().team(),
                        exchange.hidden(),
                        call.guards(),
                        course.surroundings(),
                        exchange.request().tools(course.policy(), call.guards()))
                .erasing(course.spotlight());
        if (course.form().holdsStreams()) {
            exchange.delivery().hold();
        }
        try (UpstreamAnswer answer = ask(course, again, guard)) {
            approval.reached();
            int redactions = call.guards().redactions();
            TokenUsage used = TokenUsage.NONE;
            try {
                exchange.delivery().forward(answer, guard);
            } finally {
                call.upstreamEnds();
                used = spending.used(exchange, course.inputTokens());
                ledger.account(call, used);
                ChatContent.keepAnswer(exchange);
                approval.redactKept(guard);
            }
            if (guard.isAsked()) {
                course.form().require(guard);
                throw approval.park(guard);
            }
            ObjectNode next = course.form().askAgain(guard, call.guards().redactions() > redactions);
            if (next != null) {
                ledger.discard(call, course.resolution().served(answer.target()), used);
                if (again == null) {
                    call.course().repairs();
                }
                return next;
            }
            if (exchange.delivery().isStopped()) {
                call.failed(ErrorType.POLICY_GUARDRAIL, call.status());
            }
            permit.settle(call.usage());
            ledger.record(call);
            if (call.errorType() == null) {
                exchange.remember(course.resolution(), false);
            }
            cache.finish(exchange, course.resolution());
            return null;
        }
    }

    private UpstreamAnswer ask(Course course, @Nullable ObjectNode again, AnswerGuard guard)
            throws UpstreamFailure, CallEndedException {
        ChatExchange exchange = course.exchange();
        try {
            return again == null
                    ? upstream.call(exchange, course.place(), course.inputTokens())
                    : upstream.again(exchange, course.resolution(), again, course.inputTokens());
        } catch (UpstreamFailure failure) {
            throw GuardedRefusal.of(failure, guard);
        }
    }
}
