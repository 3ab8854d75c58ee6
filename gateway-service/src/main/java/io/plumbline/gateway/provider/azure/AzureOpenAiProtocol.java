package io.plumbline.gateway.provider.azure;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.openai.OpenAiLanguage;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Calls Azure's variant of OpenAI's API: a model is a deployment with its own path, the API version is in the
/// query, and the key is in `api-key`. Under a base URL that ends in `/openai/v1`, the paths are OpenAI's.
@Component
final class AzureOpenAiProtocol extends OpenAiLanguage {

    private static final String USUAL_VERSION = "api-version=2024-10-21";

    AzureOpenAiProtocol(UpstreamHttp http) {
        super(http);
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.AZURE_OPENAI;
    }

    @Override
    public Set<String> routingMembers() {
        return Set.of("data_sources", "datasources", "enhancements");
    }

    @Override
    protected URI address(UpstreamTarget target, Operation operation) {
        String base = target.provider().baseUrl().toString();
        int query = base.indexOf('?');
        String root = query < 0 ? base : base.substring(0, query);
        String version = query < 0 ? "" : base.substring(query);
        if (root.endsWith("/openai/v1")) {
            return URI.create(root + path(operation) + version);
        }
        String deployment =
                URLEncoder.encode(target.model(), StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(root + "/deployments/" + deployment + path(operation)
                + (version.isEmpty() ? "?" + USUAL_VERSION : version));
    }

    @Override
    protected void authorize(Map<String, String> headers, String credential) {
        headers.put("api-key", credential);
    }
}
