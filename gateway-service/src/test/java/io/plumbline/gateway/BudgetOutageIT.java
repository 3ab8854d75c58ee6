package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Budgets while the database does not answer. A call may cost 0.006 dollars and costs 0.000003; a replica
/// leases two hundredths of 10 dollars ahead.
class BudgetOutageIT {

    private static final String CALL = chat("support", "Hi", ", \"max_tokens\": 10000");

    @Test
    void spendsWhatIsLeasedAndThenRefuses() throws SQLException {
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = start(provider, Map.of())) {
            assertThat(gateway.call(CALL).statusCode()).isEqualTo(200);
            gateway.event(gateway.call(CALL));
            List<HttpResponse<String>> refused = new ArrayList<>();
            List<Duration> waits = new ArrayList<>();
            int answered = 0;
            try (DatabaseOutage _ = DatabaseOutage.of(gateway.service().database())) {
                // An answer counts with what it used, so that the lease lasts for long.
                for (int i = 0; i < 20; i++) {
                    answered += gateway.call(CALL).statusCode() == 200 ? 1 : 0;
                }
                for (int i = 0; i < 2; i++) {
                    long begin = System.nanoTime();
                    refused.add(gateway.call(chat("support", "Hi", ", \"max_tokens\": 1000000")));
                    waits.add(Duration.ofNanos(System.nanoTime() - begin));
                }
            }
            assertThat(answered).as("calls go on without the database").isEqualTo(20);
            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(json(answer).at("/error/code").asString()).isEqualTo("budget_unavailable");
            });
            assertThat(Collections.min(waits)).as("it does not wait for long").isLessThan(Duration.ofSeconds(3));
            await("the ledger answers again")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(gateway.call(chat("support", "Hi", ", \"max_tokens\": 1000000"))
                                    .statusCode())
                            .isEqualTo(200));
        }
    }

    @Test
    void goesOnWithoutTheLedgerWhereThatIsAllowedAndChargesLater() throws SQLException {
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = start(provider, Map.of("plumbline.gateway.budgets.unavailable", "allow"))) {
            assertThat(gateway.call(CALL).statusCode()).isEqualTo(200);
            try (DatabaseOutage _ = DatabaseOutage.of(gateway.service().database())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(gateway.call(chat("support", "Hi", ", \"max_tokens\": 1000000"))
                                    .statusCode())
                            .isEqualTo(200);
                }
            }
            await("they are charged")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(json(gateway.send("GET", "/api/v1/budgets/all", gateway.admin(), ""))
                                            .path("spentUsd")
                                            .decimalValue())
                                    .isEqualByComparingTo("0.000018"));
        }
    }

    private static RunningGateway start(ScriptedProvider provider, Map<String, String> properties) {
        RunningGateway gateway = RunningGateway.start(properties);
        gateway.provider("fake", provider.url());
        gateway.route("support", "[" + variant("v", "fake", "sim-m", 1) + "]", "");
        HttpResponse<String> made = gateway.send("PUT", "/api/v1/budgets/all", gateway.admin(), """
                {"scope": {"team": "%s"}, "amountUsd": 10, "period": "MONTH", "action": "REJECT"}""".formatted(TEAM));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return gateway;
    }
}
