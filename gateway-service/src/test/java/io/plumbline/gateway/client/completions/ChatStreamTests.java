package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Streams of chunks, and what is said in them.
abstract class ChatStreamTests {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String EMAIL = "jane.roe@example.com";
    final PlaceholderVault vault = PlaceholderVault.fresh();
    final String placeholder = vault.placeholderFor("EMAIL_ADDRESS", EMAIL);
    final GuardReport report = new GuardReport();

    static String delta(String members) {
        return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]}";
    }

    static String strings(List<JsonNode> chunks) {
        StringBuilder strings = new StringBuilder();
        for (JsonNode chunk : chunks) {
            chunk.at("/choices/0/delta").findValuesAsString("text").forEach(strings::append);
            for (String name : List.of("thinking", "er", "transcript")) {
                for (JsonNode each : chunk.at("/choices/0/delta").findValues(name)) {
                    strings.append(each.isString() ? each.asString() : "");
                }
            }
        }
        return strings.toString();
    }

    static String toolStartOf(int choice, String arguments) {
        ObjectNode chunk = chunk(choice);
        ObjectNode call = ((ObjectNode) chunk.at("/choices/0/delta"))
                .putArray("tool_calls")
                .addObject();
        call.put("index", 0).put("id", "1").putObject("function").put("arguments", arguments);
        return chunk.toString();
    }

    ChatStream stream(EffectivePolicy policy, boolean usageWanted) {
        return new ChatStream(TestGuards.answer(policy, vault, report, Surroundings.NONE), usageWanted, 1);
    }

    static List<JsonNode> feed(ChatStream stream, String... chunks) throws NotAChunkException {
        List<JsonNode> out = new ArrayList<>();
        for (String chunk : chunks) {
            byte[] taken = stream.take(bytes(chunk));
            if (taken != null) {
                out.add(JSON.readTree(taken));
            }
        }
        return out;
    }

    static String said(List<JsonNode> chunks, int choice) {
        StringBuilder said = new StringBuilder();
        for (JsonNode chunk : chunks) {
            for (JsonNode each : chunk.path("choices")) {
                if (each.path("index").asInt() == choice) {
                    said.append(each.at("/delta/content").asString(""));
                }
            }
        }
        return said.toString();
    }

    static String arguments(List<JsonNode> chunks, int tool) {
        StringBuilder arguments = new StringBuilder();
        for (JsonNode chunk : chunks) {
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                if (call.path("index").asInt() == tool) {
                    arguments.append(call.at("/function/arguments").asString(""));
                }
            }
        }
        return arguments.toString();
    }

    static List<String> finishReasons(List<JsonNode> chunks) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            for (JsonNode each : chunk.path("choices")) {
                if (each.hasNonNull("finish_reason")) {
                    reasons.add(each.path("finish_reason").asString());
                }
            }
        }
        return reasons;
    }

    static String content(int choice, String text) {
        ObjectNode chunk = chunk(choice);
        ((ObjectNode) chunk.at("/choices/0/delta")).put("content", text);
        return chunk.toString();
    }

    static String withLogprobs(String text) {
        ObjectNode chunk = JSON.readValue(content(0, text), ObjectNode.class);
        ObjectNode choice = (ObjectNode) chunk.at("/choices/0");
        choice.putObject("logprobs")
                .putArray("content")
                .addObject()
                .put("token", text)
                .put("logprob", -0.1);
        return chunk.toString();
    }

    static String finish(int choice, String reason) {
        ObjectNode chunk = chunk(choice);
        ((ObjectNode) chunk.at("/choices/0")).put("finish_reason", reason);
        return chunk.toString();
    }

    static String toolStart(int tool, String id, String name) {
        ObjectNode chunk = chunk(0);
        ObjectNode call = ((ObjectNode) chunk.at("/choices/0/delta"))
                .putArray("tool_calls")
                .addObject();
        call.put("index", tool).put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", "");
        return chunk.toString();
    }

    static String toolArguments(int tool, String piece) {
        ObjectNode chunk = chunk(0);
        ObjectNode call = ((ObjectNode) chunk.at("/choices/0/delta"))
                .putArray("tool_calls")
                .addObject();
        call.put("index", tool).putObject("function").put("arguments", piece);
        return chunk.toString();
    }

    static ObjectNode chunk(int choice) {
        ObjectNode chunk = JSON.createObjectNode().put("id", "c1").put("object", "chat.completion.chunk");
        ObjectNode each = chunk.putArray("choices").addObject().put("index", choice);
        each.putObject("delta");
        each.putNull("finish_reason");
        return chunk;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
