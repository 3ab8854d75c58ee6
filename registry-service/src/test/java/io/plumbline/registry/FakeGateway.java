package io.plumbline.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// The gateway as far as the registry asks it: its routes.
public final class FakeGateway implements AutoCloseable {

    private final HttpServer server;
    private volatile String routes = "[]";

    FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/routes", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param json a list of routes; empty for a gateway that refuses the call
    public void routes(String json) {
        routes = json;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = ("{\"items\": " + routes + ", \"nextCursor\": null}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(routes.isEmpty() ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
