package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.InForce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How routes are made, changed and refused.
class ConfigurationIT extends ConfigurationTests {

    ConfigurationIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void takesIntoProductionOnlyWhatHasPassedItsGates() {
        gateway.registry().model(TEAM, "gated", "fake", "m", true);
        gateway.registry().model(TEAM, "ungated", "fake", "m", false);
        assertThat(putRoute("prod", "PRODUCTION", registered("gated"), "").statusCode())
                .isEqualTo(201);
        for (String variant : List.of(registered("ungated"), variant("a", "fake", "m", 1))) {
            HttpResponse<String> refused = putRoute("prod", "PRODUCTION", variant, "");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(json(refused).path("type").asString()).isEqualTo("/problems/gate-required");
            assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("/variants/0/target");
        }
        HttpResponse<String> fallback = putRoute("prod", "PRODUCTION", registered("gated"), """
                , "fallbacks": [{"model": "ungated", "version": 1}]""");
        assertThat(fallback.statusCode()).isEqualTo(409);
        assertThat(json(fallback).at("/errors/0/pointer").asString()).isEqualTo("/fallbacks/0");
        gateway.registry()
                .publish(new PromptEntry(
                        "raw",
                        TEAM,
                        Map.of(),
                        List.of(new PromptVersionEntry(
                                1,
                                parsed("[{\"role\":\"user\",\"content\":\"x\"}]"),
                                parsed("{}"),
                                null,
                                "NONE",
                                false))));
        HttpResponse<String> prompt = putRoute("prod", "PRODUCTION", """
                {"name": "a", "weight": 1, "prompt": "raw@1", "target": {"model": "gated", "version": 1}}""", "");
        assertThat(prompt.statusCode()).isEqualTo(409);
        assertThat(gateway.call(chat("prod", "Hi", ", \"plumbline\": {\"prompt\": \"raw@1\"}"))
                        .statusCode())
                .as("nor by the call itself")
                .isEqualTo(400);
        assertThat(gateway.call(chat("prod", "Hi", "")).statusCode())
                .as("it is still as it was")
                .isEqualTo(200);
    }

    @Test
    void stopsServingProductionFromAVersionThatMayNotAnyMore() {
        InForce.within(Duration.ofSeconds(2), attempt -> {
            String name = "fading-" + attempt;
            gateway.registry().model(TEAM, name, "fake", "m", true);
            putRoute(name, "PRODUCTION", registered(name), "");
            assertThat(gateway.call(chat(name, "Hi", "")).statusCode()).isEqualTo(200);
            gateway.registry().model(TEAM, name, "fake", "m", false);
            return () -> {
                HttpResponse<String> answer = gateway.call(chat(name, "Hi", ""));
                return answer.statusCode() == 503
                        && json(answer).at("/error/code").asString().equals("gate_required")
                        && answer.headers().firstValue("x-should-retry").equals(Optional.of("false"));
            };
        });
    }

    @Test
    void waitsForAGateThatPassedAMomentAgo() {
        Registry registry = gateway.service().bean(Registry.class);
        LateChange.isAwaited(
                "passing-",
                name -> gateway.registry().model(TEAM, name, "fake", "m", true),
                name -> registry.model(name).stream()
                        .flatMap(model -> model.versions().stream())
                        .anyMatch(ModelVersionEntry::mayServeProduction),
                name -> {
                    gateway.registry().model(TEAM, name, "fake", "m", false);
                    return putRoute(name, "PRODUCTION", registered(name), "").statusCode();
                },
                201);
    }

    @Test
    void changesARouteOnlyFromWhatWasRead() {
        gateway.route("edited", "fake");
        HttpResponse<String> read = gateway.send("GET", ROUTES + "edited", gateway.engineer(), "");
        String tag = read.headers().firstValue("etag").orElseThrow();
        assertThat(json(read).path("sticky").asString()).isEqualTo("user");
        String body = """
                {"environment": "DEVELOPMENT", "variants": [%s]}""".formatted(variant("b", "fake", "m", 1));
        assertThat(gateway.send("PUT", ROUTES + "edited", gateway.engineer(), body, "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("PUT", ROUTES + "edited", gateway.engineer(), body, "If-Match", tag)
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void answersAlikeForANameOfAnotherTeamAndForNone() {
        gateway.route("taken", "fake");
        String stranger = gateway.service().governance().userToken("team-b", Role.ML_ENGINEER);
        String body = """
                {"team": "team-b", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(variant("a", "fake", "m", 1));
        assertThat(gateway.send("PUT", ROUTES + "taken", stranger, body).statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("GET", ROUTES + "taken", stranger, "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("DELETE", ROUTES + "taken", stranger, "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("GET", ROUTES + "taken/health", stranger, "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("GET", ROUTES, stranger, "").body()).doesNotContain("taken");
        assertThat(gateway.call(chat("taken", "Hi", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesRoutesThatMakeNoSense() {
        for (String variants : List.of(
                "[]",
                "[" + variant("a", "fake", "m", 0) + "]",
                "[" + variant("a", "fake", "m", 1) + "," + variant("a", "fake", "n", 1) + "]",
                "[{\"name\": \"a\", \"weight\": 1, \"target\": {\"model\": \"m\"}}]",
                "[{\"name\": \"a\", \"weight\": 1, \"target\": {\"model\": \"m\", \"version\": 1, \"alias\": \"x\"}}]",
                "[{\"name\": \"a\", \"weight\": -1, \"target\": {\"model\": \"m\", \"version\": 1}}]",
                "[null]",
                "[{\"name\": \"A B\", \"weight\": 1, \"target\": {\"model\": \"m\", \"version\": 1}}]")) {
            HttpResponse<String> answer =
                    gateway.send("PUT", ROUTES + "senseless", gateway.engineer(), """
                    {"team": "%s", "environment": "DEVELOPMENT", "variants": %s}""".formatted(TEAM, variants));
            assertThat(answer.statusCode()).as(variants).isEqualTo(400);
            assertThat(json(answer).path("errors").size()).as(answer.body()).isPositive();
        }
    }
}
