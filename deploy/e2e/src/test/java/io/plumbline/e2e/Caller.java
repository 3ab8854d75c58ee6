package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with an API key on the running stack.
public record Caller(RunningStack stack, String key) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An answer, and what it should have been.
    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        public Answer expect(int expected) {
            assertThat(status).as("status of %s", body).isEqualTo(expected);
            return this;
        }

        /// That it is this problem.
        public Answer refused(int expected, String slug) {
            expect(expected);
            assertThat(body.path("type").asString()).isEqualTo("/problems/" + slug);
            return this;
        }

        /// @return empty for none
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public static Caller admin(RunningStack stack) {
        return new Caller(stack, stack.credential("adminApiKey"));
    }

    /// A new key of a team, made by the administrator.
    public static Caller of(RunningStack stack, String team, String role) {
        JsonNode made = admin(stack)
                .post("governance", "/api/v1/api-keys", Map.of("name", "e2e-" + role, "team", team, "role", role))
                .expect(201)
                .body();
        return new Caller(stack, made.path("key").asString());
    }

    public Answer get(String service, String path) {
        return send(service, path, "GET", HttpRequest.BodyPublishers.noBody());
    }

    public Answer post(String service, String path, Map<String, ?> body) {
        return send(service, path, "POST", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public Answer put(String service, String path, Map<String, ?> body) {
        return send(service, path, "PUT", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public Answer delete(String service, String path) {
        return send(service, path, "DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private Answer send(String service, String path, String method, HttpRequest.BodyPublisher body) {
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(URI.create(stack.url(service) + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build());
        return new Answer(
                response.statusCode(),
                response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()),
                response.headers());
    }
}
