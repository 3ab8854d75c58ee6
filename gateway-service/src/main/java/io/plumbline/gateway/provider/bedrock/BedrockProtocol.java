package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.AwsCredential;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.WireJson;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls Amazon Bedrock: `POST /model/{id}/converse` and `/converse-stream`. A model is a model ID, an inference
/// profile or an ARN.
@Component
final class BedrockProtocol implements ProviderProtocol {

    private static final String STREAM_TYPE = "application/vnd.amazon.eventstream";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final ProviderCodec CODEC = new BedrockCodec();
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int BAD_GATEWAY = 502;

    private final UpstreamHttp http;
    private final AwsSignature signature;

    BedrockProtocol(UpstreamHttp http, Clock clock) {
        this.http = http;
        this.signature = new AwsSignature("bedrock", clock);
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.BEDROCK;
    }

    @Override
    public ProviderCodec codec() {
        return CODEC;
    }

    @Override
    public Set<String> routingMembers() {
        return Set.of("modelid", "guardrailconfig", "promptvariables");
    }

    /// Returns `requestMetadata`, which Bedrock stores in its invocation log.
    @Override
    public Set<String> keepingMembers() {
        return Set.of("store", "metadata", "requestmetadata", "prompt_cache_retention", "cache", "caching");
    }

    @Override
    public String openMember() {
        return ConverseRequest.OPEN;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT;
    }

    @Override
    public UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request) {
        URI base = target.provider().baseUrl();
        URI uri = URI.create(base + "/model/" + AwsSignature.segment(target.model())
                + (request.stream() ? "/converse-stream" : "/converse"));
        byte[] body = WireJson.bytes(request.body());
        Map<String, String> headers = new HashMap<>();
        headers.put(CONTENT_TYPE, JSON);
        headers.put("Accept", request.stream() ? STREAM_TYPE : JSON);
        String credential = target.provider().credential();
        if (credential != null) {
            switch (AwsCredential.read(credential, base)) {
                case AwsCredential.Keys keys ->
                    headers.putAll(signature.headers(keys, uri, Map.of(CONTENT_TYPE, JSON), body));
                case AwsCredential.ApiKey key -> headers.put("Authorization", "Bearer " + key.key());
            }
        }
        return http.post(uri, headers, body);
    }

    @Override
    public @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        JsonNode content = answer.path("output").path("message").path("content");
        boolean whole = content.isArray()
                && content.valueStream().allMatch(JsonNode::isObject)
                && answer.path("stopReason").isString();
        return whole ? null : CallProblem.PROVIDER_MALFORMED;
    }

    @Override
    public @Nullable CallProblem faultOfEvent(byte[] data) {
        ObjectNode event = WireJson.object(data).orElse(null);
        if (event == null) {
            return CallProblem.PROVIDER_MALFORMED;
        }
        return event.has("error") ? CallProblem.PROVIDER_ERROR : null;
    }

    /// Reads a refusal. A failure of the model has status 424. An exhausted quota and an unreadable signature
    /// have status 400.
    @Override
    public StatedRefusal refusal(UpstreamResponse response, byte[] body) {
        String header = response.header("x-amzn-errortype").orElse("");
        int colon = header.indexOf(':');
        int status = switch (colon < 0 ? header : header.substring(0, colon)) {
            case "ModelErrorException", "ModelStreamErrorException" -> BAD_GATEWAY;
            case "ServiceQuotaExceededException" -> TOO_MANY;
            case "IncompleteSignatureException", "MissingAuthenticationTokenException" -> FORBIDDEN;
            default -> response.status();
        };
        return new StatedRefusal(status, WireJson.object(body).orElse(null), null);
    }

    @Override
    public String streamType() {
        return STREAM_TYPE;
    }

    @Override
    public EventReader events(InputStream body, int maxEventBytes) {
        return new EventStreamReader(body, maxEventBytes);
    }
}
