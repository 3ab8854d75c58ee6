package io.plumbline.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.PriceQuery;
import io.plumbline.clients.gateway.GatewayClient.PriceQuotes;
import io.plumbline.clients.gateway.GatewayClient.Restraint;
import io.plumbline.clients.gateway.GatewayClient.RestraintOrder;
import io.plumbline.clients.gateway.RolloutVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Takes verdicts and restraints over real HTTP, or answers as it is told. Thread-safe.
final class FakeGateway implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Map<UUID, Integer> statuses = new ConcurrentHashMap<>();
    private final List<Ordered> ordered = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> routes = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/rollouts/", this::judge);
        server.createContext("/api/v1/routes/", this::restrain);
        server.createContext("/internal/v1/price-quotes", FakeGateway::quote);
        server.start();
    }

    /// A verdict that came, whatever was answered.
    record Told(UUID rollout, RolloutVerdict verdict, int answered) {}

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// How verdicts of a rollout are answered from now on; 204 unless said otherwise.
    void answer(UUID rollout, int status) {
        statuses.put(rollout, status);
    }

    List<Told> posted(UUID rollout) {
        return told.stream().filter(each -> each.rollout().equals(rollout)).toList();
    }

    /// A restraint that was ordered, or released where the order is null.
    record Ordered(String route, UUID id, @Nullable RestraintOrder order, boolean onlyIfUnchanged, int answered) {}

    /// How orders and releases on a route are answered from now on; as usual for 0.
    void answerOn(String route, int status) {
        routes.put(route, status);
    }

    /// Orders on a route are answered with the problem `conflict` from now on: something changed at the same time.
    void conflictOn(String route) {
        busy.add(route);
        routes.put(route, 409);
    }

    List<Ordered> orders(String route) {
        return ordered.stream().filter(each -> each.route().equals(route)).toList();
    }

    private void restrain(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean put = exchange.getRequestMethod().equals("PUT");
        RestraintOrder order = put ? JSON.readValue(body, RestraintOrder.class) : null;
        boolean authorized = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer ");
        int told = authorized ? routes.getOrDefault(path[4], 0) : 401;
        int status = told > 0 ? told : put ? 200 : 204;
        ordered.add(new Ordered(
                path[4],
                UUID.fromString(path[6]),
                order,
                String.valueOf(exchange.getRequestURI().getQuery()).contains("onlyIfUnchanged=true"),
                status));
        Instant now = Instant.now();
        byte[] answer = status == 200 && order != null
                ? JSON.writeValueAsBytes(new Restraint(
                        Map.of("paused", false), Map.of("paused", true), now, now.plusSeconds(order.seconds())))
                : ("{\"type\": \"https://plumbline.example/problems/"
                                + (busy.contains(path[4]) ? "conflict" : "route-changed")
                                + "\", \"detail\": \"The route was changed since.\"}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        if (status != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private void judge(HttpExchange exchange) throws IOException {
        UUID rollout = UUID.fromString(exchange.getRequestURI().getPath().split("/", -1)[4]);
        RolloutVerdict verdict = JSON.readValue(exchange.getRequestBody().readAllBytes(), RolloutVerdict.class);
        boolean authorized = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer ");
        int status = authorized ? statuses.getOrDefault(rollout, 204) : 401;
        told.add(new Told(rollout, verdict, status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// A token of `priced` costs a cent and of `dear` three; no other model has a price.
    private static void quote(HttpExchange exchange) throws IOException {
        PriceQuery query = JSON.readValue(exchange.getRequestBody().readAllBytes(), PriceQuery.class);
        List<@Nullable BigDecimal> costs = new ArrayList<>();
        for (GatewayClient.Usage usage : query.usages()) {
            int cents = usage.model().equals("priced") ? 1 : usage.model().equals("dear") ? 3 : 0;
            costs.add(cents == 0 ? null : BigDecimal.valueOf(cents * (usage.inputTokens() + usage.outputTokens()), 2));
        }
        byte[] answer = JSON.writeValueAsBytes(new PriceQuotes(costs));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
