package io.plumbline.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes dataset versions and reports of lineage over real HTTP. Thread-safe.
final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();
    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/datasets/", this::upload);
        server.createContext("/api/v1/lineage", this::report);
        server.start();
    }

    /// A multipart body and the name of its dataset.
    record Upload(String dataset, String body) {

        /// The lines of the uploaded file.
        List<JsonNode> records() {
            return body.lines()
                    .filter(line -> line.startsWith("{"))
                    .map(JSON::readTree)
                    .toList();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Upload> uploads(String dataset) {
        return uploads.stream()
                .filter(upload -> upload.dataset().equals(dataset))
                .toList();
    }

    List<JsonNode> reports() {
        return List.copyOf(reports);
    }

    private void upload(HttpExchange exchange) throws IOException {
        String dataset = exchange.getRequestURI().getPath().split("/", -1)[4];
        uploads.add(new Upload(dataset, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer(exchange, 201, "{\"version\": " + uploads(dataset).size() + "}");
    }

    private void report(HttpExchange exchange) throws IOException {
        reports.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        answer(exchange, 201, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
