package io.plumbline.gateway.provider.openai;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.ChatShape;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The common part of all providers with OpenAI's dialect. Forwards every field that the caller sent, except the
/// name of the output limit that the model does not know if both are set. Always requests the usage of streams,
/// which accounting needs.
public abstract class OpenAiLanguage implements ProviderProtocol {

    private static final ProviderCodec CODEC = new OpenAiCodec();

    private final UpstreamHttp http;

    protected OpenAiLanguage(UpstreamHttp http) {
        this.http = http;
    }

    /// Returns the URL of the operation for this target.
    protected abstract URI address(UpstreamTarget target, Operation operation);

    /// Adds the provider's credential.
    protected abstract void authorize(Map<String, String> headers, String credential);

    /// Returns the path after the address of the provider or deployment, which is the same for all kinds.
    protected static String path(Operation operation) {
        return operation == Operation.EMBEDDINGS ? "/embeddings" : "/chat/completions";
    }

    @Override
    public final ProviderCodec codec() {
        return CODEC;
    }

    @Override
    public final boolean offers(Operation operation) {
        return operation != Operation.COUNT_TOKENS;
    }

    @Override
    public final UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        String credential = target.provider().credential();
        if (credential != null) {
            authorize(headers, credential);
        }
        return http.post(address(target, request.operation()), headers, WireJson.bytes(body(target, request)));
    }

    private static ObjectNode body(UpstreamTarget target, OutgoingRequest request) {
        ObjectNode body = WireJson.newObject();
        body.setAll(request.body());
        body.put("model", target.model());
        OutputLimits.nameFor(target.model(), body);
        if (request.stream()) {
            ObjectNode options = WireJson.newObject();
            if (body.get("stream_options") instanceof ObjectNode given) {
                options.setAll(given);
            }
            body.set("stream_options", options.put("include_usage", true));
        }
        return body;
    }

    @Override
    public final @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        String list = operation == Operation.EMBEDDINGS ? "data" : "choices";
        if (answer.hasNonNull("error") && !answer.has(list)) {
            return CallProblem.PROVIDER_ERROR;
        }
        JsonNode all = answer.path(list);
        boolean readable = operation == Operation.EMBEDDINGS
                ? all.isArray() && all.valueStream().allMatch(JsonNode::isObject)
                : ChatShape.isWhole(answer);
        return readable ? null : CallProblem.PROVIDER_MALFORMED;
    }

    @Override
    public final @Nullable CallProblem faultOfEvent(byte[] data) {
        try {
            if (!OpenAiChunks.isDone(data)) {
                OpenAiChunks.chunk(data);
            }
            return null;
        } catch (NotAChunkException e) {
            return e.problem();
        }
    }
}
