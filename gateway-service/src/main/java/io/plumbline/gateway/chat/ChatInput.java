package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.openai.ChatTexts;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Makes a request ready to leave: renders its prompt, then guards every text in it. The values of a prompt's
/// variables are looked at by themselves too, because a template may put them among the application's own
/// instructions, which are not suspected of attacks.
@Component
final class ChatInput {

    private final PromptRendering prompts;
    private final InputGuard guard;
    private final CallLedger ledger;

    ChatInput(PromptRendering prompts, InputGuard guard, CallLedger ledger) {
        this.prompts = prompts;
        this.guard = guard;
        this.ledger = ledger;
    }

    /// @throws ProblemException `guardrail-violation`, `invalid-call` or `target-not-gated`
    void guard(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        Call call = exchange.call();
        ChatRequest request = exchange.request();
        ObjectNode variables = request.options().variables();
        if (variables != null) {
            guard.refuseAttacks(ChatTexts.ofVariables(variables), policy, call.guards());
        }
        String prompt = prompts.render(request, resolution);
        if (prompt != null) {
            call.promptedBy(prompt);
        }
        request.requireMessages();
        List<TextPlace> places = ChatTexts.ofRequest(request.body());
        try {
            guard.guard(places, policy, exchange.hidden(), call.guards());
        } catch (ProblemException refused) {
            if (ledger.keepsPayloads()) {
                guard.redactOnly(places, policy);
                ChatContent.keepRequest(exchange);
            }
            throw refused;
        } finally {
            CallHeaders.guarded(call, exchange.response());
        }
        if (ledger.keepsPayloads() && !call.guards().isIncomplete()) {
            ChatContent.keepRequest(exchange);
        }
    }
}
