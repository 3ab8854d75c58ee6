package io.plumbline.gateway.client.completions;

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
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions, and operations that are guarded and sent as such.
public class ChatSurface implements Surface {

    private static final String MESSAGES = "messages";
    private static final int MAX_MESSAGES = 10_000;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Operation operation() {
        return Operation.CHAT;
    }

    @Override
    public void check(ObjectNode body) {
        OutputLimits.check(body);
        JsonNode messages = body.get(MESSAGES);
        if (messages == null || messages.isNull()) {
            body.putArray(MESSAGES);
            return;
        }
        InvalidCalls.requireObjects(messages, MESSAGES, MAX_MESSAGES);
    }

    @Override
    public void requireContent(ObjectNode body) {
        if (body.path(MESSAGES).isEmpty()) {
            throw InvalidCalls.at(MESSAGES, "must hold at least one message");
        }
    }

    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        ArrayNode all = WireJson.newObject().putArray(MESSAGES);
        all.addAll(rendered);
        all.addAll((ArrayNode) body.path(MESSAGES));
        body.set(MESSAGES, all);
    }

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        Presets.apply(parameters, body);
    }

    @Override
    public long choicesWanted(ObjectNode body) {
        return choices(body, "n");
    }

    @Override
    public long choicesMade(ObjectNode body) {
        return Math.max(choicesWanted(body), choices(body, "best_of"));
    }

    private static long choices(ObjectNode body, String member) {
        return Math.max(1, body.path(member).asInt(1));
    }

    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return OutputLimits.of(body);
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        OutputLimits.set(body, tokens);
    }

    @Override
    public List<TextPlace> counted(ArrayNode remembered) {
        List<TextPlace> places = new ArrayList<>();
        for (int i = 0; i < remembered.size(); i++) {
            if (remembered.get(i) instanceof ObjectNode choice) {
                places.addAll(ChatTexts.ofChoice(choice, i));
            }
        }
        return places;
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        return ChatTexts.ofRequest(body);
    }

    @Override
    public List<String> kept() {
        return List.of(MESSAGES, "tools");
    }

    @Override
    public @Nullable String subject(ObjectNode body) {
        return body.path("user").asString("");
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return ChatTexts.systemPrompt(body.path(MESSAGES));
    }

    /// Returns the first consecutive system messages.
    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        ArrayNode opening = WireJson.newObject().putArray(MESSAGES);
        opening.addAll(instructions(body.path(MESSAGES)));
        return ChatTexts.systemPrompt(opening);
    }

    private static List<JsonNode> instructions(JsonNode messages) {
        List<JsonNode> first = new ArrayList<>();
        for (JsonNode message : messages) {
            if (isInstruction(message)) {
                first.add(message);
            } else if (!first.isEmpty()) {
                break;
            }
        }
        return first;
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        for (JsonNode instructions : instructions(body.path(MESSAGES)).reversed()) {
            if (instructions instanceof ObjectNode message) {
                JsonNode content = message.path("content");
                if (content instanceof ArrayNode parts) {
                    parts.addObject().put("type", "text").put("text", words);
                    return true;
                }
                if (content.isString()) {
                    message.put("content", content.asString() + words);
                    return true;
                }
            }
        }
        return false;
    }

    /// Changes the first message with content. A member of another dialect changes nothing.
    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        for (JsonNode message : body.path(MESSAGES)) {
            if (message instanceof ObjectNode object
                    && isInstruction(object)
                    && SystemPrompts.saysSomething(object.path("content"))) {
                SystemPrompts.surround(object, "content", before, after);
                return;
            }
        }
    }

    private static boolean isInstruction(JsonNode message) {
        String role = message.path("role").asString("");
        return role.equals("system") || role.equals("developer");
    }

    @Override
    public List<TextPlace> untrusted(ObjectNode body) {
        return UntrustedTexts.of(body.path(MESSAGES));
    }

    @Override
    public boolean isTainted(ObjectNode body) {
        return ToolTexts.isTainted(body.path(MESSAGES));
    }

    @Override
    public List<ToolCall> callsMade(ObjectNode body) {
        return ToolTexts.ofMessages(body.path(MESSAGES));
    }

    @Override
    public String insistedOn(ObjectNode body) {
        return ToolTexts.insistedOn(body);
    }

    @Override
    public void withholdTools(ObjectNode body, Predicate<String> offered) {
        ToolTexts.withhold(body, offered);
    }

    @Override
    public ClientCodec codec() {
        return new CompletionsCodec();
    }

    @Override
    public FilterSigns filter() {
        return new ChatFilterSigns();
    }

    @Override
    public Set<String> serverMembers() {
        return ServerMembers.ALL;
    }

    @Override
    public AnswerForm form() {
        return new ChatForm();
    }

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return new ChatAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        boolean usageWanted =
                request.path("stream_options").path("include_usage").asBoolean(false);
        return new ChatStream(guard, usageWanted, Math.max(1, request.path("n").asInt(1)));
    }

    @Override
    public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
        client.add(null, WireJson.bytes(OpenAiErrors.of(problem)));
    }

    @Override
    public @Nullable String idleEvent() {
        return null;
    }

    @Override
    public int status(ProblemException problem) {
        return problem.type().status().value();
    }

    @Override
    public ObjectNode refusal(int status) {
        return OpenAiErrors.ofRefusal(status);
    }
}
