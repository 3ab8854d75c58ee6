package io.plumbline.standalone.migration;

import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server that an import reads. It is never written to.
final class SourceServer {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// How long to repeat a request that the server cannot answer yet.
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final HttpClient http;
    private final String url;
    private final String authorization;

    /// @param authorization value of the header; empty for a server without sign-in
    SourceServer(HttpClient http, String url, String authorization) {
        this.http = http;
        this.url = url;
        this.authorization = authorization;
    }

    /// The value of `Authorization` for a name and a password; empty without a name.
    static String basic(String name, String password) {
        return name.isEmpty()
                ? ""
                : "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record Answer(int status, byte[] body) {

        /// Whether the server asks to come back later.
        boolean isBusy() {
            return status == 429 || status == 503;
        }
    }

    /// Reads a JSON document.
    ///
    /// @param path with each segment already encoded
    /// @throws CannotContinue if the server does not answer with one
    JsonNode get(String path, Map<String, String> query) {
        String parameters = new TreeMap<>(query)
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
        String address = url + path + (parameters.isEmpty() ? "" : "?" + parameters);
        Answer answer = Waiting.settled(PATIENCE, () -> send(address), seen -> !seen.isBusy());
        if (answer.status() == 401 || answer.status() == 403) {
            throw new CannotContinue(
                    url + " answered " + answer.status() + ": the credentials are missing or may not read it.");
        }
        if (answer.status() != 200) {
            throw new CannotContinue(address + " answered " + answer.status() + ".");
        }
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new CannotContinue(address + " did not answer with JSON.", e);
        }
    }

    private Answer send(String address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new CannotContinue(address + " answered with more than 64 MB.");
                }
                return new Answer(response.statusCode(), bytes);
            }
        } catch (IOException e) {
            throw new CannotContinue(url + " cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }
}
