package io.plumbline.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Eval-service as far as the registry asks it: the revisions of suites.
public final class FakeEval implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Integer> revisions = new ConcurrentHashMap<>();

    FakeEval() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/suites/", this::suite);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A suite comes into this revision.
    public void suite(String name, int revision) {
        revisions.put(name, revision);
    }

    private void suite(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Integer revision = revisions.get(path.substring(path.lastIndexOf('/') + 1));
        answer(
                exchange,
                revision == null ? 404 : 200,
                revision == null ? null : "{\"name\":\"x\",\"revision\":" + revision + "}");
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
