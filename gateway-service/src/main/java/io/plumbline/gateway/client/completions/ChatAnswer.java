package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.client.openai.ChatUsage;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.guardrails.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A chat completion that is not streamed, in a structure that [io.plumbline.gateway.wire.ChatShape] accepts.
final class ChatAnswer implements WholeAnswer {

    private static final String CHOICES = "choices";
    private static final String USAGE = "usage";

    private final ObjectNode body;
    private @Nullable ArrayNode remembered;
    private @Nullable TokenUsage reported;
    private @Nullable String tier;
    private boolean stopped;

    ChatAnswer(ObjectNode body) {
        this.body = body;
    }

    @Override
    public void guard(AnswerGuard guard) {
        tier = ChatUsage.tier(body);
        reported = ChatUsage.reported(body.get(USAGE)); // whatever of the answer may go on, it is paid for
        if (!guard.isIdle()) {
            redactBesideChoices(guard);
        }
        JsonNode choices = body.path(CHOICES);
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                redact(choice, i, guard);
            }
        }
        if (guard.restoresNothing()) {
            remembered = choices instanceof ArrayNode all ? all : null;
            return;
        }
        if (choices instanceof ArrayNode all) {
            remembered = all.deepCopy();
        }
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                restore(choice, i, guard);
            }
        }
    }

    private static void restore(ObjectNode choice, int index, AnswerGuard guard) {
        for (TextPlace place : ChatTexts.ofChoice(choice, index)) {
            if (ChatTexts.isInput(place)) {
                guard.restoreInput(place);
            } else {
                guard.restore(place);
            }
        }
    }

    /// Redacts members outside the choices. Members that cannot be redacted as the policy requires are removed.
    private void redactBesideChoices(AnswerGuard guard) {
        for (String name : List.copyOf(body.propertyNames())) {
            if (!name.equals(CHOICES)) {
                boolean passes = true;
                for (TextPlace place : ChatTexts.ofMember(body, name)) {
                    passes &= guard.optionally(() -> guard.redact(place));
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
            passes &= ChatTexts.isShown(place) ? guard.redactShown(place) : guard.redact(place);
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
        if (choice.hasNonNull(ChoiceLogprobs.NAME) && (changed || !ChoiceLogprobs.mayPass(choice, guard))) {
            choice.putNull(ChoiceLogprobs.NAME);
        }
    }

    @Override
    public void replace(int choice, WholeAnswer by) {
        if (body.get(USAGE) instanceof ObjectNode all && by.body().get(USAGE) instanceof ObjectNode more) {
            EarlierUsage.sum(more, all);
        }
        ArrayNode kept = by.remembered();
        if (remembered != null
                && kept != null
                && body.path(CHOICES) instanceof ArrayNode all
                && by.body().path(CHOICES).path(0) instanceof ObjectNode better
                && kept.path(0) instanceof ObjectNode keptBetter) {
            stopped |= by.isStopped();
            int index = all.path(choice).path("index").asInt(choice);
            all.set(choice, better.put("index", index));
            remembered.set(choice, keptBetter.put("index", index));
        }
    }

    private static boolean allowsTools(ObjectNode choice, AnswerGuard guard) {
        if (!guard.judgesTools()) {
            return true;
        }
        boolean allowed = true;
        for (ToolCall call : ToolTexts.ofMessage(choice.path("message"), guard::restoredArguments)) {
            allowed &= guard.allows(call);
        }
        return allowed;
    }

    @Override
    public ObjectNode body() {
        return body;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        TokenUsage used = reported == null ? ChatUsage.reported(body.get(USAGE)) : reported;
        if (used != null) {
            return used.in(tier);
        }
        long characters = 0;
        JsonNode choices = body.path(CHOICES);
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                characters += TokenEstimate.characters(ChatTexts.ofChoice(choice, i));
            }
        }
        return TokenEstimate.usage(inputTokens, characters).in(tier);
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return remembered;
    }

    @Override
    public AnswerOutline outline() {
        return AnswerOutline.of(
                body,
                body.path(CHOICES)
                        .valueStream()
                        .map(choice -> choice.path("finish_reason").asString("")));
    }
}
