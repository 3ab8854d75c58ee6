package io.plumbline.kit.sibling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Another service, over real HTTP, that answers as it is told: first what is planned, then 200 for ever.
final class Sibling implements AutoCloseable {

    /// In a plan: breaks the connection without an answer.
    static final int BREAK = 0;

    /// In a plan: answers with 200 once it is released.
    static final int HANG = -1;

    private final HttpServer server;
    private final CountDownLatch released = new CountDownLatch(1);
    private final Queue<Integer> plan = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String body = "{}";

    Sibling() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void plan(int... statuses) {
        for (int status : statuses) {
            plan.add(status);
        }
    }

    void body(String json) {
        body = json;
    }

    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Integer planned = plan.poll();
            calls.incrementAndGet();
            int status = planned == null ? 200 : planned;
            if (status == BREAK) {
                throw new IOException("broken on purpose");
            }
            if (status == HANG) {
                released.await();
                status = 200;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
