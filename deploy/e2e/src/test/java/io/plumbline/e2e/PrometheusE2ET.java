package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prometheus reads the metrics of a running stack, evaluates the rules of `deploy/observability`, and Alertmanager
/// delivers the alert. It takes Debian's packages `prometheus` and `prometheus-alertmanager`.
@Tag("full")
class PrometheusE2ET {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Path RULES = Path.of("../observability/prometheus/plumbline.rules.yaml");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROUTE = "unpriced";

    private static final Queue<JsonNode> delivered = new ConcurrentLinkedQueue<>();
    private static final List<String> SERVICES = List.of("gateway", "registry", "eval", "governance", "monitoring");
    private static RunningStack stack;
    private static HttpServer receiver;
    private static Process prometheus;
    private static Process alertmanager;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        stack = RunningStack.get();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            delivered.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus");
        int alerts = free();
        port = free();
        Files.writeString(
                folder.resolve("key"),
                Caller.of(stack, "platform", "telemetry-reader").key());
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: here, group_wait: 1s, group_interval: 1s, group_by: [alertname]}
                receivers: [{name: here, webhook_configs: [{url: "http://127.0.0.1:%d/"}]}]
                """.formatted(
                        receiver.getAddress().getPort()));
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
                scrape_configs:
                  - job_name: plumbline
                    metrics_path: /actuator/prometheus
                    authorization: {credentials_file: key}
                    static_configs: [{targets: [%s]}]
                """.formatted(
                RULES.toRealPath(),
                alerts,
                SERVICES.stream()
                        .map(service -> "\"" + URI.create(stack.url(service)).getAuthority() + "\"")
                        .collect(Collectors.joining(", "))));
        alertmanager = run(
                folder,
                "prometheus-alertmanager",
                "--config.file=alertmanager.yml",
                "--storage.path=alerts",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alerts);
        prometheus = run(
                folder,
                "prometheus",
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=series",
                "--web.listen-address=127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() {
        Stream.of(prometheus, alertmanager).forEach(Process::destroy);
        receiver.stop(0);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile())
                .start();
    }

    private static JsonNode query(String path) {
        try {
            return JSON.readTree(stack.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build())
                    .body());
        } catch (UncheckedIOException e) {
            return JSON.missingNode(); // it is still starting
        }
    }

    @Test
    void readsEachServiceAndEvaluatesEachRule() {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(query("/api/v1/targets").at("/data/activeTargets"))
                        .hasSize(SERVICES.size())
                        .allMatch(target -> target.path("health").asString().equals("up")));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(query("/api/v1/rules").at("/data/groups/0/rules"))
                        .hasSizeGreaterThan(10)
                        .allMatch(rule -> rule.path("health").asString().equals("ok")));
    }

    @Test
    void deliversAnAlertWithItsRunbook() {
        Map<String, ?> target = Map.of("provider", "simulator", "model", "without-price");
        Caller.admin(stack)
                .put(
                        "gateway",
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team",
                                "platform",
                                "environment",
                                "DEVELOPMENT",
                                "variants",
                                List.of(Map.of("name", "only", "weight", 1, "target", target))))
                .expect(201);
        Caller application = Caller.of(stack, "platform", "application");
        await("the gateway knows the key and the route")
                .until(() -> application.get("gateway", "/v1/models/" + ROUTE).status() == 200);
        await().atMost(LONGEST).untilAsserted(() -> {
            application
                    .post(
                            "gateway",
                            "/v1/chat/completions",
                            Map.of("model", ROUTE, "messages", List.of(Map.of("role", "user", "content", "Hello."))))
                    .expect(200);
            assertThat(delivered).anySatisfy(message -> {
                JsonNode alert = message.at("/alerts/0");
                assertThat(alert.at("/labels/alertname").asString()).isEqualTo("PlumblineUnpricedCalls");
                assertThat(alert.at("/labels/plumbline_route").asString()).isEqualTo(ROUTE);
                assertThat(alert.at("/annotations/runbook_url").asString()).isEqualTo("docs/guides/runbooks.md#prices");
                assertThat(alert.path("status").asString()).isEqualTo("firing");
            });
        });
    }
}
