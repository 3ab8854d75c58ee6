package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's own language, which most servers of models speak.
@Component
final class OpenAiProtocol implements ProviderProtocol {

    private final UpstreamHttp http;

    OpenAiProtocol(UpstreamHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation != Operation.COUNT_TOKENS;
    }

    @Override
    public UpstreamExchange prepare(UpstreamTarget target, UpstreamRequest request) {
        Map<String, String> headers = OpenAiCalls.headers(request);
        String credential = target.provider().credential();
        if (credential != null) {
            headers.put("Authorization", "Bearer " + credential);
        }
        URI uri = URI.create(target.provider().baseUrl() + OpenAiCalls.path(request.operation()));
        return http.post(uri, headers, WireJson.bytes(OpenAiCalls.body(target, request)));
    }

    @Override
    public @Nullable CallProblem faultOf(Operation operation, ObjectNode answer) {
        return OpenAiCalls.faultOf(operation, answer);
    }

    @Override
    public @Nullable CallProblem faultOfEvent(byte[] data) {
        return OpenAiCalls.faultOfEvent(data);
    }
}
