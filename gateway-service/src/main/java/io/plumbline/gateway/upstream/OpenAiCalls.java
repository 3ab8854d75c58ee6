package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.openai.ChatStream;
import io.plumbline.gateway.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What all providers have in common that speak OpenAI's language. Every field that the caller sent goes on;
/// a stream is always asked for its usage, since calls are accounted by it.
final class OpenAiCalls {

    private OpenAiCalls() {}

    static String path(Operation operation) {
        return operation == Operation.EMBEDDINGS ? "/embeddings" : "/chat/completions";
    }

    static ObjectNode body(UpstreamTarget target, UpstreamRequest request) {
        ObjectNode body = WireJson.newObject();
        body.setAll(request.body());
        body.put("model", target.model());
        if (request.stream()) {
            ObjectNode options = WireJson.newObject();
            if (body.get("stream_options") instanceof ObjectNode given) {
                options.setAll(given);
            }
            body.set("stream_options", options.put("include_usage", true));
        }
        return body;
    }

    static Map<String, String> headers(UpstreamRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        return headers;
    }

    static @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        String list = operation == Operation.EMBEDDINGS ? "data" : "choices";
        if (answer.hasNonNull("error") && !answer.has(list)) {
            return CallProblem.PROVIDER_ERROR;
        }
        JsonNode all = answer.path(list);
        return all.isArray() && all.valueStream().allMatch(JsonNode::isObject) ? null : CallProblem.PROVIDER_MALFORMED;
    }

    static @Nullable CallProblem faultOfEvent(byte[] data) {
        try {
            ChatStream.check(data);
            return null;
        } catch (NotAChunkException e) {
            return UpstreamFailure.problemOf(e);
        }
    }
}
