package io.plumbline.eval.scorer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service that scores answers: 1 for those with the word "handbook", nothing for "no idea", else 0.5. It fails the
/// first call.
final class FakeScorer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// A received call.
    record Call(String id, long timestamp, String signature, String body) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile String version = "1.0";

    /// The versions that the next calls state, before `version`.
    final Queue<String> next = new ConcurrentLinkedQueue<>();

    private final HttpServer server;

    FakeScorer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/score", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/score";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body));
            if (calls.size() == 1) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String scores = JSON.readTree(body)
                    .path("items")
                    .valueStream()
                    .map(FakeScorer::score)
                    .collect(Collectors.joining(","));
            byte[] answer = "{\"scores\": [%s], \"version\": \"%s\"}"
                    .formatted(scores, Objects.requireNonNullElse(next.poll(), version))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String score(JsonNode item) {
        String answer = item.path("hypothesis").asString();
        return answer.contains("handbook") ? "1" : answer.equals("no idea") ? "NaN" : "0.5";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
