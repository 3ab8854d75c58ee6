package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.provider.ProviderKind;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/// OpenAI's own language, which most servers of models speak.
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
    URI address(UpstreamTarget target, Operation operation) {
        return URI.create(target.provider().baseUrl() + path(operation));
    }

    @Override
    void authorize(Map<String, String> headers, String credential) {
        headers.put("Authorization", "Bearer " + credential);
    }
}
