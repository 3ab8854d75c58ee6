package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls the Gemini API, and Vertex AI under a base URL that ends in `/publishers/google`. A model name with a
/// slash, such as `tunedModels/bank` or `endpoints/1`, is used as the path. Google access tokens are sent as
/// bearer tokens, all other credentials as API keys, which both APIs accept. Errors are in `google.rpc.Status`.
@Component
final class GeminiProtocol implements ProviderProtocol {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final UpstreamHttp http;
    private final GeminiCodec codec = new GeminiCodec();

    GeminiProtocol(UpstreamHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.GEMINI;
    }

    @Override
    public ProviderCodec codec() {
        return codec;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT;
    }

    /// Returns the member for cached content, which Google inserts before the messages and the guards do not see.
    @Override
    public Set<String> routingMembers() {
        return Set.of("cachedcontent", "cached_content");
    }

    @Override
    public UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        String credential = target.provider().credential();
        if (credential != null && isAccessToken(credential)) {
            headers.put("Authorization", "Bearer " + credential);
        } else if (credential != null) {
            headers.put("x-goog-api-key", credential);
        }
        return http.post(address(target, request.stream()), headers, WireJson.bytes(request.body()));
    }

    private static URI address(UpstreamTarget target, boolean stream) {
        String model = UriUtils.encodePath(target.model(), StandardCharsets.UTF_8);
        return URI.create(target.provider().baseUrl()
                + (model.contains("/") ? "/" : "/models/")
                + model
                + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent"));
    }

    /// Whether the credential is an OAuth token, which begins with `ya29.`, or a JSON Web Token.
    private static boolean isAccessToken(String credential) {
        return credential.startsWith("ya29.") || credential.startsWith("eyJ");
    }

    @Override
    public @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        if (answer.hasNonNull("error")) {
            return CallProblem.PROVIDER_ERROR;
        }
        boolean readable = answer.path("candidates").path(0).isObject()
                || answer.path("promptFeedback").isObject()
                || answer.path("usageMetadata").isObject();
        return readable ? null : CallProblem.PROVIDER_MALFORMED;
    }

    @Override
    public @Nullable CallProblem faultOfEvent(byte[] data) {
        ObjectNode event = object(data);
        return event == null ? CallProblem.PROVIDER_MALFORMED : faultOf(Operation.CHAT, event);
    }

    /// Reads a refusal. An invalid key has status 400 and a reason; only the details state how long to wait.
    @Override
    public StatedRefusal refusal(UpstreamResponse response, byte[] body) {
        int status = response.status();
        ObjectNode said = object(body);
        Long seconds = null;
        int meant = status;
        if (said != null) {
            for (JsonNode detail : said.path("error").path("details")) {
                String reason = detail.path("reason").asString("");
                if (status == BAD_REQUEST && reason.startsWith("API_KEY_")) {
                    meant = UNAUTHORIZED;
                }
                seconds = detail.hasNonNull("retryDelay") ? seconds(detail.path("retryDelay")) : seconds;
            }
        }
        return new StatedRefusal(meant, said, seconds);
    }

    /// Reads a duration such as `34.07s`, rounded up.
    private static @Nullable Long seconds(JsonNode delay) {
        try {
            String text = delay.asString("");
            double seconds =
                    Math.ceil(Double.parseDouble(text.endsWith("s") ? text.substring(0, text.length() - 1) : text));
            return seconds >= 0 && seconds <= Integer.MAX_VALUE ? (long) seconds : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Returns the object, also if it is the only element of a list, as in streams without events.
    private static @Nullable ObjectNode object(byte[] data) {
        return WireJson.value(new String(data, StandardCharsets.UTF_8))
                .map(value -> value.isArray() ? value.path(0) : value)
                .map(value -> value instanceof ObjectNode object ? object : null)
                .orElse(null);
    }
}
