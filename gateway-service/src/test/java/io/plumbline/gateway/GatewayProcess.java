package io.plumbline.gateway;

import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.FakeGovernance;
import io.plumbline.testpostgres.FreePort;
import io.plumbline.testpostgres.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The gateway as a process of its own, to be killed.
final class GatewayProcess implements AutoCloseable {

    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Process process;
    private final String url;

    GatewayProcess(
            TestDatabase database,
            FakeGovernance governance,
            FakeRegistry registry,
            Path journal,
            Map<String, String> properties)
            throws IOException {
        int port = FreePort.find();
        url = "http://127.0.0.1:" + port;
        Map<String, String> all = new TreeMap<>(database.properties("gateway"));
        all.put("server.port", Integer.toString(port));
        all.put("server.address", "127.0.0.1");
        all.put("plumbline.public-url", url);
        all.put("plumbline.key-encryption-key", SECRET);
        all.put("plumbline.pseudonym-key", SECRET);
        all.put("plumbline.security.issuer", governance.url());
        all.put("plumbline.security.jwks-uri", governance.url() + "/oauth2/jwks");
        all.put("plumbline.security.client-secret", "test");
        for (String sibling : List.of("governance", "gateway", "eval", "monitoring")) {
            all.put("plumbline.services." + sibling, governance.url());
        }
        all.put("plumbline.services.registry", registry.url());
        all.put("plumbline.gateway.journal-directory", journal.toString());
        all.put("plumbline.gateway.allow-private-providers", "true");
        all.putAll(properties);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayApplication.class.getName()));
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        process = new ProcessBuilder(command).inheritIO().start();
        try {
            awaitReady();
        } catch (RuntimeException e) { // nobody has it to close
            kill();
            throw e;
        }
    }

    private void awaitReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            await("the process is ready")
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> client.send(readiness, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    String url() {
        return url;
    }

    /// SIGKILL: nothing of it runs any more when this returns.
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
