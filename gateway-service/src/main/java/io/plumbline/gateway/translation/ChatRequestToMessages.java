package io.plumbline.gateway.translation;

import static java.util.Map.entry;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A chat completion's request in Anthropic's language. What Anthropic has no word for is refused where the
/// answer would be another one, and left out where it is a hint; what nobody knows goes on as it is, and the
/// provider says what it thinks of it.
final class ChatRequestToMessages {

    /// Hints, and what is about storing and paying.
    private static final Set<String> LEFT_OUT = Set.of(
            "stream_options",
            "seed",
            "store",
            "metadata",
            "service_tier",
            "speed",
            "prompt_cache_key",
            "prompt_cache_retention",
            "verbosity",
            "prediction");

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "user",
            "safety_identifier",
            "reasoning_effort");

    /// What cannot be said, unless it says nothing.
    private static final Map<String, Predicate<JsonNode>> REFUSED = Map.ofEntries(
            entry("n", value -> value.asInt(1) > 1),
            entry("logprobs", value -> value.asBoolean(false)),
            entry("top_logprobs", value -> value.asInt(0) > 0),
            entry("logit_bias", value -> !value.isEmpty()),
            entry("frequency_penalty", value -> value.asDouble(0) != 0),
            entry("presence_penalty", value -> value.asDouble(0) != 0),
            entry("audio", _ -> true),
            entry("functions", _ -> true),
            entry("function_call", _ -> true),
            entry("web_search_options", _ -> true),
            entry("system", _ -> true)); // it has its place among the messages

    private final ObjectNode chat;
    private final ObjectNode out = WireJson.newObject();
    private @Nullable String jsonTool;

    private ChatRequestToMessages(ObjectNode chat) {
        this.chat = chat;
    }

    /// @param jsonTool name of the tool that stands for a schema of the answer; null for none
    record Translated(ObjectNode body, @Nullable String jsonTool) {}

    /// @throws ProblemException `invalid-call`, with the field at fault as `param`
    static Translated translate(ObjectNode chat) {
        ChatRequestToMessages translator = new ChatRequestToMessages(chat);
        translator.fields();
        return new Translated(translator.out, translator.jsonTool);
    }

    private void fields() {
        for (Map.Entry<String, JsonNode> member : chat.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            Predicate<JsonNode> refused = REFUSED.get(name);
            if (value.isNull() || TRANSLATED.contains(name) || LEFT_OUT.contains(name)) {
                continue;
            }
            if (refused == null) {
                pass(name, value);
            } else if (refused.test(value)) {
                throw InvalidCalls.at(name, "is not supported by the model behind this route");
            }
        }
        int largest = largestAnswer();
        if (largest > 0) {
            out.put("max_tokens", largest);
        }
        stops();
        user();
        ChatTurnsToMessages.translate(chat.path("messages"), out);
        ChatToolsToMessages.translate(chat, out);
        Reasoning.toMessages(chat, largest, out);
        jsonTool = ChatToolsToMessages.translateFormat(chat, out);
    }

    private void pass(String name, JsonNode value) {
        if (name.equals("temperature") && value.asDouble(0) > 1) {
            throw InvalidCalls.at(name, "must be at most 1 for the model behind this route");
        }
        if (name.equals("modalities")) {
            if (value.valueStream().anyMatch(each -> !each.asString("").equals("text"))) {
                throw InvalidCalls.at(name, "must be text only for the model behind this route");
            }
            return;
        }
        out.set(name, value);
    }

    private int largestAnswer() {
        for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
            if (chat.hasNonNull(name)) {
                if (!chat.path(name).canConvertToInt() || chat.path(name).asInt(0) <= 0) {
                    throw InvalidCalls.at(name, "must be a positive integer");
                }
                return chat.path(name).asInt();
            }
        }
        return 0;
    }

    private void stops() {
        JsonNode stop = chat.path("stop");
        if (stop.isString()) {
            out.putArray("stop_sequences").add(stop);
        } else if (stop instanceof ArrayNode all && !all.isEmpty()) {
            out.set("stop_sequences", all);
        }
    }

    private void user() {
        String user = chat.path("user").asString(chat.path("safety_identifier").asString(""));
        if (!user.isEmpty()) {
            out.putObject("metadata").put("user_id", user);
        }
    }
}
