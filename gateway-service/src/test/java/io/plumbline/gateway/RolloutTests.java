package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A gateway whose routes are rolled out. Each test has a model and a route of its own.
@ExtendWith(SharedGateway.class)
abstract class RolloutTests {

    static final String ROLLOUTS = "/api/v1/rollouts";
    static final String ROUTES = "/api/v1/routes/";
    static final String TWO_STEPS = "[{\"weight\": 10}, {\"weight\": 50}]";
    final RunningGateway gateway;
    final ScriptedProvider provider;
    final String judge;

    RolloutTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
        this.judge = gateway.service().governance().serviceToken("monitoring");
    }

    /// A model whose versions may all be in production, and a production route of the same name that
    /// follows it.
    String followed(String name) {
        gateway.registry().versions(TEAM, name, "fake", true, true, true);
        route(name, "PRODUCTION", "{\"model\": \"%s\", \"alias\": \"production\"}".formatted(name), "");
        return name;
    }

    /// The same with a route that names version 1.
    String fixed(String name, String environment) {
        gateway.registry().versions(TEAM, name, "fake", true, true, true);
        route(name, environment, "{\"model\": \"%s\", \"version\": 1}".formatted(name), "");
        return name;
    }

    void route(String name, String environment, String target, String more) {
        HttpResponse<String> made = putRoute(name, environment, target, more);
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
    }

    HttpResponse<String> putRoute(String name, String environment, String target, String more) {
        return gateway.send("PUT", ROUTES + name, gateway.engineer(), """
                {"team": "%s", "environment": "%s",
                 "variants": [{"name": "main", "target": %s, "weight": 7%s}]}""".formatted(TEAM, environment, target, more));
    }

    HttpResponse<String> create(String route, String candidate, String steps, String more) {
        return gateway.send("POST", ROLLOUTS, gateway.engineer(), """
                {"route": "%s", "candidate": %s, "steps": %s%s}""".formatted(route, candidate, steps, more));
    }

    /// A rollout of version 2, also after a rollback of it.
    String rollout(String route, String steps) {
        HttpResponse<String> made = create(route, "{\"version\": 2}", steps, ", \"ignoreCoolDown\": true");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("id").asString();
    }

    JsonNode get(String id) {
        HttpResponse<String> answer = gateway.send("GET", ROLLOUTS + "/" + id, gateway.engineer(), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    HttpResponse<String> judge(String id, int step, String verdict) {
        return gateway.send("POST", ROLLOUTS + "/" + id + "/verdicts", judge, """
                {"step": %d, "verdict": "%s", "reason": "As measured.", "evidence": {"calls": 120, "errors": 0.5}}""".formatted(step, verdict));
    }

    JsonNode judged(String id, int step, String verdict) {
        HttpResponse<String> answer = judge(id, step, verdict);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /// Does what a person may do.
    HttpResponse<String> act(String id, String what, String body) {
        return gateway.send("POST", ROLLOUTS + "/" + id + "/" + what, gateway.engineer(), body);
    }

    JsonNode done(String id, String what, String body) {
        HttpResponse<String> answer = act(id, what, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    static void assertRefused(HttpResponse<String> answer, String slug) {
        assertThat(answer.body()).contains("/problems/" + slug);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    }

    static void assertAt(JsonNode rollout, String state, int step, int weight) {
        assertThat(rollout.path("state").asString() + " " + rollout.path("step") + " " + rollout.path("weight"))
                .as(rollout.toString())
                .isEqualTo(state + " " + step + " " + weight);
    }

    /// The rollout's audit events, oldest first.
    List<JsonNode> events(String id) {
        return gateway.database().sql("""
                        select convert_from(canonical, 'UTF8') from audit.event
                        where audit.parse(canonical)->'resource'->>'type' = 'rollout' and audit.parse(canonical)->'resource'->>'id' = ? order by id""").param(id).query(String.class).list().stream()
                .map(RunningGateway.JSON::readTree)
                .toList();
    }

    List<String> actions(String id) {
        return events(id).stream()
                .map(event -> event.path("action").asString().substring("gateway.rollout.".length()))
                .toList();
    }

    JsonNode readRoute(String name) {
        return json(gateway.send("GET", ROUTES + name, gateway.engineer(), ""));
    }

    /// The upstream model that answers a call, and the variant by which it came.
    String served(String model, String more) {
        HttpResponse<String> answer = gateway.call(RunningGateway.chat(model, "Hi", more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningGateway.JSON
                        .readTree(provider.received().getLast().text())
                        .path("model")
                        .asString() + " by "
                + answer.headers().firstValue("x-plumbline-variant").orElseThrow();
    }

    static String user(String name) {
        return ", \"user\": \"" + name + "\"";
    }

    static String unknown() {
        return UUID.randomUUID().toString();
    }
}
