package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's language as Azure speaks it: a model is a deployment with a path of its own, the version of the
/// interface is in the query, and the key in `api-key`. Under a base URL that ends in `/openai/v1` the paths
/// are OpenAI's.
@Component
final class AzureOpenAiProtocol implements ProviderProtocol {

    private static final String USUAL_VERSION = "api-version=2024-10-21";

    private final UpstreamHttp http;

    AzureOpenAiProtocol(UpstreamHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.AZURE_OPENAI;
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
            headers.put("api-key", credential);
        }
        return http.post(uri(target, request.operation()), headers, WireJson.bytes(OpenAiCalls.body(target, request)));
    }

    static URI uri(UpstreamTarget target, Operation operation) {
        String base = target.provider().baseUrl().toString();
        int query = base.indexOf('?');
        String root = query < 0 ? base : base.substring(0, query);
        String version = query < 0 ? "" : base.substring(query);
        if (root.endsWith("/openai/v1")) {
            return URI.create(root + OpenAiCalls.path(operation) + version);
        }
        String deployment =
                URLEncoder.encode(target.model(), StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(root + "/deployments/" + deployment + OpenAiCalls.path(operation)
                + (version.isEmpty() ? "?" + USUAL_VERSION : version));
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
