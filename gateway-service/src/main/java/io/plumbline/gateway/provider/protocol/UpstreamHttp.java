package io.plumbline.gateway.provider.protocol;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// The HTTP client under the calls to providers; small, so that another can take its place.
public interface UpstreamHttp {

    /// Prepares a POST of JSON; nothing is sent yet.
    UpstreamExchange post(URI uri, Map<String, String> headers, byte[] body);

    /// One request and its answer.
    interface UpstreamExchange extends AutoCloseable {

        /// Sends the request and waits for the head of the answer.
        UpstreamResponse send() throws IOException;

        /// Whether all of the request has gone out: whoever got it may be at work for it from then on. False
        /// while the connection is being made.
        boolean isSent();

        /// Breaks off at once, from any thread: whoever waits gets an exception.
        void abort();

        /// Gives the connection back if the answer was read to its end, else closes it.
        @Override
        void close();
    }
}
