package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.dialect.ClientTools;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.GuardDecision;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.InputLanguage;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.pipeline.call.CallContent;
import io.plumbline.gateway.pipeline.call.GuardedCall;
import io.plumbline.gateway.pipeline.call.OutputSchemaCheck;
import io.plumbline.gateway.pipeline.call.RequestFingerprints;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.question.CallApproval;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.pipeline.request.PromptRendering;
import io.plumbline.gateway.route.definition.Hardening;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Prepares a request: renders its prompt and guards every text in it. The
/// values of prompt variables are also inspected on their own. A template may place them among the application's
/// instructions, which are not inspected for attacks. Thread-safe.
@Component
final class GuardInputStage {

    private final PromptRendering prompts;
    private final InputGuard guard;
    private final CallLedger ledger;
    private final RequestFingerprints fingerprints;

    GuardInputStage(PromptRendering prompts, InputGuard guard, CallLedger ledger, RequestFingerprints fingerprints) {
        this.prompts = prompts;
        this.guard = guard;
        this.ledger = ledger;
        this.fingerprints = fingerprints;
    }

    /// @param approval parks the call if the policy requires an approval
    /// @throws ProblemException `guardrail-violation`, `gateway-overloaded`, `invalid-call`, `call-forbidden`,
    ///     `target-not-gated` or `call-parked`
    GuardedCall guard(ResolvedCall call, CallApproval approval) {
        OutputSchemaCheck form = OutputSchemaCheck.of(call);
        if (guard(call, approval.policy()) instanceof GuardDecision.Ask question) {
            throw approval.park(question);
        }
        form.readPreset();
        return new GuardedCall(call, form);
    }

    /// @return pass or ask; a block is thrown
    private GuardDecision guard(ResolvedCall call, EffectivePolicy policy) {
        CallAccount account = call.account();
        CallRequest request = call.request();
        ObjectNode variables = request.options().variables();
        String prompt = prompts.render(request, call.resolution());
        if (prompt != null) {
            account.promptedBy(prompt);
        }
        request.requireMessages();
        List<TextPlace> places = request.surface().prompt().texts(request.body());
        account.isIn(InputLanguage.of(places));
        Deadline deadline = guard.deadline(policy);
        GuardDecision decision;
        try {
            GuardDecision ofVariables = variables == null
                    ? GuardDecision.pass()
                    : guard.refuseAttacks(
                            ChatTexts.ofValues(variables, "plumbline.variables"), policy, deadline, account.guards());
            ofVariables.orThrow();
            decision = guard.guard(places, policy, call.team(), call.hidden(), deadline, account.guards())
                    .or(ofVariables)
                    .orThrow();
            if (decision instanceof GuardDecision.Pass) {
                call.client().memory().guarded(request.body());
                offerTools(request, call.tools(policy));
                harden(request, call.resolution());
            } else {
                keepStopped(call, policy, places);
            }
        } catch (ProblemException refused) {
            if (refused.type() != CallProblem.GATEWAY_OVERLOADED) {
                keepStopped(call, policy, places);
            }
            throw refused;
        } finally {
            CallHeaders.guarded(account, call.response());
            CallHeaders.guardedInput(account, call.response());
        }
        if (decision instanceof GuardDecision.Pass
                && ledger.keepsPayloads()
                && !account.guards().isIncomplete()) {
            account.identifiedBy(fingerprints.of(call));
            keep(call, policy);
        }
        return decision;
    }

    private static void harden(CallRequest request, Resolution resolution) {
        Hardening hardening = resolution.way().options().hardening();
        if (hardening != null) {
            request.surface().prompt().surround(request.body(), hardening.prefix(), hardening.suffix());
        }
    }

    /// Stores a stopped request. Texts that the policy blocks are redacted in it too.
    private void keepStopped(ResolvedCall call, EffectivePolicy policy, List<TextPlace> places) {
        if (ledger.keepsPayloads()) {
            guard.redactOnly(places, policy, call.hidden().forAnswers());
            keep(call, policy);
        }
    }

    /// Withholds tools that the policy does not allow from the model. A request that requires one is refused.
    private static void offerTools(CallRequest request, ToolGuard tools) {
        if (tools.isIdle()) {
            return;
        }
        ClientTools offered = request.surface().tools();
        String insisted = offered.insistedOn(request.body());
        if (!insisted.isEmpty() && !tools.mayBeOffered(insisted)) {
            throw CallProblem.GUARDRAIL_VIOLATION
                    .because("The policy does not allow the tool that this request requires.")
                    .with("code", Category.TOOL_DENIED.wireName())
                    .with("param", "tool_choice");
        }
        offered.withholdTools(request.body(), tools::mayBeOffered);
    }

    /// Stores the request. Tags are sent to no provider, so they are inspected only here.
    private void keep(ResolvedCall call, EffectivePolicy policy) {
        ObjectNode tags = call.request().options().tags();
        ObjectNode kept = tags == null ? null : tags.deepCopy();
        if (kept != null) {
            guard.redactOnly(
                    ChatTexts.ofValues(kept, "plumbline.tags"),
                    policy,
                    call.hidden().forAnswers());
        }
        CallContent.keepRequest(call.client(), kept);
    }
}
