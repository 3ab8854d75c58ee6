package io.plumbline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.configuration.RiskTier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small registry-service over real HTTP: publishes models and prompts by long polling, and moves their
/// pointers.
public final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private volatile HttpServer server;
    private final FakeKnowledge knowledge = new FakeKnowledge();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ModelEntry> models = new HashMap<>();
    private final Map<String, PromptEntry> prompts = new HashMap<>();
    private final List<String> moves = new ArrayList<>();
    private @Nullable String refusal;
    private boolean away;
    private boolean held;
    private int waiting;
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
        made.createContext("/internal/v1/standings", this::standings);
        made.createContext("/api/v1/", this::transition);
        knowledge.register(made);
        made.start();
        return made;
    }

    public FakeKnowledge knowledge() {
        return knowledge;
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

    /// A model of as many versions, of which the first is in production; version 3 is served by the
    /// provider's `m3`.
    ///
    /// @param gated whether each may be in production
    public void versions(String team, String name, String provider, boolean... gated) {
        List<ModelVersionEntry> versions = new ArrayList<>();
        for (int i = 1; i <= gated.length; i++) {
            versions.add(new ModelVersionEntry(i, "FOUNDATION", provider, "m" + i, "NONE", gated[i - 1], null));
        }
        publish(new ModelEntry(name, team, "MINIMAL", Map.of("production", 1), versions));
    }

    /// A prompt of as many versions that may be in production; none is.
    public void prompt(String team, String name, int versions) {
        List<PromptVersionEntry> entries = new ArrayList<>();
        for (int i = 1; i <= versions; i++) {
            entries.add(new PromptVersionEntry(
                    i,
                    JSON.readTree("[{\"role\": \"system\", \"content\": \"Prompt " + i + ".\"}]"),
                    JSON.readTree("{}"),
                    null,
                    "NONE",
                    true));
        }
        publish(new PromptEntry(name, team, Map.of(), entries));
    }

    /// Points an alias of a model, as a person would; at no version for null.
    public void point(String model, @Nullable Integer production) {
        change(() -> models.computeIfPresent(
                model,
                (_, entry) -> new ModelEntry(
                        entry.name(), entry.team(), entry.riskTier(), pointer(production), entry.versions())));
    }

    /// Points another alias of a model.
    public void alias(String model, String alias, int version) {
        change(() -> models.computeIfPresent(
                model,
                (_, entry) -> new ModelEntry(
                        entry.name(),
                        entry.team(),
                        entry.riskTier(),
                        Map.of("production", 1, alias, version),
                        entry.versions())));
    }

    private void pointPrompt(String prompt, @Nullable Integer production) {
        change(() -> prompts.computeIfPresent(
                prompt, (_, entry) -> new PromptEntry(prompt, entry.team(), pointer(production), entry.versions())));
    }

    private static Map<String, Integer> pointer(@Nullable Integer production) {
        return production == null ? Map.of() : Map.of("production", production);
    }

    /// Which version of a model is in production; null for none.
    public @Nullable Integer production(String model) {
        return locked(() -> models.get(model).aliases().get("production"));
    }

    /// The transitions that were asked for, as `models/NAME@V PRODUCTION`.
    public List<String> moves() {
        return locked(() -> List.copyOf(moves));
    }

    /// Refuses transitions with this problem from now on; null: takes them again.
    public void refuse(@Nullable String problem) {
        change(() -> refusal = problem);
    }

    /// Answers no transition from now on, or does again.
    public void away(boolean nowAway) {
        change(() -> away = nowAway);
    }

    /// Keeps transitions waiting from now on, or lets them go on.
    public void hold(boolean nowHeld) {
        change(() -> held = nowHeld);
    }

    /// How many transitions wait.
    public int waiting() {
        return locked(() -> waiting);
    }

    private void awaitRelease() {
        lock.lock();
        try {
            waiting++;
            while (held) {
                changed.awaitUninterruptibly();
            }
            waiting--;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void transition(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String to = JSON.readTree(exchange.getRequestBody()).path("to").asString();
        String kind = path[3];
        String name = path[4];
        int number = Integer.parseInt(path[6]);
        awaitRelease();
        String problem = locked(() -> refusal);
        if (locked(() -> away)) {
            answer(exchange, 503, "{}");
        } else if (problem != null) {
            answer(exchange, 409, problem);
        } else {
            Integer pointed = to.equals("PRODUCTION") ? number : null;
            locked(() -> moves.add(kind + "/" + name + "@" + number + " " + to));
            if (kind.equals("models")) {
                point(name, pointed);
            } else {
                pointPrompt(name, pointed);
            }
            answer(exchange, 200, """
                    {"name": "%s", "version": %d, "stage": "%s", "aliases": {}}""".formatted(name, number, to));
        }
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

    /// As the snapshot would say it.
    private void standings(HttpExchange exchange) throws IOException {
        List<VersionStanding> answer = new ArrayList<>();
        for (JsonNode ref : JSON.readTree(exchange.getRequestBody())) {
            String name = ref.path("name").asString();
            int number = ref.path("version").asInt();
            answer.add(locked(() -> ref.path("type").asString().equals("MODEL")
                    ? models.get(name).versions().stream()
                            .filter(each -> each.version() == number)
                            .map(each -> standing(
                                    each.standing(),
                                    each.mayServeProduction(),
                                    models.get(name).riskTier()))
                            .findFirst()
                            .orElseThrow()
                    : prompts.get(name).versions().stream()
                            .filter(each -> each.version() == number)
                            .map(each -> standing(each.standing(), each.mayServeProduction(), "MINIMAL"))
                            .findFirst()
                            .orElseThrow()));
        }
        answer(exchange, 200, JSON.writeValueAsString(answer));
    }

    private static VersionStanding standing(@Nullable VersionStanding told, boolean gated, String tier) {
        return told != null
                ? told
                : new VersionStanding(
                        gated, false, gated ? RiskTier.valueOf(tier).approvers() : 0, null, List.of(), null);
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
        answer(exchange, 200, JSON.writeValueAsString(answer));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
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
