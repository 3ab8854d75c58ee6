package io.plumbline.gateway.provider.openai;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads chat completions as OpenAI and most model servers use them. Each tool result becomes a
/// separate message before the rest of the user's content. Thoughts have no equivalent and are dropped.
/// Parameters are passed on; the provider decides about unknown ones.
public final class OpenAiCodec implements ProviderCodec {

    private static final String PDF = "application/pdf";
    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String FUNCTION = "function";

    /// The thinking budgets from which an effort is `medium` or `high`.
    private static final int MEDIUM = 4_096;

    private static final int HIGH = 16_384;

    @Override
    public ProviderCall begin(ModelRequest request, String model) {
        ObjectNode body = WireJson.newObject();
        request.parameters()
                .forEach((name, parameter) ->
                        body.set(name.equals("max_tokens") ? OutputLimits.nameAt(model) : name, parameter.value()));
        if (request.user() != null) {
            body.put("user", request.user());
        }
        messages(request.messages(), body.putArray("messages"));
        if (!request.tools().isEmpty()) {
            tools(request, body);
        }
        if (request.reasoning() != null) {
            body.put("reasoning_effort", effort(request.reasoning()));
        }
        if (request.answerSchema() != null) {
            body.set("response_format", format(request.answerSchema()));
        }
        return new Call(body);
    }

    private static String effort(Reasoning reasoning) {
        Integer budget = reasoning.budgetTokens();
        if (budget == null) {
            return reasoning.effort() == null ? "medium" : reasoning.effort();
        }
        return budget >= HIGH ? "high" : budget >= MEDIUM ? "medium" : "low";
    }

    private static void messages(List<Message> messages, ArrayNode turns) {
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> turns.addObject().put(ROLE, "system").set(CONTENT, texts(message.parts()));
                case USER -> user(message, turns);
                case ASSISTANT -> assistant(message, turns.addObject().put(ROLE, "assistant"));
            }
        }
        if (!messages.isEmpty() && messages.getLast().role() == Message.Role.ASSISTANT) {
            throw InvalidCalls.at(
                    messages.getLast().param(),
                    "must not be the assistant's: the model behind this route does not continue it");
        }
    }

    private static JsonNode texts(List<Part> parts) {
        for (Part part : parts) {
            if (!(part instanceof Part.Text)) {
                throw InvalidCalls.at(part.param(), "must be text for the model behind this route");
            }
        }
        return content(parts);
    }

    /// Writes content. A text that the client sent as a string stays a string, since some servers accept no list.
    private static JsonNode content(List<Part> parts) {
        ObjectNode holder = WireJson.newObject();
        if (parts.isEmpty()) {
            return holder.put(CONTENT, "").path(CONTENT);
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text && text.isWhole()) {
            return holder.put(CONTENT, text.text()).path(CONTENT);
        }
        ArrayNode content = holder.putArray(CONTENT);
        parts.forEach(part -> content.add(part(part)));
        return content;
    }

    private static ObjectNode part(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Image image -> image(image);
            case Part.Document document -> document(document);
            case Part.Thought _, Part.SealedThought _, Part.ToolUse _, Part.ToolResult _, Part.Refusal _ ->
                throw InvalidCalls.at(part.param(), "is not supported by the model behind this route");
        };
    }

    private static ObjectNode text(String text) {
        return WireJson.newObject().put(TYPE, TEXT).put(TEXT, text);
    }

    private static ObjectNode image(Part.Image image) {
        ObjectNode part = WireJson.newObject().put(TYPE, "image_url");
        ObjectNode shown = part.putObject("image_url")
                .put(
                        "url",
                        image.media().url() == null
                                ? dataUrl(image.media())
                                : image.media().url());
        if (image.detail() != null) {
            shown.put("detail", image.detail());
        }
        return part;
    }

    private static ObjectNode document(Part.Document document) {
        Media media = document.media();
        if (media.text() != null) {
            return text(media.text());
        }
        if (media.base64() == null || !PDF.equals(media.mediaType())) {
            throw InvalidCalls.at(
                    document.param(), "must be a PDF in base64, or text, for the model behind this route");
        }
        ObjectNode part = WireJson.newObject().put(TYPE, "file");
        part.putObject("file")
                .put("filename", document.name() == null ? "document.pdf" : document.name())
                .put("file_data", dataUrl(media));
        return part;
    }

    private static String dataUrl(Media media) {
        return "data:" + media.mediaType() + ";base64," + media.base64();
    }

    private static void user(Message message, ArrayNode turns) {
        List<Part> said = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                turns.addObject()
                        .put(ROLE, "tool")
                        .put("tool_call_id", result.callId())
                        .set(CONTENT, texts(result.content()));
            } else {
                said.add(part);
            }
        }
        if (!said.isEmpty() || message.parts().isEmpty()) {
            turns.addObject().put(ROLE, "user").set(CONTENT, content(said));
        }
    }

    private static void assistant(Message message, ObjectNode turn) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        ArrayNode calls = turn.arrayNode();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text said -> text.append(said.text());
                case Part.Refusal refused -> refusal.append(refused.text());
                case Part.ToolUse use -> {
                    ObjectNode call = calls.addObject().put("id", use.id()).put(TYPE, FUNCTION);
                    call.putObject(FUNCTION)
                            .put("name", use.name())
                            .put("arguments", use.arguments().isEmpty() ? "{}" : use.arguments());
                }
                case Part.Thought _, Part.SealedThought _ -> {
                    // has no place in a chat
                }
                case Part.Image _, Part.Document _, Part.ToolResult _ ->
                    throw InvalidCalls.at(part.param(), "is not supported by the model behind this route");
            }
        }
        boolean silent = text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        turn.put(CONTENT, silent ? null : text.toString());
        if (!refusal.isEmpty()) {
            turn.put("refusal", refusal.toString());
        }
        if (!calls.isEmpty()) {
            turn.set("tool_calls", calls);
        }
    }

    private static void tools(ModelRequest request, ObjectNode body) {
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : request.tools()) {
            ObjectNode function = tools.addObject().put(TYPE, FUNCTION).putObject(FUNCTION);
            function.put("name", tool.name());
            if (tool.description() != null) {
                function.put("description", tool.description());
            }
            if (tool.strict() != null) {
                function.put("strict", tool.strict());
            }
            if (tool.schema() != null) {
                function.set("parameters", tool.schema());
            }
        }
        ToolChoice choice = request.toolChoice();
        if (choice != null) {
            switch (choice.mode()) {
                case AUTO -> body.put("tool_choice", "auto");
                case NONE -> body.put("tool_choice", "none");
                case REQUIRED -> body.put("tool_choice", "required");
                case NAMED ->
                    body.putObject("tool_choice")
                            .put(TYPE, FUNCTION)
                            .putObject(FUNCTION)
                            .put("name", choice.name());
            }
        }
        if (request.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", request.parallelToolCalls());
        }
    }

    private static ObjectNode format(AnswerSchema wanted) {
        ObjectNode format = WireJson.newObject();
        if (wanted.schema() == null) {
            return format.put(TYPE, "json_object");
        }
        ObjectNode schema = format.put(TYPE, "json_schema").putObject("json_schema");
        schema.put("name", wanted.name() == null ? "answer" : wanted.name());
        if (wanted.description() != null) {
            schema.put("description", wanted.description());
        }
        if (wanted.strict() != null) {
            schema.put("strict", wanted.strict());
        }
        schema.set("schema", wanted.schema());
        return format;
    }

    /// Returns the model's reasoning, if the server sends it.
    static String reasoning(JsonNode said) {
        return said.path("reasoning_content").asString(said.path("reasoning").asString(""));
    }

    static FinishReason reason(String reason) {
        return switch (reason) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP; // which is not told from a stop sequence
        };
    }

    static Usage usage(JsonNode usage) {
        long input = usage.path("prompt_tokens").asLong(0);
        long read = usage.path("prompt_tokens_details").path("cached_tokens").asLong(0);
        long reasoning =
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0);
        return new Usage(
                input, Math.min(read, input), 0, usage.path("completion_tokens").asLong(0), reasoning);
    }

    private record Call(ObjectNode request) implements ProviderCall {

        /// Reads the first choice, which is the only one that clients of other dialects request.
        @Override
        public ModelAnswer answer(ObjectNode completion) throws NotAChunkException {
            JsonNode choice = completion.path("choices").path(0);
            JsonNode said = choice.path("message");
            String finish = choice.path("finish_reason").asString("");
            List<Part> parts = new ArrayList<>();
            String thought = reasoning(said);
            if (!thought.isEmpty()) {
                parts.add(new Part.Thought(thought, null, ""));
            }
            text(said.path(CONTENT).asString(""), parts);
            for (JsonNode part : said.path(CONTENT)) {
                text(part.path(TEXT).asString(""), parts);
            }
            String refusal = said.path("refusal").asString("");
            if (!refusal.isEmpty()) {
                parts.add(new Part.Refusal(refusal, ""));
            }
            for (JsonNode call : said.path("tool_calls")) {
                Part.ToolUse use = call(call, finish.equals("length"));
                if (use != null) {
                    parts.add(use);
                }
            }
            return new ModelAnswer(
                    completion.path("id").asString(""),
                    completion.path("model").asString(""),
                    parts,
                    reason(finish),
                    null,
                    usage(completion.path("usage")));
        }

        private static void text(String text, List<Part> parts) {
            if (!text.isEmpty()) {
                parts.add(Part.Text.of(text));
            }
        }

        /// @param torn whether the answer reached the token limit, so that its last call may be incomplete and
        ///     then does not count
        private static Part.@Nullable ToolUse call(JsonNode call, boolean torn) throws NotAChunkException {
            JsonNode function = call.path(FUNCTION);
            JsonNode given = function.path("arguments"); // some servers give an object
            String arguments = given.isObject() ? given.toString() : given.asString("");
            boolean readable = arguments.isBlank()
                    || WireJson.object(arguments.getBytes(StandardCharsets.UTF_8))
                            .isPresent();
            if (!readable && !torn) {
                throw new NotAChunkException(false);
            }
            return readable
                    ? new Part.ToolUse(
                            call.path("id").asString(""),
                            function.path("name").asString(""),
                            arguments.isBlank() ? "" : arguments,
                            null,
                            "")
                    : null;
        }

        @Override
        public DeltaReader deltas() {
            return new OpenAiChunks();
        }

        @Override
        public ProviderRefusal refusal(ObjectNode body, int status) {
            JsonNode said = body.path("error");
            String message =
                    said.isString() ? said.asString() : said.path("message").asString("");
            return new ProviderRefusal(status, message, word(said.path(TYPE)), word(said.path("code")));
        }

        private static @Nullable String word(JsonNode value) {
            return value.isString() ? value.asString() : null;
        }
    }
}
