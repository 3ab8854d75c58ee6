package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.ArchitectureRules;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import io.plumbline.testkit.TenantTables;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(SharedGateway.class)
class ConformanceIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    ConformanceIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("io.plumbline.gateway");
    }

    @Test
    void describesItselfAsDocumented() {
        OpenApiDrift.check(gateway.service(), "gateway");
    }

    @Test
    void letsNobodyInWhoMayNot() {
        String name = AuthorizationWalk.CANARY;
        HttpResponse<String> made =
                gateway.send("PUT", "/api/v1/providers/" + name, gateway.admin(), """
                    {"team": "%s", "kind": "openai", "baseUrl": "%s", "models": ["canary-of-a-model"]}\
                    """.formatted(TEAM, provider.url()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        gateway.route(name, "[" + RunningGateway.variant("v", name, "canary-of-a-model", 1) + "]", "");
        String route = """
            {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}\
            """.formatted(TEAM, RunningGateway.variant("v", name, "canary-of-a-model", 1));
        gateway.registry().versions(TEAM, name, "fake", true, true);
        gateway.route(
                "rolled-" + name,
                "[{\"name\": \"v\", \"target\": {\"model\": \"" + name + "\", \"version\": 1}, \"weight\": 1}]",
                "");
        String rollout = """
            {"route": "rolled-%s", "candidate": {"version": 2}, "steps": [{"weight": 5}]}\
            """.formatted(name);
        HttpResponse<String> begun = gateway.send("POST", "/api/v1/rollouts", gateway.engineer(), rollout);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String verdict = "{\"step\": 0, \"verdict\": \"HOLD\", \"evidence\": {}}";
        String id = RunningGateway.json(begun).path("id").asString();
        assertThat(gateway.send(
                                "POST",
                                "/api/v1/rollouts/" + id + "/verdicts",
                                gateway.service().governance().serviceToken("monitoring"),
                                verdict)
                        .statusCode())
                .isEqualTo(200);
        String own = """
            {"team": "%s", "kind": "openai", "baseUrl": "%s"}\
            """.formatted(TEAM, provider.url());
        String budget = """
                {"scope": {"team": "%s", "key": "nobody"}, "amountUsd": 1000, "period": "MONTH", "action": "REJECT"}""".formatted(TEAM);
        String limit = """
                {"scope": {"team": "%s", "key": "nobody"}, "limits": {"requestsPerMinute": 100000, "concurrency": 1000}}""".formatted(TEAM);
        String price = """
                {"provider": "%s", "model": "nothing", "validFrom": "2026-01-01", "discountPercent": 5}""".formatted(name);
        Map.of("budgets/", budget, "limits/", limit, "prices/", price)
                .forEach((path, body) -> assertThat(gateway.send("PUT", "/api/v1/" + path + name, gateway.admin(), body)
                                .statusCode())
                        .isEqualTo(201));
        provider.plays((_, connection) -> connection.json(200, Parking.calling("pay {}")));
        Parking parking = new Parking(gateway);
        parking.route("asked-" + name, "fake", Parking.TOOL_POLICY);
        String parked = Parking.id(parking.call(RunningGateway.chat("asked-" + name, "Pay.", Parking.TOOLS)));
        String response = "{\"model\": \"" + name + "\", \"input\": \"Hi\"}";
        String stored = RunningGateway.json(gateway.send("POST", "/v1/responses", gateway.application(), response))
                .path("id")
                .asString();
        String restraint = UUID.randomUUID().toString();
        String pause = """
                {"team": "%s", "kind": "PAUSE", "reason": "canary-of-a-reason", "seconds": 600}""".formatted(TEAM);
        assertThat(gateway.send(
                                "PUT",
                                "/api/v1/routes/rolled-" + name + "/restraints/" + restraint,
                                gateway.service().governance().serviceToken("monitoring"),
                                pause)
                        .statusCode())
                .isEqualTo(200);
        AuthorizationWalk.of(gateway.service())
                .variable("/api/v1/routes/{name}/restraints", "id", restraint)
                .body("PUT /api/v1/routes/{name}/restraints/{id}", pause)
                .variable("/api/v1/parked-calls", "id", parked)
                .variable("/v1/responses", "id", stored)
                .body("POST /v1/responses", response)
                .body("PUT /api/v1/budgets/{name}", budget)
                .body("POST /api/v1/budgets/{name}/diff", budget)
                .body("PUT /api/v1/limits/{name}", limit)
                .body("POST /api/v1/limits/{name}/diff", limit)
                .body("PUT /api/v1/prices/{name}", price)
                .body("POST /api/v1/prices/{name}/diff", price)
                .variable("/api/v1/rollouts", "id", id)
                .body("POST /api/v1/rollouts", rollout)
                .body("POST /api/v1/rollouts/{id}/verdicts", verdict)
                .variable("name", name)
                .variable("id", name)
                .variable("provider", name)
                .variable("model", "canary-of-a-model")
                .variable("*model", "canary-of-a-model")
                .body("PUT /api/v1/providers/{name}", own)
                .body("POST /api/v1/providers/{name}/diff", own)
                .body("PUT /api/v1/routes/{name}", route)
                .body("POST /api/v1/routes/{name}/diff", route)
                .body("PUT /api/v1/routes/{name}/policy", "{\"policy\": \"standard\"}")
                .body("POST /v1/chat/completions", RunningGateway.chat(name, "Hi", ""))
                .body("POST /v1/messages", RunningGateway.message(name, "Hi", ""))
                .body("POST /v1/messages/count_tokens", RunningGateway.message(name, "Hi", ""))
                .body("POST /v1/embeddings", "{\"model\": \"" + name + "\", \"input\": \"Hi\"}")
                .body("POST /api/v1/guardrails/inspect", "{\"stage\": \"input\", \"text\": \"Hi\"}")
                .shared("POST /api/v1/guardrails/inspect")
                .body(
                        "POST /api/v1/guardrails/calibrations",
                        "{\"stage\": \"input\", \"rate\": 0.1, \"harmless\": [\"Hi\"]}")
                .shared("POST /api/v1/guardrails/calibrations")
                .body("POST /analyze", "{\"text\": \"Hi\", \"language\": \"en\"}")
                .shared("POST /analyze")
                .body("POST /anonymize", "{\"text\": \"Hi\", \"analyzer_results\": []}")
                .shared("POST /anonymize")
                .body("POST /deanonymize", "{\"text\": \"Hi\", \"anonymizer_results\": [], \"deanonymizers\": {}}")
                .shared("POST /deanonymize")
                .shared("GET /supportedentities")
                .shared("GET /recognizers")
                .shared("GET /anonymizers")
                .shared("GET /deanonymizers")
                .walk();
        TenantTables.check(gateway.service(), "gateway");
    }

    @Test
    void showsAQueryThatAsksForAllNothingOfAnyTeam() {
        gateway.call(RunningGateway.chat("support", "Hi", ""));
        JdbcClient app = JdbcClient.create(gateway.service().database().dataSource("gateway_app"));
        for (String table : new String[] {
            "route",
            "rollout",
            "rollout_verdict",
            "rollback_drill",
            "route_restraint",
            "usage_entry",
            "budget",
            "budget_period",
            "rate_limit",
            "own_price",
            "parked_call",
            "stored_response"
        }) {
            assertThat(app.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(app.sql("select count(*) from provider where team <> '*'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(app.sql("select count(*) from provider").query(Long.class).single())
                .as("providers of the platform are everybody's to see")
                .isPositive();
        assertThat(app.sql("update provider set base_url = 'x'").update())
                .as("and nobody's to change")
                .isZero();
        assertThat(app.sql("delete from provider").update()).isZero();
    }
}
