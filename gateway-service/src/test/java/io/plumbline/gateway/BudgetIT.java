package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.accounting.CallReplay;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What calls may spend, and are charged.
class BudgetIT extends BudgetTests {

    BudgetIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void refusesACallThatMayCostMoreThanIsLeftAndTakesOneThatFits() {
        // 100 tokens of output cost 0.00006 dollars; the input some 0.00001
        put("small", scope("route", ROUTE), "0.00012", "MONTH", "REJECT");
        HttpResponse<String> first = call(", \"max_tokens\": 100");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        awaitSpent("small", "0.0000045");
        HttpResponse<String> refused = call(", \"max_tokens\": 1000");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("budget_exceeded");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(refused.headers().firstValue("retry-after")).isEmpty();
        JsonNode event = gateway.event(refused);
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("policy_budget");
        assertThat(event.path("outcome").asString()).isEqualTo("DENIED");
        assertThat(call(", \"max_tokens\": 100").statusCode())
                .as("what fits is let in, and a refusal has taken nothing")
                .isEqualTo(200);
        assertThat(gateway.event(call(", \"max_tokens\": 100, \"stream\": true"))
                        .at("/attributes/errorType"))
                .as("streams too")
                .isNotNull();
        put("small", scope("route", ROUTE), "1", "MONTH", "REJECT");
        assertThat(call(", \"max_tokens\": 1000").statusCode())
                .as("a larger amount holds at once")
                .isEqualTo(200);
        assertThat(get("small").path("spentUsd").decimalValue())
                .as("what was spent stays spent")
                .isGreaterThanOrEqualTo(new BigDecimal("0.000009"));
    }

    @Test
    void limitsAnAnswerThatNobodyHasLimited() {
        put("any", scope("route", ROUTE), "1", "MONTH", "REJECT");
        call("");
        assertThat(sent().path("max_tokens").asInt()).isEqualTo(4_096);
        call(", \"max_completion_tokens\": 77");
        assertThat(sent().path("max_completion_tokens").asInt()).isEqualTo(77);
        assertThat(sent().has("max_tokens")).isFalse();
        call(", \"max_tokens\": -1");
        assertThat(sent().path("max_tokens").asInt())
                .as("some servers take it for no limit")
                .isEqualTo(4_096);
        gateway.send("DELETE", BUDGETS + "any", gateway.admin(), "");
        call("");
        assertThat(sent().has("max_tokens"))
                .as("without a budget nothing is added")
                .isFalse();
    }

    @Test
    void limitsItInTheWordsOfWhoeverIsAsked() {
        gateway.route(ROUTE, "[" + variant("v", "fake", "sim-m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "gpt-5"}]""");
        put("named", scope("route", ROUTE), "1", "DAY", "REJECT");
        provider.plays((request, connection) -> {
            boolean old = request.body().path("model").asString().equals("sim-m");
            connection.json(old ? 500 : 200, old ? "{}" : ScriptedProvider.answer("Hello."));
        });
        assertThat(call("").statusCode()).isEqualTo(200);
        JsonNode first = provider.received().getFirst().body();
        assertThat(first.path("max_tokens").asInt()).isEqualTo(4_096);
        assertThat(first.has("max_completion_tokens")).isFalse();
        assertThat(sent().path("model").asString()).isEqualTo("gpt-5");
        assertThat(sent().path("max_completion_tokens").asInt()).isEqualTo(4_096);
        assertThat(sent().has("max_tokens")).isFalse();
    }

    @Test
    void countsByKeyUserRouteAndModel() {
        put("by-user", scope("user", "u-1"), "0.000001", "MONTH", "REJECT");
        put("by-model", scope("model", "sim-other"), "0.000001", "MONTH", "REJECT");
        gateway.route("another", "fake");
        put("by-route", scope("route", "another"), "0.000001", "MONTH", "REJECT");
        put("by-key", scope("key", "no-such-key"), "0.000001", "MONTH", "REJECT");
        assertThat(call(", \"max_tokens\": 10").statusCode()).isEqualTo(200);
        assertThat(call(", \"max_tokens\": 10, \"user\": \"u-1\"").statusCode()).isEqualTo(429);
        assertThat(call(", \"max_tokens\": 10, \"plumbline\": {\"subject\": \"u-1\"}")
                        .statusCode())
                .isEqualTo(429);
        assertThat(call(", \"max_tokens\": 10, \"user\": \"u-2\"").statusCode()).isEqualTo(200);
        put("by-model", scope("model", "sim-m"), "0.000001", "MONTH", "REJECT");
        assertThat(call(", \"max_tokens\": 10").statusCode()).isEqualTo(429);
    }

    @Test
    void onlyTellsOfABudgetThatAlertsAndOnceForEachThreshold() {
        // each call costs 0.0000045 dollars
        put("told", scope("route", ROUTE), "0.00001", "MONTH", "ALERT");
        for (int i = 0; i < 5; i++) {
            assertThat(call("").statusCode()).isEqualTo(200);
        }
        awaitSpent("told", "0.0000225");
        assertThat(gateway.database()
                        .sql(
                                "select (audit.parse(canonical) -> 'attributes' ->> 'thresholdPercent')::int from audit.event"
                                        + " where audit.parse(canonical) ->> 'action' = 'gateway.budget.thresholdReached'"
                                        + " and audit.parse(canonical) -> 'resource' ->> 'id' = 'told' order by id")
                        .query(Integer.class)
                        .list())
                .as("at 80 and 100 percent, or at 100 at once")
                .endsWith(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAModelWhosePriceNobodyKnows() {
        gateway.route("unpriced-budgeted", "[" + variant("v", "fake", "mystery", 1) + "]", "");
        put("known", scope("route", "unpriced-budgeted"), "1", "MONTH", "REJECT");
        HttpResponse<String> refused = gateway.call(chat("unpriced-budgeted", "Hi", ", \"max_tokens\": 5"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("price_unknown");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void givesBackWhatACallReservedThatCameToNothing() {
        put("tried", scope("route", ROUTE), "0.0001", "MONTH", "REJECT");
        provider.plays((_, connection) -> connection.json(400, "{\"error\": {\"message\": \"no\"}}"));
        for (int i = 0; i < 10; i++) {
            assertThat(call(", \"max_tokens\": 100").statusCode()).isEqualTo(400);
        }
        provider.reset();
        assertThat(call(", \"max_tokens\": 100").statusCode()).isEqualTo(200);
        awaitSpent("tried", "0.0000045");
    }

    @Test
    void chargesACallOnceThatIsReportedAgain() {
        put("once", scope("route", ROUTE), "1", "MONTH", "REJECT");
        HttpResponse<String> answer = call(", \"max_tokens\": 10");
        awaitSpent("once", "0.0000045");
        Instant month = LocalDate.now(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        CallReplay.again(
                gateway.service(),
                RunningGateway.callId(answer),
                List.of(new BudgetCharge("once", month, 1_000_000_000L, null)));
        awaitSpent("once", "0.0000045");
    }

    @Test
    void raisesOneAlertADayForAModelWhosePriceIsNotKnown() {
        gateway.route("unpriced-alert", "[" + variant("v", "fake", "mystery-alert", 1) + "]", "");
        gateway.event(gateway.call(chat("unpriced-alert", "Hi", "")));
        gateway.event(gateway.call(chat("unpriced-alert", "Hi", "")));
        assertThat(gateway.database()
                        .sql(
                                "select audit.parse(canonical) ->> 'team' from audit.event where audit.parse(canonical) ->> 'action' = 'gateway.price.missing'"
                                        + " and audit.parse(canonical) -> 'resource' ->> 'id' = 'mystery-alert'")
                        .query(String.class)
                        .list())
                .containsExactly(TEAM);
    }

    private JsonNode sent() {
        return provider.received().getLast().body();
    }
}
