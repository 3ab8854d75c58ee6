package io.plumbline.gateway.provider.protocol;

import java.io.InputStream;
import java.util.Optional;

/// The headers of a provider's response and its body as a stream.
public interface UpstreamResponse {

    int status();

    Optional<String> header(String name);

    InputStream body();
}
