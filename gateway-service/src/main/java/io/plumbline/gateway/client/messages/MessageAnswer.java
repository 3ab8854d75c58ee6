package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.guardrails.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message that is not streamed, in a structure that [io.plumbline.gateway.wire.MessageShape] accepts.
final class MessageAnswer implements WholeAnswer {

    static final String REFUSAL = "refusal";
    static final String STOP_REASON = "stop_reason";

    private static final String STOP_DETAILS = "stop_details";

    private final ObjectNode body;
    private @Nullable ArrayNode remembered;
    private @Nullable TokenUsage reported;
    private boolean stopped;

    MessageAnswer(ObjectNode body) {
        this.body = body;
    }

    @Override
    public void guard(AnswerGuard guard) {
        reported = MessageUsage.reported(body.get("usage"), false); // whatever may go on, it is paid for
        if (!guard.isIdle()) {
            redactBesideContent(guard);
        }
        String _ = guard.takeStopMessage(); // that of a member that is gone
        if (!redactContent(guard) || !allowsTools(guard)) {
            refuse(guard.takeStopMessage());
        }
        if (body.get(MessageTexts.CONTENT) instanceof ArrayNode content) {
            remembered = RememberedMessage.of(
                    content.deepCopy(), body.path(STOP_REASON).asString(""));
        }
        contentPlaces().forEach(guard::restore);
    }

    /// @param words the policy's own message; null for none
    private void refuse(@Nullable String words) {
        stopped = true;
        body.putArray(MessageTexts.CONTENT);
        body.put(STOP_REASON, REFUSAL).putNull("stop_sequence").remove(STOP_DETAILS);
        explain(words, body);
    }

    /// Writes Anthropic's reason for a refused message.
    ///
    /// @param holder of the stop reason
    static void explain(@Nullable String words, ObjectNode holder) {
        if (words != null) {
            holder.putObject(STOP_DETAILS)
                    .put("type", REFUSAL)
                    .putNull("category")
                    .put("explanation", words);
        }
    }

    /// Redacts members outside the content. Members that cannot be redacted as the policy requires are removed.
    private void redactBesideContent(AnswerGuard guard) {
        for (String name : List.copyOf(body.propertyNames())) {
            if (!name.equals(MessageTexts.CONTENT)) {
                boolean passes = true;
                for (TextPlace place : MessageTexts.ofMember(body, name)) {
                    passes &= guard.optionally(() -> guard.redact(place));
                }
                if (!passes) {
                    body.remove(name);
                }
            }
        }
    }

    private boolean redactContent(AnswerGuard guard) {
        boolean passes = true;
        for (ObjectNode block : blocks()) {
            for (TextPlace place : placesOf(block)) {
                passes &= MessageTexts.isShown(block, place) ? guard.redactShown(place) : guard.redact(place);
            }
        }
        return passes;
    }

    private List<TextPlace> contentPlaces() {
        List<TextPlace> places = new ArrayList<>();
        blocks().forEach(block -> places.addAll(placesOf(block)));
        return places;
    }

    private static List<TextPlace> placesOf(ObjectNode block) {
        return MessageTexts.ofBlock(block, false, MessageTexts.CONTENT);
    }

    private List<ObjectNode> blocks() {
        List<ObjectNode> blocks = new ArrayList<>();
        for (JsonNode each : body.path(MessageTexts.CONTENT)) {
            if (each instanceof ObjectNode block) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private boolean allowsTools(AnswerGuard guard) {
        if (!guard.judgesTools()) {
            return true;
        }
        boolean allowed = true;
        for (ToolCall call : MessageTools.ofContent(body.path(MessageTexts.CONTENT), guard::restoredArguments)) {
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
        TokenUsage used = reported == null ? MessageUsage.reported(body.get("usage"), false) : reported;
        return used == null ? TokenEstimate.usage(inputTokens, TokenEstimate.characters(contentPlaces())) : used;
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return remembered;
    }

    @Override
    public AnswerOutline outline() {
        return AnswerOutline.of(body, Stream.of(body.path(STOP_REASON).asString("")));
    }
}
