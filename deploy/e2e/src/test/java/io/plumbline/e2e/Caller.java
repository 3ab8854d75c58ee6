package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with an API key on the running stack.
record Caller(RunningStack stack, String key) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An answer, and what it should have been.
    record Answer(int status, JsonNode body) {

        Answer expect(int expected) {
            assertThat(status).as("status of %s", body).isEqualTo(expected);
            return this;
        }

        /// That it is this problem.
        Answer refused(int expected, String slug) {
            expect(expected);
            assertThat(body.path("type").asString()).isEqualTo("/problems/" + slug);
            return this;
        }
    }

    static Caller admin(RunningStack stack) {
        return new Caller(stack, stack.credential("adminApiKey"));
    }

    /// A new key of a team, made by the administrator.
    static Caller of(RunningStack stack, String team, String role) {
        JsonNode made = admin(stack)
                .post("governance", "/api/v1/api-keys", Map.of("name", "e2e-" + role, "team", team, "role", role))
                .expect(201)
                .body();
        return new Caller(stack, made.path("key").asString());
    }

    Answer get(String service, String path) {
        return send(service, path, "GET", HttpRequest.BodyPublishers.noBody());
    }

    Answer post(String service, String path, Map<String, ?> body) {
        return send(service, path, "POST", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    Answer put(String service, String path, Map<String, ?> body) {
        return send(service, path, "PUT", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    Answer delete(String service, String path) {
        return send(service, path, "DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private Answer send(String service, String path, String method, HttpRequest.BodyPublisher body) {
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(URI.create(stack.url(service) + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build());
        return new Answer(
                response.statusCode(), response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()));
    }
}
