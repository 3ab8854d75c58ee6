package io.plumbline.gateway.provider.openai;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Calls OpenAI's own API, which most model servers implement.
@Component
final class OpenAiProtocol extends OpenAiLanguage {

    OpenAiProtocol(UpstreamHttp http) {
        super(http);
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    protected URI address(UpstreamTarget target, Operation operation) {
        return URI.create(target.provider().baseUrl() + path(operation));
    }

    @Override
    protected void authorize(Map<String, String> headers, String credential) {
        headers.put("Authorization", "Bearer " + credential);
    }
}
