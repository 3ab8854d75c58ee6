package io.plumbline.e2e.cleanroom;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// A request that nobody should send.
///
/// @param number which of its surface's requests it is: with the seed it says what is in it
/// @param canary the text in it that must be found nowhere else
/// @param headers never two of one name
record Malformed(
        int number,
        String canary,
        String method,
        Operation operation,
        URI uri,
        Map<String, String> headers,
        byte[] body) {

    HttpRequest.Builder request(Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return request;
    }

    boolean isOverLong() {
        return body.length >= ByteMutations.LIMIT;
    }

    /// So much of it that it can be read and sent again.
    @Override
    public String toString() {
        return "#%d %s %s %s %s"
                .formatted(
                        number,
                        method,
                        uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                        headers,
                        new String(body, 0, Math.min(body.length, 1_000), StandardCharsets.ISO_8859_1));
    }
}
