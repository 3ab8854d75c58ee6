package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What rollouts are refused, to be begun and to go on.
class RolloutRefusalIT extends RolloutTests {

    RolloutRefusalIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void takesNoCandidateIntoProductionThatMayNotBeThere() {
        String name = "refused-ungated";
        gateway.registry().versions(TEAM, name, "fake", true, false);
        gateway.registry().prompt(TEAM, "refused-prompt", 1);
        route(name, "PRODUCTION", "{\"model\": \"%s\", \"alias\": \"production\"}".formatted(name), "");
        HttpResponse<String> ungated = create(name, "{\"version\": 2}", TWO_STEPS, "");
        assertRefused(ungated, "gate-required");
        assertThat(json(ungated).at("/errors/0/pointer").asString()).isEqualTo("/candidate/version");
        HttpResponse<String> unknown = create(name, "{\"version\": 3}", TWO_STEPS, "");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("/problems/unknown-target", "/candidate/version");
        HttpResponse<String> prompt = create(name, "{\"version\": 1, \"prompt\": \"refused-prompt@2\"}", TWO_STEPS, "");
        assertThat(prompt.statusCode()).isEqualTo(400);
        assertThat(prompt.body()).contains("/candidate/prompt");

        route(name + "-tried", "DEVELOPMENT", "{\"model\": \"%s\", \"version\": 1}".formatted(name), "");
        assertThat(rollout(name + "-tried", TWO_STEPS))
                .as("in development it may be tried")
                .isNotEmpty();
    }

    @Test
    void goesNoStepOnWithACandidateWhoseGateHasFailedSince() {
        String route = followed("refused-since");
        String id = rollout(route, TWO_STEPS);
        gateway.registry().versions(TEAM, route, "fake", true, false);
        await("the gateway to hear of it").until(() -> callCanary(route) == 503);
        assertRefused(judge(id, 0, "PROMOTE"), "gate-required");
        assertThat(get(id).path("problem").asString()).startsWith("gate-required");
        assertThat(get(id).path("step").asInt()).isZero();
        gateway.registry().versions(TEAM, route, "fake", true, true);
        assertThat(judged(id, 0, "PROMOTE").path("step").asInt()).isEqualTo(1);
    }

    private int callCanary(String route) {
        return gateway.call(RunningGateway.chat(route + "@canary", "Hi", "")).statusCode();
    }

    @Test
    void bringsNothingIntoProductionFromADevelopmentRouteThatMayNotBeThere() {
        String name = "refused-development";
        gateway.registry().versions(TEAM, name, "fake", true, false);
        route(name, "DEVELOPMENT", "{\"model\": \"%s\", \"alias\": \"production\"}".formatted(name), "");
        String id = rollout(name, "[{\"weight\": 50}]");
        assertRefused(act(id, "promote", ""), "gate-required");
        assertThat(gateway.registry().moves()).noneMatch(move -> move.contains(name));
        assertThat(get(id).path("problem").asString()).startsWith("gate-required");
        gateway.registry().versions(TEAM, name, "fake", true, true);
        assertAt(done(id, "promote", ""), "PROMOTED", 0, 100);
        assertThat(gateway.registry().moves()).contains("models/refused-development@2 PRODUCTION");
    }

    @Test
    void refusesRoutesWithoutOneControl() {
        String name = "refused-control";
        gateway.registry().versions(TEAM, name, "fake", true, true);
        String version = "{\"model\": \"%s\", \"version\": 1}".formatted(name);
        String second = ", \"target\": %s, \"weight\": ".formatted(version);
        for (String variants : List.of(
                "[{\"name\": \"a\"" + second + "1}, {\"name\": \"b\"" + second + "1}]",
                "[{\"name\": \"a\"" + second + "1}, {\"name\": \"canary\"" + second + "0}]",
                "[" + RunningGateway.variant("a", "fake", "m", 1) + "]",
                "[{\"name\": \"a\", \"target\": {\"model\": \"%s\", \"alias\": \"other\"}, \"weight\": 1}]"
                        .formatted(name))) {
            if (variants.contains("other")) {
                gateway.registry().alias(name, "other", 1);
            }
            gateway.route(name, variants, "");
            assertRefused(create(name, "{\"version\": 2}", TWO_STEPS, ""), "rollout-impossible");
        }
        gateway.route(name, "[{\"name\": \"a\"" + second + "1}]", "");
        assertRefused(create(name, "{\"version\": 1}", TWO_STEPS, ""), "rollout-impossible");
        assertThat(create("refused-nowhere", "{\"version\": 1}", TWO_STEPS, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatMakesNoSense() {
        String route = followed("refused-senseless");
        for (String steps : List.of(
                "[]",
                "[{\"weight\": 0}]",
                "[{\"weight\": 101}]",
                "[{\"weight\": 10}, {\"weight\": 10}]",
                "[{\"weight\": 10}, null]",
                "[{\"weight\": 10, \"minCalls\": 0}]",
                "[{\"weight\": 10, \"maxMinutes\": 0}]",
                "[{}]")) {
            HttpResponse<String> answer = create(route, "{\"version\": 2}", steps, "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        JsonNode falling = json(create(route, "{\"version\": 2}", "[{\"weight\": 20}, {\"weight\": 10}]", ""))
                .at("/errors/0");
        assertThat(falling.path("pointer").asString()).as("of the whole").isEmpty();
        assertThat(falling.path("message").asString()).contains("increasing weights");
        for (String more : List.of(
                ", \"analysis\": {\"metrics\": []}",
                ", \"analysis\": {\"metrics\": [{\"name\": \"luck\"}]}",
                ", \"analysis\": {\"metrics\": [{\"name\": \"score\"}, {\"name\": \"score\"}]}",
                ", \"analysis\": {\"metrics\": [{\"name\": \"score\", \"margin\": 1.5}]}",
                ", \"analysis\": {\"falseRollbackRate\": 0}",
                ", \"startsAt\": \"soon\"",
                ", \"startsAt\": \"+1000000000-12-31T23:59:59Z\"",
                ", \"extra\": 1")) {
            HttpResponse<String> answer = create(route, "{\"version\": 2}", TWO_STEPS, more);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        String id = rollout(route, TWO_STEPS);
        String nested = "[".repeat(40) + "]".repeat(40);
        for (String evidence : List.of("null", nested, "123456789012345678901", "\"" + "x".repeat(16_400) + "\"")) {
            HttpResponse<String> answer =
                    gateway.send("POST", ROLLOUTS + "/" + id + "/verdicts", judge, """
                    {"step": 0, "verdict": "PROMOTE", "evidence": %s}""".formatted(evidence));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(gateway.send("GET", ROLLOUTS + "?state=LOST", gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(gateway.send("GET", ROLLOUTS + "/1", gateway.engineer(), "").statusCode())
                .isEqualTo(400);
        assertAt(get(id), "RUNNING", 0, 10);
    }

    @Test
    void keepsARouteAsItIsWhileItsRolloutIsOpen() {
        String route = fixed("refused-route", "PRODUCTION");
        String version = "{\"model\": \"refused-route\", \"version\": %d}";
        gateway.registry().prompt(TEAM, "refused-later", 1);
        String id = rollout(route, TWO_STEPS);
        assertRefused(create(route, "{\"version\": 3}", TWO_STEPS, ""), "rollout-in-progress");
        assertRefused(putRoute(route, "PRODUCTION", version.formatted(3), ""), "rollout-in-progress");
        assertRefused(putRoute(route, "DEVELOPMENT", version.formatted(1), ""), "rollout-in-progress");
        assertRefused(
                putRoute(route, "PRODUCTION", version.formatted(1), ", \"prompt\": \"refused-later@1\""),
                "rollout-in-progress");
        assertRefused(gateway.send("DELETE", ROUTES + route, gateway.engineer(), ""), "rollout-in-progress");
        assertThat(gateway.send("PUT", ROUTES + route, gateway.engineer(), """
                        {"team": "%s", "environment": "PRODUCTION", "limits": {"requestsPerMinute": 100},
                         "retries": 1, "variants": [{"name": "main", "target": %s, "weight": 7}]}""".formatted(TEAM, version.formatted(1)))
                        .statusCode())
                .as("limits may change")
                .isEqualTo(200);
        assertThat(served(route + "@canary", "")).isEqualTo("m2 by canary");
        done(id, "abort", "");
        route(route, "PRODUCTION", version.formatted(3), "");
        assertThat(gateway.send("DELETE", ROUTES + route, gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void takesVerdictsOnThePresentStepAlone() {
        String id = rollout(followed("refused-step"), TWO_STEPS);
        judged(id, 0, "PROMOTE");
        for (String verdict : List.of("PROMOTE", "HOLD", "ROLL_BACK")) {
            HttpResponse<String> late = judge(id, 0, verdict);
            assertRefused(late, "rollout-step-passed");
            assertThat(json(late).path("step").asInt()).isEqualTo(1);
        }
        assertThat(json(gateway.send("GET", ROLLOUTS + "/" + id + "/verdicts", gateway.engineer(), ""))
                        .path("items")
                        .size())
                .as("what was refused is not kept")
                .isEqualTo(1);
    }

    @Test
    void isJudgedByServicesAndSteeredByEngineersAlone() {
        String route = followed("refused-roles");
        String id = rollout(route, TWO_STEPS);
        HttpResponse<String> judged = gateway.send("POST", ROLLOUTS + "/" + id + "/verdicts", gateway.engineer(), """
                {"step": 0, "verdict": "PROMOTE", "evidence": {}}""");
        assertThat(judged.statusCode()).isEqualTo(403);
        assertThat(judged.body()).contains("rollout:judge");
        for (Role role : List.of(Role.CI_PIPELINE, Role.PROMPT_ENGINEER, Role.AUDITOR, Role.SERVICE)) {
            String token = gateway.service().governance().userToken(TEAM, role);
            for (String what : List.of("promote", "abort", "pause", "resume")) {
                assertThat(gateway.send("POST", ROLLOUTS + "/" + id + "/" + what, token, "")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }
}
