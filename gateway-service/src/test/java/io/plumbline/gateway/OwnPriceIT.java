package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.InForce;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Prices that the organisation has agreed. The list price of `sim-*` is 0.15 dollars for a million tokens of input
/// and 0.60 for output; the provider counts 10 and 5, so a call costs 0.0000045 dollars.
@ExtendWith(SharedGateway.class)
class OwnPriceIT {

    private static final String PRICES = "/api/v1/prices/";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    OwnPriceIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @AfterEach
    void removePrices() {
        gateway.database()
                .sql("select name from gateway.own_price")
                .query(String.class)
                .list()
                .forEach(name -> gateway.send("DELETE", PRICES + name, gateway.admin(), ""));
    }

    @Test
    void isMadeReplacedShownAndRemoved() {
        HttpResponse<String> made = put("eu", """
                {"provider": "fake", "model": "sim-*", "validFrom": "2026-01-01", "discountPercent": 20}""");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(PRICES + "eu");
        String tag = made.headers().firstValue("ETag").orElseThrow();
        String rates = """
                {"model": "sim-*", "validFrom": "2026-02-01", "batch": 0.5, "maxOutputTokens": 4096,
                 "rates": {"inputUsd": 0.1, "outputUsd": 0.4},
                 "above": [{"inputTokens": 200000, "rates": {"inputUsd": 0.2, "outputUsd": 0.8}}]}""";
        HttpResponse<String> replaced = gateway.send("PUT", PRICES + "eu", gateway.admin(), rates, "If-Match", tag);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(gateway.send("PUT", PRICES + "eu", gateway.admin(), rates, "If-Match", tag)
                        .statusCode())
                .isEqualTo(412);
        JsonNode shown = json(gateway.send("GET", PRICES + "eu", gateway.admin(), ""));
        assertThat(shown.has("discountPercent")).isFalse();
        assertThat(shown.at("/above/0/rates/outputUsd").decimalValue()).isEqualByComparingTo("0.8");
        assertThat(json(gateway.send("GET", "/api/v1/prices", gateway.admin(), ""))
                        .path("items")
                        .findValuesAsString("name"))
                .containsExactly("eu");
        assertThat(gateway.send("DELETE", PRICES + "eu", gateway.admin(), "").statusCode())
                .isEqualTo(204);
        assertThat(gateway.send("GET", PRICES + "eu", gateway.admin(), "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.database()
                        .sql(
                                "select audit.parse(canonical) ->> 'action' from audit.event where audit.parse(canonical) -> 'resource' ->> 'type' = 'price'"
                                        + " and audit.parse(canonical) -> 'resource' ->> 'id' = 'eu' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("gateway.price.created", "gateway.price.changed", "gateway.price.removed");
    }

    @Test
    void isWhatTheNextCallCosts() {
        gateway.route("priced", "[" + variant("v", "fake", "sim-priced", 1) + "]", "");
        assertThat(costOf(call())).isEqualByComparingTo("0.0000045");
        put("a-year", """
                {"model": "sim-*", "validFrom": "2026-01-01", "discountPercent": 50}""");
        assertThat(costOf(call())).isEqualByComparingTo("0.00000225");
        put("fake", """
                {"provider": "fake", "model": "sim-priced", "validFrom": "2026-01-01",
                 "rates": {"inputUsd": 1, "outputUsd": 2}}""");
        assertThat(costOf(call())).isEqualByComparingTo("0.00002");
        put("coming", """
                {"provider": "fake", "model": "sim-priced", "validFrom": "2999-01-01",
                 "rates": {"inputUsd": 7, "outputUsd": 7}}""");
        HttpResponse<String> answer = call();
        assertThat(costOf(answer)).isEqualByComparingTo("0.00002");
        assertThat(gateway.event(answer).at("/attributes/costUsd").decimalValue())
                .isEqualByComparingTo("0.00002");
        gateway.send("DELETE", PRICES + "fake", gateway.admin(), "");
        assertThat(costOf(call())).isEqualByComparingTo("0.00000225");
    }

    /// So that no call is charged more than was reserved for it.
    @Test
    void isNotForCallsThatAreUnderWay() {
        gateway.route("priced", "[" + variant("v", "fake", "sim-priced", 1) + "]", "");
        provider.plays((_, connection) -> {
            put("dearer", """
                    {"model": "sim-*", "validFrom": "2026-01-01", "rates": {"inputUsd": 100, "outputUsd": 100}}""");
            connection.json(200, ScriptedProvider.answer("Hello."));
        });
        HttpResponse<String> answer = call();
        assertThat(costOf(answer)).isEqualByComparingTo("0.0000045");
        assertThat(gateway.event(answer).at("/attributes/costUsd").decimalValue())
                .isEqualByComparingTo("0.0000045");
        assertThat(costOf(call())).isEqualByComparingTo("0.0015");
    }

    @Test
    void givesAPriceToAModelThatNobodyPublishesOneOf() {
        gateway.route("local", "[" + variant("v", "fake", "our-own-llama", 1) + "]", "");
        assertThat(gateway.call(chat("local", "Hi", "")).headers().firstValue("x-plumbline-cost-usd"))
                .isEmpty();
        put("llama", """
                {"model": "our-own-*", "validFrom": "2026-01-01", "rates": {"inputUsd": 0, "outputUsd": 0}}""");
        assertThat(costOf(gateway.call(chat("local", "Hi", ""))))
                .as("it is said to cost nothing")
                .isEqualByComparingTo("0");
    }

    @Test
    void isThePlatformsAlone() {
        String body = """
                {"model": "sim-*", "validFrom": "2026-01-01", "discountPercent": 20}""";
        put("secret", body);
        assertThat(gateway.send("PUT", PRICES + "own", gateway.engineer(), body).statusCode())
                .isEqualTo(403);
        assertThat(gateway.send("GET", PRICES + "secret", gateway.engineer(), "")
                        .statusCode())
                .as("what was agreed with a provider is not a team's to see")
                .isEqualTo(404);
        String auditor = gateway.service().governance().userToken("platform", Role.AUDITOR);
        assertThat(gateway.send("GET", PRICES + "secret", auditor, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void isForProvidersThatThereAreAndTellsOfModelsOfWhichNobodyHasHeard() {
        HttpResponse<String> refused = put("nowhere", """
                {"provider": "no-such-provider", "model": "sim-*", "validFrom": "2026-01-01", "discountPercent": 1}""");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("/provider");
        gateway.route("heard-of", "[" + variant("v", "fake", "sim-heard-of", 1) + "]", "");
        String price = """
                {"provider": "fake", "model": "%s", "validFrom": "2026-01-01", "discountPercent": 0}""";
        assertThat(json(put("heard-of", price.formatted("sim-heard*"))).has("warnings"))
                .isFalse();
        HttpResponse<String> made = put("typo", price.formatted("sim-herd*"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).at("/warnings/0").asString()).contains("uses such a model");
    }

    @Test
    void refusesNonsense() {
        for (String terms : new String[] {
            "",
            "\"discountPercent\": -1",
            "\"discountPercent\": 101",
            "\"discountPercent\": 1e-300",
            "\"discountPercent\": 1, \"rates\": {\"inputUsd\": 1, \"outputUsd\": 1}",
            "\"discountPercent\": 1, \"batch\": 0.5",
            "\"rates\": {\"inputUsd\": 1}",
            "\"rates\": {\"inputUsd\": -1, \"outputUsd\": 1}",
            "\"rates\": {\"inputUsd\": 1e30, \"outputUsd\": 1}",
            "\"rates\": {\"inputUsd\": 1e-999999, \"outputUsd\": 1}",
            "\"rates\": {\"inputUsd\": 1, \"outputUsd\": 1}, \"above\": ["
                    + "{\"inputTokens\": 2, \"rates\": {\"inputUsd\": 1, \"outputUsd\": 1}},"
                    + "{\"inputTokens\": 1, \"rates\": {\"inputUsd\": 1, \"outputUsd\": 1}}]",
            "\"discountPercent\": 1, \"galaxy\": 1"
        }) {
            String body =
                    "{\"model\": \"m\", \"validFrom\": \"2026-01-01\"" + (terms.isEmpty() ? "" : ", ") + terms + "}";
            assertThat(put("bad", body).statusCode()).as(terms).isEqualTo(400);
        }
        for (String model : new String[] {"", "a*b", "**", "x".repeat(201)}) {
            assertThat(put("bad", """
                            {"model": "%s", "validFrom": "2026-01-01", "discountPercent": 1}""".formatted(model)).statusCode()).as(model).isEqualTo(400);
        }
        assertThat(put("bad", "{\"model\": \"m\", \"validFrom\": \"soon\", \"discountPercent\": 1}")
                        .statusCode())
                .isEqualTo(400);
    }

    /// On a database of its own, since a second replica looks at it.
    @Test
    void isInForceOnAllReplicasWithinTwoSeconds() {
        TestDatabase database = TestPostgres.create("gateway");
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway first = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database);
                RunningGateway second = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database)) {
            first.provider("inside", provider.url());
            first.route("shared", "[" + variant("v", "inside", "sim-shared", 1) + "]", "");
            await("the second has heard of the route")
                    .until(() -> second.call(chat("shared", "Hi", "")).statusCode() == 200);
            InForce.within(Duration.ofSeconds(2), attempt -> {
                // Half of the 0.0000045 that the list says, and then nothing.
                BigDecimal cost = new BigDecimal(attempt == 0 ? "0.00000225" : "0");
                HttpResponse<String> made =
                        first.send("PUT", PRICES + "cheaper", first.admin(), """
                        {"model": "sim-*", "validFrom": "2026-01-01", "discountPercent": %d}""".formatted(attempt == 0 ? 50 : 100));
                assertThat(made.statusCode()).isIn(200, 201);
                assertThat(costOf(first.call(chat("shared", "Hi", "")))).isEqualByComparingTo(cost);
                return () -> costOf(second.call(chat("shared", "Hi", ""))).compareTo(cost) == 0;
            });
        }
    }

    private HttpResponse<String> put(String name, String body) {
        return gateway.send("PUT", PRICES + name, gateway.admin(), body);
    }

    private HttpResponse<String> call() {
        return gateway.call(chat("priced", "Hi", ""));
    }

    private static BigDecimal costOf(HttpResponse<String> answer) {
        return new BigDecimal(
                answer.headers().firstValue("x-plumbline-cost-usd").orElseThrow());
    }
}
