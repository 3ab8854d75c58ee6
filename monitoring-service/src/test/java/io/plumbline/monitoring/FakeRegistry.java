package io.plumbline.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes dataset versions and reports of lineage, and has datasets and chunks, over real HTTP. Thread-safe.
final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();
    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final Map<String, Stored> datasets = new ConcurrentHashMap<>();
    private final Map<String, String> chunks = new ConcurrentHashMap<>();

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/datasets/", this::upload);
        server.createContext("/api/v1/lineage", this::report);
        server.createContext("/internal/v1/knowledge-bases/", this::chunks);
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

    private record Stored(String team, List<String> inputs) {}

    /// Has the first version of a dataset.
    void dataset(String name, String team, List<String> inputs) {
        datasets.put(name, new Stored(team, inputs));
    }

    /// Has the text of a chunk, in any knowledge base.
    void chunk(UUID chunk, String text) {
        chunks.put(chunk.toString(), text);
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
        if (exchange.getRequestMethod().equals("GET")) {
            dataset(exchange, datasets.get(dataset));
            return;
        }
        uploads.add(new Upload(dataset, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer(exchange, 201, "{\"version\": " + uploads(dataset).size() + "}");
    }

    private static void dataset(HttpExchange exchange, @Nullable Stored dataset) throws IOException {
        if (dataset == null) {
            answer(exchange, 404, "{}");
        } else if (exchange.getRequestURI().getPath().endsWith("/records")) {
            answer(
                    exchange,
                    200,
                    JSON.writeValueAsString(
                            page(dataset, exchange.getRequestURI().getQuery())));
        } else {
            answer(
                    exchange,
                    200,
                    JSON.writeValueAsString(Map.of(
                            "name",
                            "d",
                            "version",
                            1,
                            "team",
                            dataset.team(),
                            "digest",
                            "sha256:00",
                            "records",
                            dataset.inputs().size())));
        }
    }

    /// The cursor is the place of the next record.
    private static Map<String, Object> page(Stored dataset, String query) {
        int limit = Integer.parseInt(query.replaceAll(".*limit=([0-9]+).*", "$1"));
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=([0-9]+).*", "$1")) : 0;
        int to = Math.min(dataset.inputs().size(), from + limit);
        List<Map<String, String>> items = dataset.inputs().subList(from, to).stream()
                .map(input -> Map.of("input", input))
                .toList();
        return to < dataset.inputs().size()
                ? Map.of("items", items, "nextCursor", String.valueOf(to))
                : Map.of("items", items);
    }

    private void chunks(HttpExchange exchange) throws IOException {
        JsonNode query = JSON.readTree(exchange.getRequestBody().readAllBytes());
        answer(
                exchange,
                200,
                JSON.writeValueAsString(query.path("chunks")
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(chunks::containsKey)
                        .map(chunk -> Map.of("chunk", chunk, "text", chunks.get(chunk)))
                        .toList()));
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
