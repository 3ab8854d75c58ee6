package io.plumbline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real gateway on a real database, with a small registry, and clients to call it with.
public final class RunningGateway implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    public static final String TEAM = "team-a";

    private static final Duration FRESH = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final FakeRegistry registry = new FakeRegistry();
    private final ServiceUnderTest service;
    private final Map<Role, Token> tokens = new ConcurrentHashMap<>();

    private RunningGateway(Class<?> program, Map<String, String> properties, Path journal, TestDatabase database) {
        Map<String, String> all = new HashMap<>();
        all.put("plumbline.services.registry", registry.url());
        all.put("plumbline.gateway.journal-directory", journal.toString());
        all.put("plumbline.gateway.allow-private-providers", "true");
        all.put("plumbline.gateway.audit.drain-interval", "20ms");
        all.put("plumbline.gateway.guards.analysis-timeout", "60s");
        all.putAll(properties);
        service = ServiceUnderTest.start(program, "gateway", all, database);
        awaitReady(service);
    }

    public static RunningGateway start(Map<String, String> properties) {
        return start(properties, temporaryFolder(), TestPostgres.create("gateway"));
    }

    public static RunningGateway start(Map<String, String> properties, Path journal, TestDatabase database) {
        return start(GatewayApplication.class, properties, journal, database);
    }

    /// @param program the gateway, or what makes it another one
    static RunningGateway start(Class<?> program, Map<String, String> properties, Path journal, TestDatabase database) {
        return new RunningGateway(program, properties, journal, database);
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gateway-journal");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(ServiceUnderTest service) {
        await("the gateway has heard of its siblings")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> service.client()
                        .get()
                        .uri("/actuator/health/readiness")
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    public ServiceUnderTest service() {
        return service;
    }

    public FakeRegistry registry() {
        return registry;
    }

    /// A token lives five minutes, and all tests together take longer.
    private record Token(String text, long issued) {
        boolean isFresh() {
            return System.nanoTime() - issued < FRESH.toNanos();
        }
    }

    private String token(String team, Role role) {
        return tokens.compute(
                        role,
                        (_, present) -> present != null && present.isFresh()
                                ? present
                                : new Token(service.governance().userToken(team, role), System.nanoTime()))
                .text();
    }

    public String admin() {
        return token("platform", Role.PLATFORM_ADMIN);
    }

    public String engineer() {
        return token(TEAM, Role.ML_ENGINEER);
    }

    public String application() {
        return token(TEAM, Role.APPLICATION);
    }

    /// Sends a request.
    public HttpResponse<String> send(String method, String path, String credential, String body, String... headers) {
        try {
            return http.send(
                    request(method, path, credential, body, headers),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a request and gives the body as it comes.
    public HttpResponse<java.io.InputStream> open(String path, String credential, String body) {
        try {
            return http.send(request("POST", path, credential, body), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String credential, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /// Makes a shared provider.
    public void provider(String name, String baseUrl) {
        provider(name, "openai", baseUrl);
    }

    /// Makes a shared provider of a kind.
    public void provider(String name, String kind, String baseUrl) {
        String body = """
            {"kind": "%s", "baseUrl": "%s", "credential": "sk-of-the-provider"}\
            """.formatted(kind, baseUrl);
        assertThat(send("PUT", "/api/v1/providers/" + name, admin(), body).statusCode())
                .isIn(200, 201);
    }

    /// Makes a route of the team, for development. As the administrator, since it may have a policy.
    public void route(String name, String variants, String more) {
        String body = """
            {"team": "%s", "environment": "DEVELOPMENT", "variants": %s%s}\
            """.formatted(TEAM, variants, more);
        HttpResponse<String> answer = send("PUT", "/api/v1/routes/" + name, admin(), body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    /// Makes a route of the team that leads to one model of a provider.
    public void route(String name, String provider) {
        route(name, "[" + variant("only", provider, "m", 100) + "]", "");
    }

    public static String variant(String name, String provider, String model, int weight) {
        return """
            {"name": "%s", "target": {"provider": "%s", "model": "%s"}, "weight": %d}\
            """.formatted(name, provider, model, weight);
    }

    /// A request of one message.
    public static String chat(String model, String content, String more) {
        return """
            {"model": "%s", "messages": [{"role": "user", "content": %s}]%s}\
            """.formatted(model, JSON.writeValueAsString(content), more);
    }

    /// Calls as the application.
    public HttpResponse<String> call(String body) {
        return send("POST", "/v1/chat/completions", application(), body);
    }

    /// Calls Anthropic's surface as the application.
    public HttpResponse<String> messages(String body, String... headers) {
        return send("POST", "/v1/messages", application(), body, headers);
    }

    /// A request of one message on Anthropic's surface.
    public static String message(String model, String content, String more) {
        return """
            {"model": "%s", "max_tokens": 500, "messages": [{"role": "user", "content": %s}]%s}\
            """.formatted(model, JSON.writeValueAsString(content), more);
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    public static String content(HttpResponse<String> response) {
        return json(response).at("/choices/0/message/content").asString();
    }

    /// The data of the events of a stream.
    public static List<String> events(String body) {
        List<String> events = new ArrayList<>();
        for (String block : body.split("\n\n", -1)) {
            if (block.startsWith("data: ")) {
                events.add(block.substring("data: ".length()));
            }
        }
        return events;
    }

    /// What a choice of a stream says in all.
    public static String said(List<String> events, int choice) {
        StringBuilder said = new StringBuilder();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                for (JsonNode each : JSON.readTree(event).path("choices")) {
                    if (each.path("index").asInt(0) == choice) {
                        said.append(each.at("/delta/content").asString(""));
                    }
                }
            }
        }
        return said.toString();
    }

    public static String callId(HttpResponse<?> response) {
        return response.headers().firstValue("x-plumbline-call-id").orElseThrow();
    }

    /// The variant that answered.
    public static String variantOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plumbline-variant").orElse(answer.body());
    }

    /// The audit event of a call, once it is in the database.
    public JsonNode event(HttpResponse<?> response) {
        return event(callId(response));
    }

    public JsonNode event(String callId) {
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        return await("the event of the call")
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> superuser
                                .sql("select convert_from(canonical, 'UTF8') from audit.event where id = ?::uuid")
                                .param(callId)
                                .query(String.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .map(JSON::readTree)
                .orElseThrow();
    }

    public JdbcClient database() {
        return JdbcClient.create(service.database().superuser());
    }

    @Override
    public void close() {
        service.close();
        registry.close();
        // Without waiting for streams that a test has left half read.
        http.shutdownNow();
    }
}
