package io.plumbline.e2e.production;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.e2e.RunningStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model server at an address of its own. It has the simulator answer, and remembers what customers' calls looked
/// like when they arrived: what a provider got, whatever Plumbline says that it sent.
final class Vendor implements AutoCloseable {

    /// In every question of a customer, and in nothing else.
    static final String MARK = "customer's question";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PLACEHOLDER = Pattern.compile("([A-Z_]+)[_-][0-9a-zA-Z]{4,}");

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI simulator;
    private final List<String> received = new ArrayList<>();

    Vendor(RunningStack stack) throws IOException {
        simulator = URI.create(stack.credential("simulatorUrl"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// The customers' calls since the last time, as they arrived but for what differs from call to call.
    List<String> takeReceived() {
        synchronized (received) {
            List<String> taken = List.copyOf(received);
            received.clear();
            return taken;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (new String(body, StandardCharsets.UTF_8).contains(MARK)) {
                String sent = asSent(JSON.readTree(body));
                synchronized (received) {
                    received.add(sent);
                }
            }
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(simulator.resolve(exchange.getRequestURI()))
                            .header("Content-Type", "application/json")
                            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("content-type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("content-type", type));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Placeholders are drawn for each call.
    private static String asSent(JsonNode body) {
        ((ObjectNode) body).remove("user");
        return PLACEHOLDER.matcher(body.toString()).replaceAll("$1");
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
