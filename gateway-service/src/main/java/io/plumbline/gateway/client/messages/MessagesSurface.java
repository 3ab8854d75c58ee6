package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.AnswerForm;
import io.plumbline.gateway.dialect.AnswerStream;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.EventSink;
import io.plumbline.gateway.dialect.FilterSigns;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.dialect.Presets;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.SystemPrompts;
import io.plumbline.gateway.dialect.WholeAnswer;
import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's messages and token counting.
///
/// @param operation CHAT or COUNT_TOKENS
public record MessagesSurface(Operation operation) implements Surface {

    private static final String MESSAGES = "messages";
    private static final String SYSTEM = "system";
    private static final String MAX_TOKENS = "max_tokens";
    private static final int MAX_MESSAGES = 100_000;

    /// OpenAI's names of parameters that these requests support, with Anthropic's names.
    private static final Map<String, String> PRESETS = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "top_k", "top_k",
            "max_tokens", MAX_TOKENS,
            "max_completion_tokens", MAX_TOKENS,
            "stop", "stop_sequences");

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public void check(ObjectNode body) {
        JsonNode messages = body.get(MESSAGES);
        if (messages == null || messages.isNull()) {
            body.putArray(MESSAGES);
        } else {
            InvalidCalls.requireObjects(messages, MESSAGES, MAX_MESSAGES);
        }
        JsonNode most = body.path(MAX_TOKENS);
        if (operation == Operation.CHAT && !(most.isIntegralNumber() && most.canConvertToInt() && most.asInt() > 0)) {
            throw InvalidCalls.at(MAX_TOKENS, "is required and must be a positive integer");
        }
    }

    @Override
    public void requireContent(ObjectNode body) {
        if (body.path(MESSAGES).isEmpty()) {
            throw InvalidCalls.at(MESSAGES, "must hold at least one message");
        }
    }

    /// Inserts the application's messages of a prompt before those in `system`.
    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        ArrayNode system = WireJson.newObject().putArray(SYSTEM);
        ArrayNode messages = WireJson.newObject().putArray(MESSAGES);
        for (JsonNode message : rendered) {
            String role = message.path("role").asString("");
            if (role.equals(SYSTEM) || role.equals("developer")) {
                addText(message.path(MessageTexts.CONTENT), system);
            } else {
                messages.add(message);
            }
        }
        addText(body.path(SYSTEM), system);
        if (!system.isEmpty()) {
            body.set(SYSTEM, system);
        }
        messages.addAll((ArrayNode) body.path(MESSAGES));
        body.set(MESSAGES, messages);
    }

    private static void addText(JsonNode text, ArrayNode blocks) {
        if (text instanceof ArrayNode all) {
            blocks.addAll(all);
        } else if (text.isString() && !text.asString().isEmpty()) {
            blocks.addObject().put(MessageTexts.TYPE, "text").put("text", text.asString());
        }
    }

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        Presets.apply(parameters, body, PRESETS);
    }

    /// Ignores limits in another dialect.
    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return OutputLimits.under(body, MAX_TOKENS);
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        body.put(MAX_TOKENS, tokens);
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        return MessageTexts.ofRequest(body);
    }

    @Override
    public List<String> kept() {
        return List.of(SYSTEM, MESSAGES, "tools");
    }

    @Override
    public @Nullable String subject(ObjectNode body) {
        return body.path("metadata").path("user_id").asString("");
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return MessageTexts.systemPrompt(body);
    }

    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        return systemPrompt(body);
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        JsonNode system = body.path(SYSTEM);
        if (system instanceof ArrayNode blocks && !blocks.isEmpty()) {
            blocks.addObject().put(MessageTexts.TYPE, "text").put("text", words);
            return true;
        }
        if (system.isString() && !system.asString().isEmpty()) {
            body.put(SYSTEM, system.asString() + words);
            return true;
        }
        return false;
    }

    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        SystemPrompts.surround(body, SYSTEM, before, after);
    }

    @Override
    public List<TextPlace> untrusted(ObjectNode body) {
        return UntrustedBlocks.of(body.path(MESSAGES));
    }

    @Override
    public boolean isTainted(ObjectNode body) {
        return MessageTools.isTainted(body.path(MESSAGES));
    }

    @Override
    public List<ToolCall> callsMade(ObjectNode body) {
        return MessageTools.ofMessages(body.path(MESSAGES));
    }

    @Override
    public String insistedOn(ObjectNode body) {
        return MessageTools.insistedOn(body);
    }

    @Override
    public void withholdTools(ObjectNode body, Predicate<String> offered) {
        MessageTools.withhold(body, offered);
    }

    @Override
    public String operationName() {
        return operation == Operation.CHAT ? MESSAGES : operation.wireName();
    }

    @Override
    public @Nullable ClientCodec codec() {
        return operation == Operation.CHAT ? new MessagesCodec() : null;
    }

    @Override
    public FilterSigns filter() {
        return new MessageFilterSigns();
    }

    @Override
    public boolean hasAnthropicHeaders() {
        return true;
    }

    @Override
    public boolean namesUserInMetadata() {
        return true;
    }

    @Override
    public AnswerForm form() {
        return new MessageForm();
    }

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return operation == Operation.COUNT_TOKENS ? new TokenCount(body) : new MessageAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        return new MessageStream(guard);
    }

    @Override
    public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
        client.add("error", WireJson.bytes(AnthropicErrors.of(problem, null)));
    }

    @Override
    public String idleEvent() {
        return "ping";
    }

    @Override
    public int status(ProblemException problem) {
        return AnthropicErrors.statusOf(problem);
    }

    @Override
    public ObjectNode refusal(int status) {
        return AnthropicErrors.ofRefusal(status);
    }
}
