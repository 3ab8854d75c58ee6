package io.plumbline.standalone.bench.soak;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A call that is made again and again.
///
/// @param kind of call, for the table
/// @param bytes the whole HTTP request
/// @param status with which it is to be answered
/// @param end what a stream ends with, so that it is known to be whole; empty for an answer in one piece
record SoakRequest(String kind, byte[] bytes, int status, String end) {

    static SoakRequest posting(String kind, URI url, String key, String body, int status, String end) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST %s HTTP/1.1
                Host: %s
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(url.getPath(), url.getAuthority(), key, content.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return new SoakRequest(kind, request, status, end);
    }
}
