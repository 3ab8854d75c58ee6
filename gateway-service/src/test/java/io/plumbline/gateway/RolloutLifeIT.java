package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How rollouts begin, go on, wait and end.
class RolloutLifeIT extends RolloutTests {

    RolloutLifeIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void goesStepByStepIntoProduction() {
        String route = followed("life-promoted");
        HttpResponse<String> made = create(route, "{\"version\": 2}", TWO_STEPS, "");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode begun = json(made);
        String id = begun.path("id").asString();
        assertThat(made.headers().firstValue("location")).hasValue(ROLLOUTS + "/" + id);
        assertAt(begun, "RUNNING", 0, 10);
        assertThat(begun.path("candidate").toString())
                .isEqualTo("{\"model\":\"life-promoted\",\"version\":2,\"prompt\":null}");
        assertThat(begun.at("/control/variant").asString()).isEqualTo("main");
        assertThat(begun.at("/control/version").asInt()).isEqualTo(1);
        assertThat(begun.path("variant").asString()).isEqualTo("canary");
        assertThat(begun.at("/analysis/falseRollbackRate").asDouble()).isEqualTo(0.01);
        assertThat(begun.at("/analysis/metrics").toString())
                .isEqualTo("[{\"name\":\"errorRate\",\"margin\":0.02},{\"name\":\"score\",\"margin\":0.05}]");

        assertAt(judged(id, 0, "HOLD"), "RUNNING", 0, 10);
        assertAt(judged(id, 0, "PROMOTE"), "RUNNING", 1, 50);
        assertThat(gateway.registry().moves()).noneMatch(move -> move.contains(route));
        JsonNode promoted = judged(id, 1, "PROMOTE");
        assertAt(promoted, "PROMOTED", 1, 100);
        assertThat(promoted.path("endedAt").isString()).isTrue();
        assertThat(promoted.at("/lastVerdict/verdict").asString()).isEqualTo("PROMOTE");
        assertThat(gateway.registry().moves()).contains("models/life-promoted@2 PRODUCTION");
        assertThat(served(route, "")).as("the route follows the pointer").isEqualTo("m2 by main");
        assertThat(gateway.call(RunningGateway.chat(route + "@canary", "Hi", ""))
                        .statusCode())
                .isEqualTo(404);

        assertThat(actions(id)).containsExactly("started", "advanced", "promoted");
        JsonNode attributes = events(id).getLast().path("attributes");
        assertThat(attributes.path("state").asString()).isEqualTo("PROMOTED");
        assertThat(attributes.path("weight").asInt()).isEqualTo(100);
        assertThat(attributes.path("reason").asString()).isEqualTo("As measured.");
        assertThat(attributes.at("/evidence/calls").asInt()).isEqualTo(120);
        assertThat(attributes.at("/control/version").asInt()).isEqualTo(1);
        assertThat(attributes.at("/canary/version").asInt()).isEqualTo(2);
        assertThat(events(id).getLast().at("/actor/type").asString()).isEqualTo("service");

        JsonNode said = json(gateway.send("GET", ROLLOUTS + "/" + id + "/verdicts", gateway.engineer(), ""));
        assertThat(said.path("items").size()).isEqualTo(3);
        assertThat(said.at("/items/0/step").asInt()).isEqualTo(1);
        assertThat(said.at("/items/2/verdict").asString()).isEqualTo("HOLD");
        assertThat(said.at("/items/2/evidence/calls").asInt()).isEqualTo(120);
    }

    /// Or the canary would get what the control loses.
    @Test
    void keepsTheCanarysShareWhileTheControlIsHeldBack() {
        String route = followed("life-held");
        rollout(route, TWO_STEPS);
        String restraint = """
                {"team": "%s", "kind": "LOWER_WEIGHT", "variant": "%s", "by": 1, "reason": "test", "seconds": 60,
                 "dryRun": true}""";
        String place = ROUTES + route + "/restraints/" + UUID.randomUUID();
        assertRefused(gateway.send("PUT", place, judge, restraint.formatted(TEAM, "main")), "restraint-refused");
        HttpResponse<String> canary = gateway.send("PUT", place, judge, restraint.formatted(TEAM, "canary"));
        assertThat(json(canary).at("/after/weights/canary").asInt(-1))
                .as(canary.body())
                .isZero();
    }

    @Test
    void writesARouteThatNamesItsVersionAnew() {
        String route = fixed("life-fixed", "PRODUCTION");
        String id = rollout(route, "[{\"weight\": 100}]");
        assertThat(served(route, "")).isEqualTo("m2 by canary");
        judged(id, 0, "PROMOTE");
        assertThat(readRoute(route).at("/variants/0").toString())
                .isEqualTo("{\"name\":\"main\",\"target\":{\"model\":\"life-fixed\",\"version\":2},\"weight\":7}");
        assertThat(gateway.registry().moves()).contains("models/life-fixed@2 PRODUCTION");
        assertThat(served(route, "")).isEqualTo("m2 by main");
        assertThat(gateway.database().sql("""
                                select count(*) from audit.event
                                where audit.parse(canonical)->>'action' = 'gateway.route.changed' and audit.parse(canonical)->'resource'->>'id' = ?""").param(route).query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void asksTheRegistryForNothingWhereADevelopmentRouteNamesItsVersion() {
        String route = fixed("life-development", "DEVELOPMENT");
        String id = rollout(route, TWO_STEPS);
        assertAt(done(id, "promote", "{\"full\": true, \"reason\": \"Enough.\"}"), "PROMOTED", 1, 100);
        assertThat(gateway.registry().moves()).noneMatch(move -> move.contains(route));
        assertThat(served(route, "")).isEqualTo("m2 by main");
        judged(id, 1, "ROLL_BACK");
        assertThat(served(route, "")).isEqualTo("m1 by main");
    }

    @Test
    void rollsOutAnotherPromptOfTheSameVersion() {
        gateway.registry().prompt(TEAM, "life-prompt", 2);
        gateway.registry().versions(TEAM, "life-prompted", "fake", true);
        route("life-prompted", "PRODUCTION", "{\"model\": \"life-prompted\", \"version\": 1}", """
                , "prompt": "life-prompt@1\"""");
        HttpResponse<String> made = create("life-prompted", """
                {"version": 1, "prompt": "life-prompt@2"}""", "[{\"weight\": 100}]", "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = json(made).path("id").asString();
        served("life-prompted", "");
        assertThat(provider.received().getLast().text()).contains("Prompt 2.");
        judged(id, 0, "PROMOTE");
        assertThat(gateway.registry().moves())
                .contains("prompts/life-prompt@2 PRODUCTION")
                .noneMatch(move -> move.startsWith("models/life-prompted"));
        assertThat(readRoute("life-prompted").at("/variants/0/prompt").asString())
                .isEqualTo("life-prompt@2");
        judged(id, 0, "ROLL_BACK");
        assertThat(gateway.registry().moves())
                .as("no version of the prompt was in production before")
                .contains("prompts/life-prompt@2 STAGING");
        assertThat(readRoute("life-prompted").at("/variants/0/prompt").asString())
                .isEqualTo("life-prompt@1");
    }

    @Test
    void rollsBackBeforePromotion() {
        String route = fixed("life-back", "PRODUCTION");
        String id = rollout(route, "[{\"weight\": 100}]");
        JsonNode back = judged(id, 0, "ROLL_BACK");
        assertAt(back, "ROLLED_BACK", 0, 0);
        assertThat(back.path("reason").asString()).isEqualTo("As measured.");
        assertThat(served(route, "")).isEqualTo("m1 by main");
        assertThat(gateway.registry().moves()).noneMatch(move -> move.contains(route));
        assertThat(actions(id)).containsExactly("started", "rolledBack");
        assertThat(events(id).getLast().at("/attributes/evidence/errors").asDouble())
                .isEqualTo(0.5);
        assertThat(rollout(route, TWO_STEPS)).as("the next one may begin").isNotEmpty();
    }

    @Test
    void rollsBackAfterPromotion() {
        for (String route : new String[] {followed("life-after"), fixed("life-after-fixed", "PRODUCTION")}) {
            String id = rollout(route, "[{\"weight\": 50}]");
            judged(id, 0, "PROMOTE");
            assertThat(gateway.registry().production(route)).isEqualTo(2);
            assertAt(judged(id, 0, "ROLL_BACK"), "ROLLED_BACK", 0, 0);
            assertThat(gateway.registry().production(route)).isEqualTo(1);
            assertThat(served(route, "")).isEqualTo("m1 by main");
            assertThat(actions(id)).containsExactly("started", "promoted", "rolledBack");
        }
        assertThat(readRoute("life-after").at("/variants/0/target/alias").asString())
                .isEqualTo("production");
        assertThat(readRoute("life-after-fixed")
                        .at("/variants/0/target/version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void waitsForAPersonWhilePaused() {
        String id = rollout(followed("life-paused"), TWO_STEPS);
        assertAt(done(id, "pause", "{\"reason\": \"A freeze.\"}"), "PAUSED", 0, 10);
        assertThat(get(id).path("reason").asString()).isEqualTo("A freeze.");
        assertRefused(judge(id, 0, "PROMOTE"), "rollout-not-running");
        assertRefused(act(id, "pause", ""), "rollout-not-running");
        judged(id, 0, "HOLD");
        assertAt(done(id, "resume", ""), "RUNNING", 0, 10);
        assertRefused(act(id, "resume", ""), "rollout-not-running");
        done(id, "pause", "");
        assertAt(done(id, "promote", ""), "RUNNING", 1, 50);
        assertAt(done(id, "abort", "{\"reason\": \"No.\"}"), "ABORTED", 1, 0);
        assertThat(actions(id)).containsExactly("started", "paused", "resumed", "paused", "advanced", "aborted");
        JsonNode last = events(id).getLast();
        assertThat(last.at("/attributes/reason").asString()).isEqualTo("No.");
        assertThat(last.at("/actor/type").asString()).isEqualTo("user");
        for (String what : new String[] {"pause", "resume", "promote", "abort"}) {
            assertRefused(act(id, what, ""), "rollout-closed");
        }
        for (String verdict : new String[] {"HOLD", "PROMOTE", "ROLL_BACK"}) {
            assertRefused(judge(id, 1, verdict), "rollout-closed");
        }
    }

    @Test
    void startsWhenItsTimeHasCome() {
        String route = fixed("life-later", "PRODUCTION");
        HttpResponse<String> made = create(route, "{\"version\": 2}", "[{\"weight\": 100}]", """
                , "startsAt": "%s\"""".formatted(
                        Instant.now().plusSeconds(3600)));
        String id = json(made).path("id").asString();
        assertAt(json(made), "PENDING", 0, 0);
        assertThat(json(made).path("startedAt").isNull()).isTrue();
        assertThat(served(route, "")).isEqualTo("m1 by main");
        assertThat(served(route + "@canary", "")).isEqualTo("m2 by canary");
        assertThat(json(gateway.send("GET", ROUTES + route + "/health", gateway.engineer(), ""))
                        .at("/targets/1/variant")
                        .asString())
                .isEqualTo("canary");
        for (String verdict : new String[] {"HOLD", "PROMOTE", "ROLL_BACK"}) {
            assertRefused(judge(id, 0, verdict), "rollout-not-running");
        }
        for (String what : new String[] {"pause", "resume", "promote"}) {
            assertRefused(act(id, what, ""), "rollout-not-running");
        }
        makeDue(id);
        await("its time").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAt(get(id), "RUNNING", 0, 100));
        await("its being in force here")
                .untilAsserted(() -> assertThat(served(route, "")).isEqualTo("m2 by canary"));
        assertThat(actions(id)).containsExactly("scheduled", "started");
        assertThat(events(id).getLast().at("/actor/id").asString()).isEqualTo("gateway-service");
    }

    @Test
    void doesNotStartWithACandidateThatMayNotServeAnyMore() {
        String route = fixed("life-fading", "PRODUCTION");
        HttpResponse<String> made = create(route, "{\"version\": 2}", TWO_STEPS, """
                , "startsAt": "%s\"""".formatted(
                        Instant.now().plusSeconds(3600)));
        String id = json(made).path("id").asString();
        gateway.registry().versions(TEAM, route, "fake", true, false, true);
        String soon = Instant.now().plusSeconds(600).toString();
        HttpResponse<String> planned =
                create(followed("life-never"), "{\"version\": 2}", TWO_STEPS, ", \"startsAt\": \"" + soon + "\"");
        assertAt(done(json(planned).path("id").asString(), "abort", ""), "ABORTED", 0, 0);
        makeDue(id);
        await("its time").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAt(get(id), "ABORTED", 0, 0));
        assertThat(get(id).path("reason").asString()).contains("could not start");
        assertThat(actions(id)).containsExactly("scheduled", "aborted");
    }

    private void makeDue(String id) {
        gateway.database()
                .sql("update gateway.rollout set due_at = now() - interval '1 second' where id = ?")
                .param(UUID.fromString(id))
                .update();
    }

    @Test
    void pausesAStepThatTakesTooLong() {
        String id = rollout(followed("life-slow"), "[{\"weight\": 10, \"maxMinutes\": 5, \"minCalls\": 9}]");
        makeDue(id);
        await("the clock").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAt(get(id), "PAUSED", 0, 10));
        assertThat(get(id).path("reason").asString()).contains("5 minutes");
        assertThat(actions(id)).containsExactly("started", "paused");
        done(id, "resume", "");
        assertThat(gateway.database()
                        .sql("select due_at > now() + interval '4 minutes' from gateway.rollout where id = ?")
                        .param(UUID.fromString(id))
                        .query(Boolean.class)
                        .single())
                .as("it has its time again")
                .isTrue();
    }

    @Test
    void isMadeOnceForAKeyAndShownToItsTeamAlone() {
        String route = followed("life-once");
        String body = """
                {"route": "%s", "candidate": {"version": 2}, "steps": [{"weight": 5}]}""".formatted(route);
        String id = "";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> made =
                    gateway.send("POST", ROLLOUTS, gateway.engineer(), body, "Idempotency-Key", "rollout-once");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(id).isIn("", json(made).path("id").asString());
            id = json(made).path("id").asString();
        }
        assertThat(json(gateway.send("GET", ROLLOUTS + "?route=" + route, gateway.engineer(), ""))
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(gateway.send("GET", ROLLOUTS + "?state=RUNNING&limit=500", gateway.engineer(), "")
                        .body())
                .contains(id);
        assertThat(gateway.send("GET", ROLLOUTS + "?state=PROMOTED&limit=500", gateway.engineer(), "")
                        .body())
                .doesNotContain(id);

        String stranger = gateway.service().governance().userToken("team-b", Role.ML_ENGINEER);
        assertThat(gateway.send("POST", ROLLOUTS, stranger, body).statusCode()).isEqualTo(404);
        assertThat(gateway.send("GET", ROLLOUTS + "/" + id, stranger, "").statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("GET", ROLLOUTS + "/" + id + "/verdicts", stranger, "")
                        .statusCode())
                .isEqualTo(404);
        for (String what : new String[] {"pause", "resume", "promote", "abort"}) {
            assertThat(gateway.send("POST", ROLLOUTS + "/" + id + "/" + what, stranger, "")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(gateway.send("GET", ROLLOUTS + "?limit=500", stranger, "").body())
                .doesNotContain(id);
        assertThat(gateway.send("GET", ROLLOUTS + "/" + unknown(), gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(404);
    }
}
