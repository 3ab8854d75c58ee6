package io.plumbline.eval;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/// A sibling over real HTTP that answers what a test tells it.
public abstract class FakeService implements AutoCloseable {

    protected static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;

    protected FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = answer(exchange, new String(body, java.nio.charset.StandardCharsets.UTF_8));
            byte[] bytes = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /// What is answered.
    protected record Reply(int status, Object body, Map<String, String> headers) {

        static Reply ok(Object body) {
            return new Reply(200, body, Map.of());
        }

        static Reply notFound() {
            return new Reply(404, Map.of("type", "/problems/not-found"), Map.of());
        }
    }

    protected abstract Reply answer(HttpExchange exchange, String body);

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
