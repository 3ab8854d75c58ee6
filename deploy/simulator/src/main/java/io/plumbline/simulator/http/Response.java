package io.plumbline.simulator.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer sent as a whole.
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static Response json(int status, byte[] body) {
        return new Response(status, Map.of("content-type", "application/json"), body);
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    /// The same answer with half of its body: valid HTTP around broken JSON.
    public Response torn() {
        return new Response(status, headers, Arrays.copyOf(body, body.length / 2));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
