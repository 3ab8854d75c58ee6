package io.plumbline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.FakeGovernance;
import io.plumbline.testkit.ServiceUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The registry as its clients see it: one running service for all tests of the module, told apart by teams and
/// names.
public final class Registry implements BeforeAllCallback {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    /// The directory that connectors may read.
    public static final Path FOLDERS = temporary();

    /// The address of a reranker, if a test starts it.
    public static final String RERANKER = "http://127.0.0.1:" + freePort();

    /// The Kafka broker that connectors may read, if a test starts it.
    public static final String BROKER = "localhost:" + freePort();

    private final HttpClient http = HttpClient.newHttpClient();
    private final boolean vectors;
    private @Nullable ServiceUnderTest service;
    private @Nullable FakeEval eval;
    private @Nullable FakeGateway gateway;

    public Registry() {
        this(false);
    }

    private Registry(boolean vectors) {
        this.vectors = vectors;
    }

    /// A registry with the search index on pgvector. Its tests are skipped where there is no server with pgvector.
    public static Registry onPgVector() {
        return new Registry(true);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("plumbline-connectors").toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(Registry.class));
        FakeEval suites = store.computeIfAbsent("eval", _ -> new FakeEval(), FakeEval.class);
        eval = suites;
        FakeGateway routes = store.computeIfAbsent("gateway", _ -> new FakeGateway(), FakeGateway.class);
        gateway = routes;
        service = vectors
                ? store.computeIfAbsent(
                        "pgvector", _ -> RegistryStart.onPgVector(suites, routes), ServiceUnderTest.class)
                : store.computeIfAbsent(
                        "service", _ -> RegistryStart.beforeEval(suites, routes), ServiceUnderTest.class);
    }

    public static boolean isReady(ServiceUnderTest service) {
        return service.client()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .returnResult()
                .getStatus()
                .is2xxSuccessful();
    }

    public FakeEval eval() {
        return java.util.Objects.requireNonNull(eval);
    }

    public FakeGateway gateway() {
        return java.util.Objects.requireNonNull(gateway);
    }

    public ServiceUnderTest service() {
        return java.util.Objects.requireNonNull(service);
    }

    public FakeGovernance governance() {
        return service().governance();
    }

    /// An answer.
    public record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {

        public Answer expect(int expected) {
            assertThat(status).as("status of %s", body).isEqualTo(expected);
            return this;
        }

        /// That it is this problem.
        public Answer expect(int expected, String slug) {
            expect(expected);
            assertThat(body.path("type").asString()).isEqualTo("/problems/" + slug);
            return this;
        }

        public List<String> pointers() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString())
                    .toList();
        }

        public String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }
    }

    /// A caller, by its credential.
    public final class Client {

        private final String credential;
        private final Map<String, String> headers;

        private Client(String credential, Map<String, String> headers) {
            this.credential = credential;
            this.headers = headers;
        }

        /// The same caller, with another header.
        public Client with(String name, String value) {
            return new Client(credential, Map.of(name, value));
        }

        public Answer get(String path) {
            return call(HttpMethod.GET, path, null);
        }

        public Answer post(String path, String body) {
            return call(HttpMethod.POST, path, body);
        }

        /// Sends a body of any type.
        public Answer post(String path, String contentType, String body) {
            return send(request(path)
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
        }

        public Answer put(String path, String body) {
            return call(HttpMethod.PUT, path, body);
        }

        public Answer delete(String path) {
            return call(HttpMethod.DELETE, path, null);
        }

        /// Deletes with a body, as MLflow's clients do.
        public Answer delete(String path, String body) {
            return call(HttpMethod.DELETE, path, body);
        }

        public Answer patch(String path, String body) {
            return call(HttpMethod.PATCH, path, body);
        }

        private Answer call(HttpMethod method, String path, @Nullable String body) {
            HttpRequest.BodyPublisher publisher =
                    body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .method(method.name(), publisher)
                    .build());
        }

        public Answer upload(String dataset, String fileName, String content) {
            return upload(
                    dataset,
                    fileName,
                    () -> new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        }

        /// Streams a file.
        public Answer upload(String dataset, String fileName, Supplier<InputStream> content) {
            return upload(dataset, "", fileName, content);
        }

        /// @param query such as `?redact=mask`
        public Answer upload(String dataset, String query, String fileName, Supplier<InputStream> content) {
            return send(request("/api/v1/datasets/" + dataset + "/versions" + query)
                    .header("Content-Type", MultipartBody.TYPE)
                    .POST(MultipartBody.of(fileName, HttpRequest.BodyPublishers.ofInputStream(content)))
                    .build());
        }

        /// Checks a file without storing it.
        public Answer check(String dataset, String query, String fileName, String content) {
            return send(request("/api/v1/datasets/" + dataset + "/versions/check" + query)
                    .header("Content-Type", MultipartBody.TYPE)
                    .POST(MultipartBody.of(fileName, HttpRequest.BodyPublishers.ofString(content)))
                    .build());
        }

        /// Uploads a document to a knowledge base.
        ///
        /// @param fields such as `id`, `hr-1`, `tags`, `hr`
        public Answer document(String base, String fileName, byte[] content, String... fields) {
            return send(request("/api/v1/knowledge-bases/" + base + "/documents")
                    .header("Content-Type", MultipartBody.TYPE)
                    .POST(MultipartBody.of(fileName, HttpRequest.BodyPublishers.ofByteArray(content), fields))
                    .build());
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(service().url() + path))
                    .header("Authorization", "Bearer " + credential);
            headers.forEach(request::header);
            return request;
        }
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), body, response.headers());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A person with these roles in a team.
    public Client user(String team, Role... roles) {
        return new Client(governance().userToken(team, roles), Map.of());
    }

    /// A person of this id.
    public Client user(String id, Map<String, Role[]> grants) {
        return new Client(governance().userToken(id, grants), Map.of());
    }

    public Client engineer(String team) {
        return user(team, Role.ML_ENGINEER);
    }

    public Client credential(String credential) {
        return new Client(credential, Map.of());
    }

    /// One of Plumbline's services, by its short name.
    public Client sibling(String name) {
        return new Client(governance().serviceToken(name), Map.of());
    }

    /// Makes a model of these rules.
    public void model(Client client, String name, String riskTier, String... requiredSuites) {
        client.put(
                        "/api/v1/models/" + name,
                        JSON.writeValueAsString(Map.of(
                                "riskTier", riskTier, "requiredSuites", requiredSuites, "description", "A test")))
                .expect(201);
    }

    /// Registers a version of a model and answers its number.
    public int version(Client client, String model) {
        return client.post("/api/v1/models/" + model + "/versions", """
                        {"kind": "FOUNDATION", "provider": "simulator", "upstreamModel": "sim-1"}
                        """)
                .expect(201)
                .body()
                .path("version")
                .asInt();
    }

    /// Writes a finished gate as eval-service.
    public void gate(String model, int version, String suite, String verdict, String finishedAt) {
        sibling("eval")
                .post(
                        "/api/v1/models/" + model + "/versions/" + version + "/evaluations",
                        gate(suite, verdict, finishedAt))
                .expect(201);
    }

    /// Eval-service reports a gate of a suite's revision.
    public void gate(String model, int version, String suite, int revision, String verdict, String finishedAt) {
        String told = gate(suite, verdict, finishedAt)
                .replace("\"verdict\"", "\"suiteRevision\": " + revision + ", \"verdict\"");
        sibling("eval")
                .post("/api/v1/models/" + model + "/versions/" + version + "/evaluations", told)
                .expect(201);
    }

    /// Tells the registry of a suite of a team, and waits until it knows.
    public void suiteOf(String team, String suite) {
        eval().suiteOf(team, suite);
        await("the registry knows the suite " + suite)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> superuser()
                                .sql("select count(*) from registry.suite_revision where name = ?")
                                .param(suite)
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    /// The body of a gate's result.
    public static String gate(String suite, String verdict, String finishedAt) {
        return """
                {"kind": "GATE", "runId": "%s", "suite": "%s", "verdict": "%s", "finishedAt": "%s", "checks": []}
                """.formatted(UUID.randomUUID(), suite, verdict, finishedAt);
    }

    /// The database as its superuser sees it.
    public JdbcClient superuser() {
        return JdbcClient.create(service().database().superuser());
    }

    /// How often an action was audited for a resource, with this outcome.
    public long audited(String action, String resource, String outcome) {
        return superuser()
                .sql("""
                        select count(*) from audit.event where action = ? and resource_id = ? and outcome = ?
                        """)
                .params(action, resource, outcome)
                .query(Long.class)
                .single();
    }
}
