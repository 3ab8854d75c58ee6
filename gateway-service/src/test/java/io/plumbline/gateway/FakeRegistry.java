package io.plumbline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/// A small registry-service over real HTTP: publishes models and prompts by long polling.
public final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private volatile HttpServer server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ModelEntry> models = new HashMap<>();
    private final Map<String, PromptEntry> prompts = new HashMap<>();
    private long version = 1;

    public FakeRegistry() {
        try {
            server = listen(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext("/internal/v1/snapshot", this::snapshot);
        made.start();
        return made;
    }

    /// Breaks all connections and takes none, until [#comeBack].
    void leave() {
        server.stop(0);
    }

    /// Is there again, at the same address and with what it knew.
    void comeBack() {
        try {
            server = listen(server.getAddress().getPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A model with one version, 1, that the alias `production` points to.
    public void model(String team, String name, String provider, String upstreamModel, boolean mayServeProduction) {
        publish(new ModelEntry(
                name,
                team,
                "MINIMAL",
                Map.of("production", 1),
                List.of(new ModelVersionEntry(
                        1, "FOUNDATION", provider, upstreamModel, "NONE", mayServeProduction, null))));
    }

    public void publish(ModelEntry model) {
        change(() -> models.put(model.name(), model));
    }

    public void publish(PromptEntry prompt) {
        change(() -> prompts.put(prompt.name(), prompt));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void snapshot(HttpExchange exchange) throws IOException {
        long since = Long.parseLong(parameter(exchange, "since"));
        long left = Long.parseLong(parameter(exchange, "waitSeconds")) * 1_000_000_000L;
        RegistrySnapshot answer;
        lock.lock();
        try {
            while (version == since && left > 0) {
                left = changed.awaitNanos(left);
            }
            answer = new RegistrySnapshot(version, true, List.copyOf(models.values()), List.copyOf(prompts.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
        byte[] bytes = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String parameter(HttpExchange exchange, String name) {
        for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
