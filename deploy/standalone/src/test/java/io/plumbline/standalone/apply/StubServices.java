package io.plumbline.standalone.apply;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server in place of all services, with configured answers; by default it reports no changes.
final class StubServices implements AutoCloseable {

    private static final String UNCHANGED = "{\"from\": 1, \"to\": 1, \"etag\": \"\\\"0\\\"\", \"changes\": []}";

    private final List<String> requests = new ArrayList<>();
    private final Map<String, Stub> stubs = new HashMap<>();
    private final HttpServer server;

    /// @param until the request after which the answer no longer applies
    private record Stub(int status, String body, @Nullable String until) {}

    StubServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// The received requests, each as `PUT /api/v1/routes/a` with the `If-Match` or the `Idempotency-Key` if
    /// there is one.
    List<String> requests() {
        return requests;
    }

    /// @param thing such as `routes/support`
    void differs(String thing, String diff) {
        stubs.put("POST /api/v1/" + thing + "/diff", new Stub(200, diff, null));
    }

    /// @param until a request such as `PUT /api/v1/routes/a`, after which it is accepted
    void refuses(String thing, int status, String problem, @Nullable String until) {
        stubs.put("POST /api/v1/" + thing + "/diff", new Stub(status, problem, until));
    }

    /// Sets the answer to a version of a resource.
    void registers(String thing, int status, String body) {
        stubs.put("POST /api/v1/" + thing + "/versions", new Stub(status, body, null));
    }

    /// Sets the answer to a request.
    ///
    /// @param request such as `GET /api/v1/models`
    void answers(String request, int status, String body) {
        stubs.put(request, new Stub(status, body, null));
    }

    /// The first answer states that another client is registering it.
    void registersOnceAskedAgain(String thing, String problem) {
        String path = "POST /api/v1/" + thing + "/versions";
        stubs.put(path, new Stub(409, problem, path));
    }

    /// The answer to a document that refers to missing resources.
    static String missing(String... pointers) {
        StringBuilder errors = new StringBuilder();
        for (String pointer : pointers) {
            errors.append(errors.isEmpty() ? "" : ", ")
                    .append("{\"pointer\": \"" + pointer + "\", \"message\": \"is not there\"}");
        }
        return "{\"type\": \"/problems/unknown-target\", \"detail\": \"See errors.\", \"errors\": [" + errors + "]}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Stub answer = stubs.get(request);
        if (answer == null || (answer.until() != null && hasBeen(answer.until()))) {
            answer = new Stub(200, request.endsWith("/diff") ? UNCHANGED : version(exchange), null);
        }
        requests.add(request + header(exchange, "If-Match") + header(exchange, "Idempotency-Key"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private boolean hasBeen(String request) {
        return requests.stream().anyMatch(each -> each.startsWith(request));
    }

    /// A resource registered under a key such as `apply prompt answer@2` is version 2.
    private static String version(HttpExchange exchange) {
        String key = header(exchange, "Idempotency-Key");
        return key.isEmpty() ? "{}" : "{\"version\": " + key.substring(key.lastIndexOf('@') + 1) + "}";
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : " " + value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
