package io.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole", exchange -> answer(exchange, 200, 5));
        server.createContext("/chunked", exchange -> answer(exchange, 200, 0));
        server.createContext("/broken", exchange -> answer(exchange, 500, 5));
        server.createContext("/guarded", this::refuse);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void callsFromAsManyConnectionsAsToldAndCountsEveryAnswer() {
        Run run = run("/whole", 3);
        LoadMeasurements measured = run.measured();

        assertThat(measured.calls()).isEqualTo(received.size()).isGreaterThan(3);
        assertThat(clients).hasSize(3);
        assertThat(received).contains("Bearer key {\"n\": 1}", "Bearer key {\"n\": 2}");
        assertThat(measured.callsPerSecond())
                .isBetween(measured.calls() / seconds(run.taken()), measured.calls() / seconds(run.asked()));
    }

    @Test
    void readsAnswersInChunksToTheirEnd() {
        LoadMeasurements measured = run("/chunked", 1).measured();

        assertThat(measured.calls()).isEqualTo(received.size()).isGreaterThan(1);
        assertThat(clients).hasSize(1);
        assertThat(measured.firstMillis(0.5)).isPositive().isLessThanOrEqualTo(measured.wholeMillis(0.5));
    }

    @Test
    void measuresNothingWhereCallsFail() {
        Load failing = new Load(target("/broken"), 2);

        assertThatThrownBy(() -> failing.runFor(SHORT))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("answered HTTP/1.1 500");
    }

    @Test
    void sendsEachRequestOnceAndCountsThoseThatAGuardRefuses() {
        LoadMeasurements measured = Load.once(target("/guarded"), 2).runFor(Duration.ofMinutes(1));

        assertThat(received).containsExactlyInAnyOrder("Bearer key {\"n\": 1}", "Bearer key {\"n\": 2}");
        assertThat(measured.calls()).isEqualTo(2);
        assertThat(measured.refused()).isEqualTo(2);
        Load strict = new Load(target("/guarded"), 1);
        assertThatThrownBy(() -> strict.runFor(SHORT)).hasMessageContaining("answered HTTP/1.1 400");
    }

    @Test
    void saysThatNobodyListens() {
        LoadTarget target = target("/whole");
        server.stop(0);

        assertThatThrownBy(() -> new Load(target, 2).runFor(SHORT)).isInstanceOf(CannotContinue.class);
    }

    /// A run of the load.
    ///
    /// @param asked the requested duration
    /// @param taken the actual duration, including everything around it
    private record Run(LoadMeasurements measured, Duration asked, Duration taken) {}

    /// A short run, or a longer one if the machine was too slow for two calls of each caller.
    private Run run(String path, int callers) {
        Run run = run(path, callers, SHORT);
        if (clients.size() == callers && received.size() >= 2 * callers) {
            return run;
        }
        clients.clear();
        received.clear();
        return run(path, callers, Duration.ofSeconds(2));
    }

    private Run run(String path, int callers, Duration asked) {
        long start = System.nanoTime();
        LoadMeasurements measured = new Load(target(path), callers).runFor(asked);
        return new Run(measured, asked, Duration.ofNanos(System.nanoTime() - start));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private LoadTarget target(String path) {
        String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
        return LoadTarget.posting(url, "key", List.of("{\"n\": 1}", "{\"n\": 2}"));
    }

    private void refuse(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] error = "{\"error\":{\"type\":\"guardrail_violation\"}}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, error.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(error);
        }
    }

    /// @param length of the body; 0 for chunks
    private void answer(HttpExchange exchange, int status, long length) throws IOException {
        clients.add(exchange.getRemoteAddress());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        exchange.sendResponseHeaders(status, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("he".getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write("llo".getBytes(StandardCharsets.UTF_8));
        }
    }
}
