package io.plumbline.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.clients.eval.GateOrder;
import io.plumbline.clients.eval.GateSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Eval-service as far as the registry asks it: the revisions of suites, one by one and as a feed. Thread-safe.
public final class FakeEval implements AutoCloseable {

    private static final Pattern QUERY = Pattern.compile("since=(\\d+)&waitSeconds=(\\d+)");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SuiteEntry> suites = new HashMap<>();
    private final Map<UUID, GateOrder> gates = new LinkedHashMap<>();
    private final Map<String, String> verdicts = new ConcurrentHashMap<>();
    private long version = 1;
    private volatile HttpServer server;

    FakeEval() {
        server = listen(0);
    }

    private HttpServer listen(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/api/v1/suites/", this::suite);
            made.createContext("/internal/v1/snapshot", this::snapshot);
            made.createContext("/api/v1/gates", this::gate);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A suite comes into this revision, now.
    public void suite(String name, int revision) {
        suite(name, revision, Instant.now());
    }

    /// A suite came into this revision at that time.
    public void suite(String name, int revision, Instant storedAt) {
        suite(name, revision, storedAt, null);
    }

    /// The same, by an approval.
    public void suite(String name, int revision, Instant storedAt, @Nullable UUID approval) {
        suite("promotion", name, revision, storedAt, approval);
    }

    /// A suite of another team comes into its first revision, now.
    public void suiteOf(String team, String name) {
        suite(team, name, 1, Instant.now(), null);
    }

    private void suite(String team, String name, int revision, Instant storedAt, @Nullable UUID approval) {
        lock.lock();
        try {
            suites.put(
                    name,
                    new SuiteEntry(name, team, revision, "sha256:" + "0".repeat(64), "faq@1", storedAt, approval));
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The orders of the gates that were opened, each once.
    public List<GateOrder> gates() {
        lock.lock();
        try {
            return List.copyOf(gates.values());
        } finally {
            lock.unlock();
        }
    }

    /// All gates of these suites, present and future, end with a verdict.
    public void decide(String suite, String verdict) {
        verdicts.put(suite, verdict);
    }

    private void gate(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        UUID id;
        GateOrder order;
        lock.lock();
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
                gates.putIfAbsent(id, Registry.JSON.readValue(body, GateOrder.class));
            } else {
                id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
            }
            order = gates.get(id);
        } finally {
            lock.unlock();
        }
        String verdict = order == null ? null : verdicts.get(order.suite());
        answer(
                exchange,
                order == null ? 404 : 202,
                Registry.JSON.writeValueAsString(
                        new GateSummary(id, verdict == null ? "RUNNING" : "DONE", verdict, null)));
    }

    /// Breaks all connections and takes none, until [#comeBack].
    public void leave() {
        server.stop(0);
    }

    /// Is there again, at the same address.
    public void comeBack() {
        server = listen(server.getAddress().getPort());
    }

    private void suite(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        SuiteEntry suite;
        lock.lock();
        try {
            suite = suites.get(path.substring(path.lastIndexOf('/') + 1));
        } finally {
            lock.unlock();
        }
        answer(
                exchange,
                suite == null ? 404 : 200,
                suite == null ? null : "{\"name\":\"x\",\"revision\":" + suite.revision() + "}");
    }

    private void snapshot(HttpExchange exchange) throws IOException {
        Matcher query = QUERY.matcher(exchange.getRequestURI().getQuery());
        query.matches();
        long since = Long.parseLong(query.group(1));
        long left = Long.parseLong(query.group(2)) * 1_000_000_000L;
        EvalSnapshot answer;
        lock.lock();
        try {
            while (version == since && left > 0) {
                left = changed.awaitNanos(left);
            }
            answer = new EvalSnapshot(version, true, List.copyOf(suites.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
        answer(exchange, 200, Registry.JSON.writeValueAsString(answer));
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
