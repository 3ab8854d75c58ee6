package io.plumbline.standalone.demo.api;

import io.plumbline.standalone.layout.Service;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// One service, as called with a key. Thread-safe.
public final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Longer than the maximum wait for a gate.
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final HttpClient http;
    private final String name;
    private final String url;
    private final String key;

    private Api(HttpClient http, String name, String url, String key) {
        this.http = http;
        this.name = name;
        this.url = url;
        this.key = key;
    }

    /// @param key an API key; empty for public resources
    public static Api of(HttpClient http, Service service, String url, String key) {
        return new Api(http, service.id(), url, key);
    }

    /// The simulator, which needs no key.
    public static Api ofSimulator(HttpClient http, String url) {
        return new Api(http, "simulator", url, "");
    }

    public Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), "");
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, json(body), "application/json");
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, json(body), "application/json");
    }

    /// The same with another header, such as `If-Match` or `Idempotency-Key`.
    public Answer send(String method, String path, Map<String, ?> body, String header, String value) {
        return send(request(method, path, json(body), "application/json")
                .header(header, value)
                .build());
    }

    public Answer delete(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), "");
    }

    public Answer post(String path, Multipart form) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(form.bytes()), form.contentType());
    }

    /// The same with a file that is read from the disk while it is sent.
    ///
    /// @param name of its part
    public Answer post(String path, Multipart form, String name, String fileName, Path file)
            throws FileNotFoundException {
        return send("POST", path, form.endingWith(name, fileName, file), form.contentType());
    }

    /// A call that is answered with server-sent events.
    ///
    /// @return the data of each event as it arrives; close it
    public Stream<String> events(String path, Map<String, ?> body) {
        HttpRequest request =
                request("POST", path, json(body), "application/json").build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                try (Stream<String> lines = response.body()) {
                    throw new StoryBroke("POST %s %s answered %d: %s"
                            .formatted(name, path, response.statusCode(), String.join(" ", lines.toList())));
                }
            }
            return response.body()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String contentType) {
        return send(request(method, path, body, contentType).build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String path = request.uri().toString().substring(url.length());
            String what = "%s %s %s".formatted(request.method(), name, path);
            return new Answer(
                    what, response.statusCode(), parsed(response.body()), response.body(), response.headers());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(
            String method, String path, HttpRequest.BodyPublisher body, String contentType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT).method(method, body);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return request;
    }

    public static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
    }

    private StoryBroke unreachable(Exception e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new StoryBroke("%s-service cannot be reached at %s: %s".formatted(name, url, why), e);
    }
}
