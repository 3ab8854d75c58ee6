package io.plumbline.gateway.provider.protocol;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// The HTTP client for calls to providers; a small interface, so that the client can be replaced.
public interface UpstreamHttp {

    /// Prepares a POST of JSON without sending it.
    UpstreamExchange post(URI uri, Map<String, String> headers, byte[] body);

    /// One request and its response.
    interface UpstreamExchange extends AutoCloseable {

        /// Sends the request and waits for the response headers.
        UpstreamResponse send() throws IOException;

        /// Whether the whole request is sent, so that the provider may be processing it. False while the
        /// connection is being established.
        boolean isSent();

        /// Aborts at once, from any thread. Waiting threads get an exception.
        void abort();

        /// Returns the connection to the pool if the response was read completely; otherwise closes it.
        @Override
        void close();
    }
}
