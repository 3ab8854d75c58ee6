package io.plumbline.gateway.provider.anthropic;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.MessageShape;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Calls Anthropic's API. Forwards the client's `anthropic-version` and `anthropic-beta`; without the former,
/// uses the version that supports every feature. Sets the model's own output limit if the request has none, since
/// Anthropic requires one.
@Component
final class AnthropicProtocol implements ProviderProtocol {

    private static final String VERSION = "anthropic-version";
    private static final String MAX_TOKENS = "max_tokens";

    private static final ProviderCodec CODEC = new AnthropicCodec();

    private final UpstreamHttp http;
    private final LargestAnswers largest;

    AnthropicProtocol(UpstreamHttp http, LargestAnswers largest) {
        this.http = http;
        this.largest = largest;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.ANTHROPIC;
    }

    @Override
    public ProviderCodec codec() {
        return CODEC;
    }

    @Override
    public Set<String> routingMembers() {
        return Set.of("inference_geo");
    }

    @Override
    public Set<String> keepingMembers() {
        return Set.of();
    }

    /// Whether `metadata` names the user. Aggregators route by tags in it.
    @Override
    public boolean namesUserInMetadata() {
        return true;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation != Operation.EMBEDDINGS;
    }

    @Override
    public UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request) {
        ObjectNode body = WireJson.newObject();
        body.setAll(request.body());
        body.put("model", target.model());
        boolean counts = request.operation() == Operation.COUNT_TOKENS;
        if (!counts && !body.hasNonNull(MAX_TOKENS)) {
            body.put(MAX_TOKENS, largest.of(target.model()));
        }
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putIfAbsent(VERSION, "2023-06-01");
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        String credential = target.provider().credential();
        if (credential != null) {
            headers.put("x-api-key", credential);
        }
        URI uri = URI.create(target.provider().baseUrl() + (counts ? "/messages/count_tokens" : "/messages"));
        return http.post(uri, headers, WireJson.bytes(body));
    }

    @Override
    public @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        if (answer.path("type").asString("").equals("error")) {
            return CallProblem.PROVIDER_ERROR;
        }
        if (operation == Operation.COUNT_TOKENS) {
            return answer.path("input_tokens").isIntegralNumber() ? null : CallProblem.PROVIDER_MALFORMED;
        }
        return MessageShape.isWhole(answer) ? null : CallProblem.PROVIDER_MALFORMED;
    }

    @Override
    public @Nullable CallProblem faultOfEvent(byte[] data) {
        try {
            AnthropicEvents.event(data);
            return null;
        } catch (NotAChunkException e) {
            return e.problem();
        }
    }
}
