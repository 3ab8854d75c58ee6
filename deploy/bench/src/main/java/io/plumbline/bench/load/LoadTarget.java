package io.plumbline.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The destination and the content of calls: complete HTTP requests, created beforehand so that their creation is
/// not measured.
///
/// @param requests sent in turn
public record LoadTarget(String host, int port, List<byte[]> requests) {

    public LoadTarget {
        requests = List.copyOf(requests);
    }

    /// @param key    sent as the bearer token
    /// @param bodies JSON
    public static LoadTarget posting(String url, String key, List<String> bodies) {
        URI uri = URI.create(url);
        return new LoadTarget(
                uri.getHost(),
                uri.getPort(),
                bodies.stream().map(body -> request(uri, key, body)).toList());
    }

    /// The bytes of one HTTP request that posts JSON.
    public static byte[] request(URI uri, String key, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST %s HTTP/1.1
                Host: %s
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(uri.getPath(), uri.getAuthority(), key, content.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return request;
    }
}
