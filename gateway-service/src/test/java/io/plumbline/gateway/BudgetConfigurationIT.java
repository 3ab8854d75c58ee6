package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How budgets are made, seen and removed.
class BudgetConfigurationIT extends BudgetTests {

    BudgetConfigurationIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void isMadeReplacedShownAndRemoved() {
        HttpResponse<String> made = put("monthly", scope("team", TEAM), "12.5", "MONTH", "REJECT");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains(BUDGETS + "monthly");
        String tag = made.headers().firstValue("ETag").orElseThrow();
        JsonNode budget = json(made);
        assertThat(budget.path("team").asString()).isEqualTo(TEAM);
        assertThat(budget.at("/scope/team").asString()).isEqualTo(TEAM);
        assertThat(budget.path("amountUsd").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(budget.path("spentUsd").decimalValue()).isEqualByComparingTo("0");
        assertThat(budget.path("reservedUsd").decimalValue()).isEqualByComparingTo("0");
        assertThat(budget.path("leftUsd").decimalValue()).isEqualByComparingTo("12.5");
        LocalDate next = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1);
        assertThat(budget.path("resetsAt").asString()).isEqualTo(next + "T00:00:00Z");
        HttpResponse<String> replaced = gateway.send(
                "PUT",
                BUDGETS + "monthly",
                gateway.admin(),
                body(scope("team", TEAM), "20", "DAY", "ALERT"),
                "If-Match",
                tag);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(gateway.send(
                                "PUT",
                                BUDGETS + "monthly",
                                gateway.admin(),
                                body(scope("team", TEAM), "30", "DAY", "ALERT"),
                                "If-Match",
                                tag)
                        .statusCode())
                .isEqualTo(412);
        assertThat(put("monthly", scope("team", "team-b"), "1", "DAY", "ALERT").statusCode())
                .as("a budget stays with its team")
                .isEqualTo(409);
        JsonNode list = json(gateway.send("GET", "/api/v1/budgets", gateway.engineer(), ""));
        assertThat(list.path("items").findValuesAsString("name")).contains("monthly");
        assertThat(gateway.send("DELETE", BUDGETS + "monthly", gateway.admin(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(gateway.send("GET", BUDGETS + "monthly", gateway.admin(), "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.database()
                        .sql(
                                "select audit.parse(canonical) ->> 'action' from audit.event where audit.parse(canonical) -> 'resource' ->> 'id' = 'monthly'"
                                        + " order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence("gateway.budget.created", "gateway.budget.changed", "gateway.budget.removed");
        JsonNode changed = JsonMapper.shared()
                .readTree(gateway.database()
                        .sql(
                                "select audit.parse(canonical) -> 'attributes' from audit.event"
                                        + " where audit.parse(canonical) -> 'resource' ->> 'id' = 'monthly'"
                                        + " and audit.parse(canonical) ->> 'action' = 'gateway.budget.changed' order by id limit 1")
                        .query(String.class)
                        .single());
        assertThat(changed.path("digestBefore").asString()).startsWith("sha256:");
        assertThat(changed.path("digestAfter").asString())
                .startsWith("sha256:")
                .isNotEqualTo(changed.path("digestBefore").asString());
        assertThat(changed.path("changes").findValuesAsString("pointer")).contains("/amountUsd");
    }

    @Test
    void isThePlatformsAloneToMakeAndATeamsToRead() {
        assertThat(gateway.send(
                                "PUT",
                                BUDGETS + "own",
                                gateway.engineer(),
                                body(scope("team", TEAM), "1", "DAY", "REJECT"))
                        .statusCode())
                .isEqualTo(403);
        put("all", "{}", "1000", "MONTH", "ALERT");
        assertThat(gateway.send("GET", BUDGETS + "all", gateway.engineer(), "").statusCode())
                .as("the platform's own is not a team's to see")
                .isEqualTo(404);
        String stranger = gateway.service().governance().userToken("team-b", Role.ML_ENGINEER);
        put("theirs", scope("team", TEAM), "1000", "MONTH", "ALERT");
        assertThat(gateway.send("GET", BUDGETS + "theirs", gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("GET", BUDGETS + "theirs", stranger, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void isForRoutesThatThereAre() {
        HttpResponse<String> refused = put("for-nobody", scope("route", "no-such-route"), "1", "DAY", "REJECT");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("/scope/route");
        HttpResponse<String> limit = gateway.send("PUT", "/api/v1/limits/for-nobody", gateway.admin(), """
                {"scope": {"route": "no-such-route"}, "limits": {"concurrency": 10}}""");
        assertThat(limit.statusCode()).isEqualTo(400);
        assertThat(json(limit).at("/errors/0/pointer").asString()).isEqualTo("/scope/route");
        for (String route : new String[] {ROUTE, "registry", "direct"}) {
            HttpResponse<String> made = put("for-" + route, scope("route", route), "1000", "DAY", "ALERT");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(json(made).has("warnings")).isFalse();
        }
    }

    @Test
    void tellsOfAModelOfWhichNobodyHasHeard() {
        HttpResponse<String> made = put("typo", scope("model", "sim-n"), "1000", "DAY", "ALERT");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).at("/warnings/0").asString()).contains("No route uses a model with this name");
        assertThat(get("typo").path("warnings").size()).isOne();
        assertThat(json(put("right", scope("model", "sim-m"), "1000", "DAY", "ALERT"))
                        .has("warnings"))
                .isFalse();
        String limits = "/api/v1/limits/";
        HttpResponse<String> limit = gateway.send("PUT", limits + "typo", gateway.admin(), """
                {"scope": {"model": "no-such-model@1"}, "limits": {"concurrency": 1000}}""");
        assertThat(limit.statusCode()).as(limit.body()).isEqualTo(201);
        assertThat(json(limit).path("warnings").size()).isOne();
        gateway.send("DELETE", limits + "typo", gateway.admin(), "");
    }

    @Test
    void refusesNonsense() {
        for (String amount : new String[] {"0", "-1", "900001", "0.00000000001", "\"x\"", "null"}) {
            assertThat(put("bad", "{}", amount, "DAY", "REJECT").statusCode())
                    .as(amount)
                    .isEqualTo(400);
        }
        assertThat(put("bad", "{}", "1", "YEAR", "REJECT").statusCode()).isEqualTo(400);
        assertThat(put("bad", "{\"galaxy\": \"x\"}", "1", "DAY", "REJECT").statusCode())
                .isEqualTo(400);
    }
}
