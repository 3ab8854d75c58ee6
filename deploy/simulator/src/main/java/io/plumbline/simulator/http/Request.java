package io.plumbline.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A completely received request. Header names are in lower case; of a repeated header the last value counts.
public final class Request {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;

    Request(String method, String target, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = pathOf(target);
        int question = target.indexOf('?');
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static String pathOf(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    public String method() {
        return method;
    }

    /// The path as it was sent, without the query.
    public String path() {
        return path;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /// The bytes themselves, not a copy: do not modify.
    public byte[] body() {
        return body;
    }

    /// The decoded parts of the path: `/control/a%2Fb/calls` gives `control`, `a/b`, `calls`.
    ///
    /// @throws RequestRefusal 400 when an escape is broken
    public List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                segments.add(decode(part.replace("+", "%2B")));
            }
        }
        return segments;
    }

    public Optional<String> queryParameter(String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decode(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestRefusal.of(400, "The path or query holds a broken %-escape");
        }
    }
}
