package io.plumbline.e2e;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Another replica of the running stack's gateway, as a process of its own that is told what the first one is told,
/// but for its port and its folder.
public final class SecondGateway implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Beyond those of the stack.
    private static final int PORT = 18_180;

    private final RunningStack stack;
    private final Process process;
    private final String url = "http://127.0.0.1:" + PORT;

    /// Starts it and waits until it is ready.
    ///
    /// @param folder its own: journal and copies outlive the process there
    /// @param properties others instead of the stack's
    SecondGateway(RunningStack stack, Path folder, Map<String, String> properties) throws IOException {
        this(stack, folder, properties, null);
    }

    /// @param classes that come before those of the gateway; null for none
    public SecondGateway(RunningStack stack, Path folder, Map<String, String> properties, @Nullable Path classes)
            throws IOException {
        this.stack = stack;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + BuiltLib.FOLDER.resolve("service.options"),
                "-cp",
                (classes == null ? "" : classes + File.pathSeparator) + BuiltLib.FOLDER + "/*",
                "io.plumbline.gateway.GatewayApplication",
                "--spring.config.additional-location=file:"
                        + RunningStack.home().resolve("secrets").resolve("gateway-service.properties"),
                "--server.port=" + PORT,
                "--plumbline.gateway.journal-directory=" + folder.resolve("journal"),
                "--plumbline.snapshots.directory=" + folder.resolve("snapshots")));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log.txt").toFile()))
                .start();
        await("the second gateway is ready")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> get("/actuator/health/readiness") == 200);
    }

    /// The status of a chat completion that one of the gateways answers.
    static int call(RunningStack stack, String gateway, String key, Map<String, ?> body) {
        return stack.send(HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build())
                .statusCode();
    }

    private int get(String path) {
        return stack.send(HttpRequest.newBuilder(URI.create(url + path)).build())
                .statusCode();
    }

    public String url() {
        return url;
    }

    /// SIGKILL: nothing is written any more that was not.
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
