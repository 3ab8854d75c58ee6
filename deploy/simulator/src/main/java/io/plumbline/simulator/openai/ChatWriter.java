package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.tool.SimulatedToolCall;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes one completion: whole, or the envelope and the usage of its chunks.
final class ChatWriter {
    private final String id = Ids.next("chatcmpl-");
    private final ChatRequest request;
    private final List<Reply> replies;
    private final Dials dials;
    private final long created;
    private final int promptTokens;

    ChatWriter(ChatRequest request, List<Reply> replies, Dials dials, Instant now) {
        this.request = request;
        this.replies = replies;
        this.dials = dials;
        this.created = now.getEpochSecond();
        this.promptTokens = request.conversation().promptTokens();
    }

    ObjectNode completion() {
        ObjectNode completion = envelope("chat.completion");
        ArrayNode choices = completion.putArray("choices");
        for (int i = 0; i < replies.size(); i++) {
            choices.add(choice(i, replies.get(i)));
        }
        completion.set("usage", usage());
        return completion;
    }

    ObjectNode envelope(String object) {
        return Json.newObject()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", request.model())
                .put("system_fingerprint", "fp_simulator_seed_" + dials.seed());
    }

    ObjectNode usage() {
        int completionTokens = replies.stream().mapToInt(Reply::tokens).sum();
        ObjectNode usage = Json.newObject()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return usage;
    }

    /// The log probabilities of some tokens; null unless they were requested.
    ObjectNode logprobs(List<String> tokens) {
        return new Logprobs(dials.chance(), request.topLogprobs()).of(tokens);
    }

    boolean givesLogprobs() {
        return request.topLogprobs() >= 0;
    }

    static String finishReason(Reply reply) {
        return switch (reply.ending()) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
        };
    }

    static ObjectNode toolCall(SimulatedToolCall call, String id, String arguments) {
        ObjectNode node = Json.newObject().put("id", id).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", arguments);
        return node;
    }

    private ObjectNode choice(int index, Reply reply) {
        ObjectNode choice = Json.newObject().put("index", index);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (reply.calls().isEmpty()) {
            message.put("content", reply.text());
        } else {
            message.putNull("content");
            ArrayNode calls = message.putArray("tool_calls");
            reply.calls().forEach(call -> calls.add(toolCall(call, Ids.next("call_"), call.arguments())));
        }
        message.putNull("refusal");
        if (givesLogprobs()) {
            choice.set("logprobs", logprobs(SimulatedTokens.pieces(reply.text())));
        } else {
            choice.putNull("logprobs");
        }
        return choice.put("finish_reason", finishReason(reply));
    }
}
