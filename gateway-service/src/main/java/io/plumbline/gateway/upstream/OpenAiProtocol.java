package io.plumbline.gateway.upstream;

import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's own language, which most servers of models speak. Every field that the caller sent goes on; a stream is
/// always asked for its usage, since calls are accounted by it.
@Component
final class OpenAiProtocol implements ChatProtocol {

    private final UpstreamHttp http;

    OpenAiProtocol(UpstreamHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public UpstreamExchange prepare(UpstreamTarget target, ObjectNode body, boolean stream) {
        ObjectNode request = WireJson.newObject();
        request.setAll(body);
        request.put("model", target.model());
        Presets.apply(target.defaults(), request);
        if (stream) {
            ObjectNode options = WireJson.newObject();
            if (request.get("stream_options") instanceof ObjectNode given) {
                options.setAll(given);
            }
            request.set("stream_options", options.put("include_usage", true));
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", stream ? "text/event-stream" : "application/json");
        String credential = target.provider().credential();
        if (credential != null) {
            headers.put("Authorization", "Bearer " + credential);
        }
        URI uri = URI.create(target.provider().baseUrl() + "/chat/completions");
        return http.post(uri, headers, WireJson.bytes(request));
    }
}
