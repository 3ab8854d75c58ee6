package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with an API key on the running stack.
///
/// @param gateway another than the stack's; null for that
public record Caller(
        RunningStack stack, String key, @Nullable String gateway) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An answer, and what it should have been.
    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        public Answer expect(int expected) {
            assertThat(status).as("status of %s", body).isEqualTo(expected);
            return this;
        }

        public boolean isTaken() {
            return status / 100 == 2;
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
        return new Caller(stack, stack.credential("adminApiKey"), null);
    }

    /// The same person at another gateway.
    public Caller through(String gateway) {
        return new Caller(stack, key, gateway);
    }

    /// A new machine's key of a team, made by the administrator.
    public static Caller of(RunningStack stack, String team, String role) {
        return withKey(stack, Map.of("name", "e2e-" + role, "team", team, "role", role));
    }

    /// A new user with a key of their own.
    public static Caller person(RunningStack stack, String team, String role) {
        Map<String, ?> user = Map.of(
                "username",
                "e2e." + UUID.randomUUID(),
                "password",
                UUID.randomUUID().toString(),
                "grants",
                List.of(Map.of("team", team, "role", role)));
        String id = admin(stack)
                .post("governance", "/api/v1/users", user)
                .expect(201)
                .body()
                .path("id")
                .asString();
        return withKey(stack, Map.of("name", "e2e-" + role, "team", team, "role", role, "owner", id));
    }

    private static Caller withKey(RunningStack stack, Map<String, ?> key) {
        JsonNode made = admin(stack)
                .post("governance", "/api/v1/api-keys", key)
                .expect(201)
                .body();
        return new Caller(stack, made.path("key").asString(), null);
    }

    /// The variants of a route: only one, a model of the simulator.
    public static List<Map<String, Object>> simulated(String model) {
        return List.of(Map.of("name", "only", "weight", 1, "target", Map.of("provider", "simulator", "model", model)));
    }

    /// Waits until a service knows the key, which takes up to two seconds.
    ///
    /// @param list of the service that the key's role may read
    public Caller knownTo(String service, String list) {
        await(service + " knows the key")
                .until(() -> get(service, list + "?limit=1").status() == 200);
        return this;
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

    public Answer delete(String service, String path, Map<String, ?> body) {
        return send(service, path, "DELETE", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    /// Uploads a version of a dataset.
    public Answer upload(String dataset, String team, List<String> lines) {
        String path = "/api/v1/datasets/" + dataset + "/versions";
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(URI.create(stack.url("registry") + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", DatasetForm.CONTENT_TYPE)
                .POST(DatasetForm.of(team, String.join("\n", lines)))
                .build());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response.headers());
    }

    /// Uploads a document in Markdown to a knowledge base.
    ///
    /// @param readers the only principal that may read it; empty for all
    public Answer document(String base, String id, String markdown, String readers) {
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(
                        URI.create(stack.url("registry") + "/api/v1/knowledge-bases/" + base + "/documents"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.ofString(part("id", id)
                        + (readers.isEmpty() ? "" : part("readers", readers))
                        + part("file\"; filename=\"" + id + ".md", markdown)
                        + "--part--\r\n"))
                .build());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response.headers());
    }

    private static String part(String name, String content) {
        return "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
    }

    private Answer send(String service, String path, String method, HttpRequest.BodyPublisher body) {
        String url = service.equals("gateway") && gateway != null ? gateway : stack.url(service);
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(URI.create(url + path))
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
