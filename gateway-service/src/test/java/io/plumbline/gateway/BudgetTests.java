package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Budgets on a route that leads to a priced model. Prices of `sim-*`: 0.15 dollars for a million tokens of input, 0.60
/// for output. The provider counts 10 and 5.
@ExtendWith(SharedGateway.class)
abstract class BudgetTests {

    static final String BUDGETS = "/api/v1/budgets/";
    static final String ROUTE = "budgeted";

    final RunningGateway gateway;
    final ScriptedProvider provider;

    BudgetTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void makeRoute() {
        gateway.route(ROUTE, "[" + variant("v", "fake", "sim-m", 1) + "]", "");
    }

    @AfterEach
    void removeBudgets() {
        gateway.database()
                .sql("select name from gateway.budget")
                .query(String.class)
                .list()
                .forEach(name -> gateway.send("DELETE", BUDGETS + name, gateway.admin(), ""));
    }

    void awaitSpent(String name, String usd) {
        await("it is in the ledger")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(name).path("spentUsd").decimalValue()).isEqualByComparingTo(usd));
    }

    JsonNode get(String name) {
        return json(gateway.send("GET", BUDGETS + name, gateway.admin(), ""));
    }

    HttpResponse<String> call(String more) {
        return gateway.call(chat(ROUTE, "Hi", more));
    }

    HttpResponse<String> put(String name, String scope, String amount, String period, String action) {
        return gateway.send("PUT", BUDGETS + name, gateway.admin(), body(scope, amount, period, action));
    }

    static String body(String scope, String amount, String period, String action) {
        return """
                {"scope": %s, "amountUsd": %s, "period": "%s", "action": "%s"}""".formatted(scope, amount, period, action);
    }

    static String scope(String dimension, String value) {
        return "{\"" + dimension + "\": \"" + value + "\"}";
    }

    /// Asks, and does not wait for the answer.
    void leave(String body, BooleanSupplier until) throws IOException {
        URI url = URI.create(gateway.service().url());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + gateway.application() + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(20)).until(until::getAsBoolean);
        }
    }
}
