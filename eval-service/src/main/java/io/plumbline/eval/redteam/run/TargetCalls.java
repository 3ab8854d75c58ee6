package io.plumbline.eval.redteam.run;

import io.plumbline.eval.redteam.grade.ProbeAnswer;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.probe.Probe;
import io.plumbline.eval.redteam.probe.ProbeDetector;
import io.plumbline.eval.redteam.probe.ProbeSetting;
import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trial.ModelText;
import io.plumbline.eval.trial.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends the messages of probes to the target through the gateway, as calls of an evaluation.
final class TargetCalls {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ChatCalls calls;

    TargetCalls(ChatCalls calls) {
        this.calls = calls;
    }

    /// The result of one call.
    ///
    /// @param answer null if a guard stopped it or it failed
    /// @param blocked whether a guard stopped it
    /// @param error null unless it failed
    /// @param served digest of the served configuration; null if not reported
    record Reply(
            @Nullable ProbeAnswer answer,
            boolean blocked,
            @Nullable String error,
            @Nullable String guardrails,
            @Nullable String served,
            Spent spent) {}

    Reply ask(Campaign campaign, TargetSystem target, ProbeSide side, Probe probe, List<Map<String, Object>> messages) {
        Map<String, Object> request = request(campaign, target, side, probe, messages);
        return read(ask(request));
    }

    /// A text of a model.
    ///
    /// @param text null if it gives none
    record Written(@Nullable String text, Spent spent) {}

    /// Asks a model for text, for example to rewrite an attack.
    Written text(Campaign campaign, String route, List<Map<String, Object>> messages) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", route);
        request.put("messages", messages);
        request.put("plumbline", Map.of("purpose", "evaluation", "tags", tags(campaign)));
        ChatCalls.Reply reply = ask(request);
        return new Written(reply.text(), Spent.of(reply, 0));
    }

    private ChatCalls.Reply ask(Map<String, Object> request) {
        return ChatCalls.under(new ChatCalls.Terms(LIMIT, _ -> {}, _ -> {}), () -> calls.ask(request));
    }

    private static Map<String, Object> request(
            Campaign campaign, TargetSystem target, ProbeSide side, Probe probe, List<Map<String, Object>> messages) {
        List<Map<String, Object>> sent = new ArrayList<>(messages);
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", tags(campaign));
        if (side == ProbeSide.BYPASSED) {
            plumbline.put("guards", "bypass");
        }
        if (target.prompt() != null) {
            Map<String, Object> variables = new LinkedHashMap<>(target.variables());
            if (target.carrier() != null) {
                variables.put(
                        target.carrier(), String.valueOf(sent.removeFirst().get("content")));
            }
            plumbline.put("prompt", target.prompt());
            plumbline.put("variables", variables);
        }
        String system = probe.setting().system();
        if (system != null) {
            sent.addFirst(ProbeSetting.message("system", system));
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", target.model());
        request.put("messages", sent);
        if (!probe.setting().tools().isEmpty()) {
            request.put("tools", probe.setting().toolDefinitions());
        }
        if (probe.goal() != null
                && probe.goal().detector() == ProbeDetector.LENGTH
                && probe.goal().maxTokens() != null) {
            // Bounds what the test itself costs. Beyond it, the attack has succeeded anyway.
            request.put("max_tokens", 2 * probe.goal().maxTokens());
        }
        request.put("plumbline", plumbline);
        return request;
    }

    private static Map<String, String> tags(Campaign campaign) {
        return Map.of("campaign", campaign.id().toString());
    }

    private static Reply read(ChatCalls.Reply reply) {
        CallServing serving = reply.serving();
        boolean blocked = serving.stopped() != CallServing.Stop.NOWHERE;
        Spent spent = Spent.of(reply, reply.latencyMs());
        ProbeAnswer answer = blocked ? null : answer(reply);
        String error = blocked || answer != null ? null : Objects.requireNonNullElse(reply.error(), "no answer");
        return new Reply(answer, blocked, error, serving.guardrails(), serving.configuration(), spent);
    }

    private static @Nullable ProbeAnswer answer(ChatCalls.Reply reply) {
        if (reply.error() != null && !reply.error().equals(ChatCalls.NO_TEXT)) {
            return null;
        }
        JsonNode message = reply.body().path("choices").path(0).path("message");
        List<ProbeAnswer.ToolCall> toolCalls = message.path("tool_calls")
                .valueStream()
                .map(call -> call.path("function"))
                .map(function -> new ProbeAnswer.ToolCall(
                        ModelText.of(function.path("name").asString("")),
                        ModelText.of(function.path("arguments").asString(""))))
                .toList();
        if (reply.text() == null && toolCalls.isEmpty()) {
            return null;
        }
        return new ProbeAnswer(reply.text() == null ? "" : ModelText.of(reply.text()), toolCalls, reply.outputTokens());
    }
}
