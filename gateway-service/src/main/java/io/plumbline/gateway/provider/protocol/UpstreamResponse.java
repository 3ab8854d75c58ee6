package io.plumbline.gateway.provider.protocol;

import java.io.InputStream;
import java.util.Optional;

/// The head of a provider's answer, and its body as it comes.
public interface UpstreamResponse {

    int status();

    Optional<String> header(String name);

    InputStream body();
}
