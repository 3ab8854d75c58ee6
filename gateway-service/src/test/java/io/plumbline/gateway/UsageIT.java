package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.accounting.CallReplay;
import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedGateway.class)
class UsageIT {

    private static final String TEAM_U = "team-u";

    private final RunningGateway gateway;
    private final String engineer;

    UsageIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.engineer = gateway.service().governance().userToken(TEAM_U, Role.ML_ENGINEER);
    }

    @BeforeEach
    void makeRoutes() {
        gateway.database()
                .sql("delete from gateway.usage_entry where team = ?")
                .param(TEAM_U)
                .update();
        gateway.registry().model(TEAM_U, "metered", "fake", "sim-metered", true);
        route("metered", "{\"model\": \"metered\", \"version\": 1}");
        route("unpriced", "{\"provider\": \"fake\", \"model\": \"mystery\"}");
    }

    @Test
    void sumsByTeamKeyRouteModelAndDay() {
        call("metered", "");
        call("metered", "");
        call("metered", ", \"plumbline\": {\"purpose\": \"evaluation\"}");
        call("unpriced", "");
        JsonNode byRoute = usage("?groupBy=route,model").path("items");
        assertThat(byRoute.size()).isEqualTo(2);
        JsonNode metered = byRoute.get(0);
        assertThat(metered.path("route").asString()).isEqualTo("metered");
        assertThat(metered.path("model").asString()).isEqualTo("metered@1");
        assertThat(metered.path("calls").asInt()).isEqualTo(3);
        assertThat(metered.path("inputTokens").asInt()).isEqualTo(30);
        assertThat(metered.path("outputTokens").asInt()).isEqualTo(15);
        assertThat(metered.path("costUsd").asDouble()).isEqualTo(3 * 0.0000045);
        assertThat(metered.path("unpricedCalls").asInt()).isZero();
        JsonNode unpriced = byRoute.get(1);
        assertThat(unpriced.path("model").asString()).isEqualTo("mystery");
        assertThat(unpriced.path("unpricedCalls").asInt()).isEqualTo(1);
        JsonNode all = usage("?groupBy=team,key,route,model,day&route=metered&purpose=evaluation")
                .path("items");
        assertThat(all.size()).isEqualTo(1);
        assertThat(all.at("/0/team").asString()).isEqualTo(TEAM_U);
        assertThat(all.at("/0/day").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(usage("?groupBy=day&from=2020-01-01&to=2020-12-31")
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void pagesThroughGroups() {
        call("metered", "");
        call("unpriced", "");
        JsonNode first = usage("?groupBy=route,day&limit=1");
        assertThat(first.at("/items/0/route").asString()).isEqualTo("metered");
        JsonNode second = usage(
                "?groupBy=route,day&limit=1&cursor=" + first.path("nextCursor").asString());
        assertThat(second.at("/items/0/route").asString()).isEqualTo("unpriced");
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void showsATeamItsOwnAndRefusesNonsense() {
        call("metered", "");
        String stranger = gateway.service().governance().userToken("team-v", Role.ML_ENGINEER);
        assertThat(json(gateway.send("GET", "/api/v1/usage?groupBy=team", stranger, ""))
                        .path("items")
                        .size())
                .isZero();
        for (String query :
                new String[] {"?groupBy=secret", "?groupBy=team,team;drop", "?from=yesterday", "?limit=0"}) {
            assertThat(gateway.send("GET", "/api/v1/usage" + query.replace(";", "%3B"), engineer, "")
                            .statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void countsACallOnceThatIsReportedAgain() {
        String callId = call("metered", "");
        CallReplay.again(gateway.service(), callId);
        assertThat(usage("?groupBy=route").at("/items/0/calls").asInt()).isEqualTo(1);
        assertThat(gateway.database()
                        .sql("select count(*) from audit.event where id = ?::uuid")
                        .param(callId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private void route(String name, String target) {
        HttpResponse<String> made = gateway.send("PUT", "/api/v1/routes/" + name, engineer, """
                {"environment": "DEVELOPMENT", "variants": [{"name": "v", "weight": 1, "target": %s}]}""".formatted(target));
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
    }

    private String call(String route, String more) {
        HttpResponse<String> answer = gateway.send("POST", "/v1/chat/completions", engineer, chat(route, "Hi", more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        gateway.event(answer);
        return RunningGateway.callId(answer);
    }

    private JsonNode usage(String query) {
        HttpResponse<String> answer = gateway.send("GET", "/api/v1/usage" + query, engineer, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }
}
