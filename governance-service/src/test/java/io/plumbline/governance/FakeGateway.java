package io.plumbline.governance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Says which production routes a guard policy governs, as the gateway does. None, unless told. Thread-safe.
public final class FakeGateway implements AutoCloseable {

    private static final String NOTHING = "{\"riskTier\":null,\"routes\":[]}";

    private final HttpServer server;
    private final Map<String, String> uses = new ConcurrentHashMap<>();
    private volatile int status = 200;

    FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the test's gateway", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/policies/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// From now on, the policy governs one production route of this tier.
    public void uses(String policy, String riskTier, String route) {
        uses.put(policy, "{\"riskTier\":\"%s\",\"routes\":[\"%s\"]}".formatted(riskTier, route));
    }

    /// From now on, the policy governs no production route.
    public void forget(String policy) {
        uses.remove(policy);
    }

    /// From now on, answers with this status.
    public void answers(int other) {
        status = other;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String policy = exchange.getRequestURI().getPath().split("/", -1)[4];
        byte[] body = uses.getOrDefault(policy, NOTHING).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            if (status == 200) {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
