package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.configuration.Admission;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardDecision;
import io.plumbline.gateway.guard.GuardPolicies;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.ToolGuard;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.route.Hardening;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.upstream.RoutingMembers;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Prepares a request: renders its prompt, then guards every text in it. The values of prompt variables are also
/// inspected on their own. A template may place them among the application's instructions, which are not
/// inspected for attacks.
@Component
final class ChatInput {

    private final PromptRendering prompts;
    private final InputGuard guard;
    private final GuardPolicies policies;
    private final Admission admission;
    private final RoutingMembers routing;
    private final CallLedger ledger;

    ChatInput(
            PromptRendering prompts,
            InputGuard guard,
            GuardPolicies policies,
            Admission admission,
            RoutingMembers routing,
            CallLedger ledger) {
        this.routing = routing;
        this.prompts = prompts;
        this.guard = guard;
        this.policies = policies;
        this.admission = admission;
        this.ledger = ledger;
    }

    /// Returns the guard policy of a call.
    ///
    /// @throws ProblemException `gateway-not-ready`
    EffectivePolicy policy(Call call, Resolution resolution) {
        EffectivePolicy policy =
                policies.forCall(resolution.policy(), call.caller(), resolution.team(), resolution.route());
        call.guardedBy(policy);
        return policy;
    }

    /// Admits the call to the configuration that serves it.
    ///
    /// @throws ProblemException `target-not-gated`, or `call-forbidden` if the call may not name its prompt
    void admit(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        Call call = exchange.call();
        ChatRequest request = exchange.request();
        allowPrompt(call, request, resolution);
        String digest = admission.admit(resolution, policy, request.options().prompt(), call.isEvaluation());
        call.configuredBy(digest);
        CallHeaders.configured(digest, exchange.response());
    }

    /// Removes members that would reroute the call or have it stored at the provider, before any other
    /// inspection.
    ///
    /// @throws ProblemException `invalid-call` if the policy refuses such a member
    void settleRouting(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        Set<ProviderKind> kinds = EnumSet.noneOf(ProviderKind.class);
        for (ServedTarget target : resolution.targets()) {
            kinds.add(target.upstream().provider().kind());
        }
        ChatRequest request = exchange.request();
        CallHeaders.dropped(
                routing.settle(
                        request.body(), request.surface(), kinds, policy.whole().egress()),
                exchange.response());
    }

    /// @return pass or ask; a block is thrown
    /// @throws ProblemException `guardrail-violation`, `gateway-overloaded`, `invalid-call`, `call-forbidden` or
    ///     `target-not-gated`
    GuardDecision guard(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        Call call = exchange.call();
        ChatRequest request = exchange.request();
        ObjectNode variables = request.options().variables();
        String prompt = prompts.render(request, resolution);
        if (prompt != null) {
            call.promptedBy(prompt);
        }
        request.requireMessages();
        List<TextPlace> places = request.surface().texts(request.body());
        Deadline deadline = guard.deadline(policy);
        GuardDecision decision;
        try {
            GuardDecision ofVariables = variables == null
                    ? GuardDecision.pass()
                    : guard.refuseAttacks(
                            ChatTexts.ofValues(variables, "plumbline.variables"), policy, deadline, call.guards());
            ofVariables.orThrow();
            decision = guard.guard(places, policy, resolution.team(), exchange.hidden(), deadline, call.guards())
                    .or(ofVariables)
                    .orThrow();
            if (decision instanceof GuardDecision.Pass) {
                request.surface().memory().guarded(request.body());
                offerTools(request, request.tools(policy, call.guards()));
                harden(request, resolution);
            } else {
                keepStopped(exchange, policy, places);
            }
        } catch (ProblemException refused) {
            if (refused.type() != CallProblem.GATEWAY_OVERLOADED) {
                keepStopped(exchange, policy, places);
            }
            throw refused;
        } finally {
            CallHeaders.guarded(call, exchange.response());
            CallHeaders.guardedInput(call, exchange.response());
        }
        if (decision instanceof GuardDecision.Pass
                && ledger.keepsPayloads()
                && !call.guards().isIncomplete()) {
            keep(exchange, policy);
        }
        return decision;
    }

    private static void harden(ChatRequest request, Resolution resolution) {
        Hardening hardening = resolution.way().options().hardening();
        if (hardening != null) {
            request.surface().surround(request.body(), hardening.prefix(), hardening.suffix());
        }
    }

    /// Stores a stopped request. Texts that the policy blocks are redacted in it too.
    private void keepStopped(ChatExchange exchange, EffectivePolicy policy, List<TextPlace> places) {
        if (ledger.keepsPayloads()) {
            guard.redactOnly(places, policy, exchange.hidden().forAnswers());
            keep(exchange, policy);
        }
    }

    /// Checks that the call may name its prompt. Evaluation calls try prompts before they are allowed in
    /// production.
    private static void allowPrompt(Call call, ChatRequest request, Resolution resolution) {
        String named = request.options().prompt();
        if (named != null
                && !call.isEvaluation()
                && !resolution.way().options().allowsPrompt(named, call.caller(), resolution.team())) {
            throw CallProblem.CALL_FORBIDDEN
                    .because("This route does not allow this credential to name that prompt.")
                    .with("param", "plumbline.prompt");
        }
    }

    /// Withholds tools that the policy does not allow from the model. A request that requires one is refused.
    private static void offerTools(ChatRequest request, ToolGuard tools) {
        if (tools.isIdle()) {
            return;
        }
        Surface surface = request.surface();
        String insisted = surface.insistedOn(request.body());
        if (!insisted.isEmpty() && !tools.mayBeOffered(insisted)) {
            throw CallProblem.GUARDRAIL_VIOLATION
                    .because("The policy does not allow the tool that this request requires.")
                    .with("code", Category.TOOL_DENIED.wireName())
                    .with("param", "tool_choice");
        }
        surface.withholdTools(request.body(), tools::mayBeOffered);
    }

    /// Stores the request. Tags are sent to no provider, so they are inspected only here.
    private void keep(ChatExchange exchange, EffectivePolicy policy) {
        ObjectNode tags = exchange.request().options().tags();
        ObjectNode kept = tags == null ? null : tags.deepCopy();
        if (kept != null) {
            guard.redactOnly(
                    ChatTexts.ofValues(kept, "plumbline.tags"),
                    policy,
                    exchange.hidden().forAnswers());
        }
        ChatContent.keepRequest(exchange, kept);
    }
}
