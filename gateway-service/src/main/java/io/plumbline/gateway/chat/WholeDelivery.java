package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.openai.ChatStream;
import io.plumbline.gateway.openai.ChatTexts;
import io.plumbline.gateway.openai.LogprobsPlace;
import io.plumbline.gateway.openai.ToolTexts;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer in one piece. Nothing goes out before the call is recorded.
final class WholeDelivery implements Delivery {

    private static final String CHOICES = "choices";

    private final Call call;
    private final HttpServletResponse response;
    private final CallWatch watch;
    private ObjectNode body = WireJson.newObject();
    private @Nullable ArrayNode remembered;
    private boolean stopped;

    WholeDelivery(Call call, HttpServletResponse response, CallWatch watch) {
        this.call = call;
        this.response = response;
        this.watch = watch;
    }

    @Override
    public void forward(UpstreamAnswer answer, AnswerGuard guard) {
        body = ((UpstreamAnswer.Whole) answer).body();
        if (!guard.isIdle()) {
            redactBesideChoices(guard);
        }
        JsonNode choices = body.path(CHOICES);
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                redact(choice, i, guard);
            }
        }
        if (choices instanceof ArrayNode all) {
            remembered = all.deepCopy();
        }
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                ChatTexts.ofChoice(choice, i).forEach(guard::restore);
            }
        }
    }

    /// What is beside the choices goes where it cannot be given as the policy wants it.
    private void redactBesideChoices(AnswerGuard guard) {
        for (String name : List.copyOf(body.propertyNames())) {
            if (!name.equals(CHOICES)) {
                boolean passes = true;
                for (TextPlace place : ChatTexts.ofMember(body, name)) {
                    passes &= guard.redact(place);
                }
                if (!passes) {
                    body.remove(name);
                }
            }
        }
    }

    private void redact(ObjectNode choice, int index, AnswerGuard guard) {
        List<TextPlace> places = ChatTexts.ofChoice(choice, index);
        boolean changed = false;
        boolean passes = true;
        String _ = guard.takeStopMessage(); // that of another choice
        for (TextPlace place : places) {
            String before = place.text();
            passes &= guard.redact(place);
            changed |= !before.equals(place.text());
        }
        if (!passes || !allowsTools(choice, guard)) {
            stopped = true;
            choice.removeAll();
            choice.put("index", index);
            ObjectNode message =
                    choice.putObject("message").put("role", "assistant").put("content", "");
            String words = guard.takeStopMessage();
            if (words != null) {
                message.put(ChatStream.REFUSAL, words);
            }
            choice.put("finish_reason", ChatStream.CONTENT_FILTER);
        }
        if (choice.hasNonNull("logprobs") && (changed || !guard.redact(LogprobsPlace.of(choice)))) {
            choice.putNull("logprobs");
        }
    }

    private static boolean allowsTools(ObjectNode choice, AnswerGuard guard) {
        if (!guard.judgesTools()) {
            return true;
        }
        boolean allowed = true;
        for (ToolCall call : ToolTexts.ofMessage(choice.path("message"), guard::restoredJson)) {
            allowed &= guard.allows(call);
        }
        return allowed;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        TokenUsage reported = Delivery.reported(body.get("usage"));
        if (reported != null) {
            return reported;
        }
        long characters = 0;
        JsonNode choices = body.path(CHOICES);
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                for (TextPlace place : ChatTexts.ofChoice(choice, i)) {
                    characters += place.text().length();
                }
            }
        }
        return new TokenUsage(inputTokens, 0, ChatRequest.tokensOf(characters), true);
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return remembered;
    }

    @Override
    public void finish() throws IOException {
        BigDecimal cost = call.costUsd();
        if (cost != null) {
            response.setHeader("x-plumbline-cost-usd", cost.stripTrailingZeros().toPlainString());
        }
        response.setHeader(CallHeaders.GUARDRAILS, call.guards().header());
        response.setContentType("application/json");
        byte[] bytes = WireJson.bytes(body);
        response.setContentLength(bytes.length);
        watch.write(response.getOutputStream(), out -> {
            out.write(bytes);
            out.flush();
        });
    }

    @Override
    public boolean fail(ProblemException problem) {
        return false;
    }
}
