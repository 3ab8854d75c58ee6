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
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.kit.problem.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Makes a request ready to leave: renders its prompt, then guards every text in it. The values of a prompt's
/// variables are looked at by themselves too, because a template may put them among the application's own
/// instructions, which are not suspected of attacks.
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

    /// The policy that holds for a call.
    ///
    /// @throws ProblemException `gateway-not-ready`
    EffectivePolicy policy(Call call, Resolution resolution) {
        EffectivePolicy policy =
                policies.forCall(resolution.policy(), call.caller(), resolution.team(), resolution.route());
        call.guardedBy(policy);
        return policy;
    }

    /// Lets the call in, by the configuration that serves it.
    ///
    /// @throws ProblemException `target-not-gated`, or `call-forbidden` when it names a prompt that it may not
    ///     name
    void admit(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        Call call = exchange.call();
        ChatRequest request = exchange.request();
        allowPrompt(call, request, resolution);
        String digest = admission.admit(resolution, policy, request.options().prompt(), call.isEvaluation());
        call.configuredBy(digest);
        CallHeaders.configured(digest, exchange.response());
    }

    /// Takes out of a request what would lead the call elsewhere, or have it kept, before anything else looks at
    /// it.
    ///
    /// @throws ProblemException `invalid-call` where the policy refuses such a member
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

    /// @return a refusal by the policy is thrown, so this passes or asks
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

    /// What is kept of a request that does not go on is redacted also where the policy would stop it.
    private void keepStopped(ChatExchange exchange, EffectivePolicy policy, List<TextPlace> places) {
        if (ledger.keepsPayloads()) {
            guard.redactOnly(places, policy, exchange.hidden().forAnswers());
            keep(exchange, policy);
        }
    }

    /// Evaluation tries prompts before anybody may name them.
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

    /// A tool that the policy does not allow is not offered to the model; a request that insists on one is
    /// refused.
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

    /// Tags go to nobody else, so they are looked at only here.
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
