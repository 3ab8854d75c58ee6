package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How rollouts come to their end, and are taken back, when the registry or somebody else is in the way.
class RolloutEndIT extends RolloutTests {

    RolloutEndIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void tellsWhyTheRegistryRefusesAndTriesAgain() {
        String route = fixed("refused-registry", "PRODUCTION");
        String id = rollout(route, "[{\"weight\": 20}]");
        gateway.registry().refuse("""
                {"type": "/problems/approval-required", "title": "Approval required", "status": 409,
                 "detail": "Let it be approved.", "approval": {"id": "7", "href": "/api/v1/approvals/7"}}""");
        try {
            HttpResponse<String> refused = judge(id, 0, "PROMOTE");
            assertRefused(refused, "approval-required");
            assertThat(json(refused).at("/approval/id").asString()).isEqualTo("7");
            assertAt(get(id), "RUNNING", 0, 20);
            assertThat(get(id).path("problem").asString()).isEqualTo("approval-required: Let it be approved.");
        } finally {
            gateway.registry().refuse(null);
        }
        assertThat(actions(id)).containsExactly("started");
        judged(id, 0, "PROMOTE");
        assertAt(get(id), "PROMOTED", 0, 100);
        assertThat(get(id).path("problem").isNull()).isTrue();
    }

    @Test
    void waitsForARegistryThatIsAway() {
        String route = fixed("refused-away", "PRODUCTION");
        String id = rollout(route, "[{\"weight\": 100}]");
        gateway.registry().away(true);
        try {
            assertThat(judge(id, 0, "PROMOTE").statusCode()).isEqualTo(503);
            assertAt(get(id), "RUNNING", 0, 100);
            assertThat(get(id).path("problem").asString()).startsWith("sibling-unavailable");
        } finally {
            gateway.registry().away(false);
        }
        judged(id, 0, "PROMOTE");
        assertThat(served(route, "")).isEqualTo("m2 by main");

        gateway.registry().away(true);
        try {
            assertThat(judge(id, 0, "ROLL_BACK").statusCode()).isEqualTo(503);
            assertThat(served(route, "")).as("the traffic goes back at once").isEqualTo("m1 by main");
            assertThat(get(id).path("problem").asString()).startsWith("sibling-unavailable");
            assertRefused(create(route, "{\"version\": 3}", TWO_STEPS, ""), "rollout-in-progress");
            assertThat(actions(id)).containsExactly("started", "promoted");
        } finally {
            gateway.registry().away(false);
        }
        assertAt(judged(id, 0, "ROLL_BACK"), "ROLLED_BACK", 0, 0);
        assertThat(served(route, "")).isEqualTo("m1 by main");
        assertThat(gateway.registry().production(route)).isEqualTo(1);
    }

    @Test
    void goesOneStepOnAfterAPromotionToTheEndThatWasNotHeardOf() {
        String id = rollout(fixed("refused-unheard", "PRODUCTION"), TWO_STEPS);
        gateway.registry().away(true);
        try {
            assertThat(act(id, "promote", "{\"full\": true}").statusCode()).isEqualTo(503);
        } finally {
            gateway.registry().away(false);
        }
        assertAt(judged(id, 0, "PROMOTE"), "RUNNING", 1, 50);
        assertAt(judged(id, 1, "PROMOTE"), "PROMOTED", 1, 100);
    }

    @Test
    void takesBackWhatAnUnfinishedPromotionHasMoved() {
        String route = followed("refused-half");
        String id = rollout(route, "[{\"weight\": 50}]");
        gateway.registry().away(true);
        try {
            assertThat(judge(id, 0, "PROMOTE").statusCode()).isEqualTo(503);
            gateway.registry().point(route, 2);
            assertThat(act(id, "abort", "").statusCode()).isEqualTo(503);
            assertThat(served(route, "")).isEqualTo("m1 by main");
            assertRefused(judge(id, 0, "PROMOTE"), "rollout-closed");
        } finally {
            gateway.registry().away(false);
        }
        assertAt(done(id, "abort", ""), "ABORTED", 0, 0);
        assertThat(gateway.registry().production(route)).isEqualTo(1);
        await("the gateway hears of it")
                .untilAsserted(() -> assertThat(served(route, "")).isEqualTo("m1 by main"));
    }

    @Test
    void doesNotUndoWhatSomebodyElseHasBroughtIntoProduction() {
        String route = followed("refused-overtaken");
        String id = rollout(route, TWO_STEPS);
        gateway.registry().point(route, 3);
        heardOf(route, "m3");
        assertRefused(judge(id, 0, "PROMOTE"), "rollout-overtaken");
        assertThat(get(id).path("problem").asString()).contains("rollout-overtaken", "version 3");
        assertRefused(act(id, "promote", "{\"full\": true}"), "rollout-overtaken");
        assertAt(judged(id, 0, "ROLL_BACK"), "ROLLED_BACK", 0, 0);
        assertThat(gateway.registry().production(route)).isEqualTo(3);

        String next = rollout(route, "[{\"weight\": 50}]");
        judged(next, 0, "PROMOTE");
        gateway.registry().point(route, 1);
        heardOf(route, "m1");
        assertRefused(judge(next, 0, "ROLL_BACK"), "rollout-overtaken");
        assertAt(get(next), "PROMOTED", 0, 100);
    }

    private void heardOf(String route, String upstream) {
        await("the gateway has heard of it")
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> served(route + "@main", "").startsWith(upstream));
    }

    @Test
    void takesBackTheNewestPromotionAlone() {
        String route = fixed("refused-older", "PRODUCTION");
        String older = rollout(route, "[{\"weight\": 50}]");
        judged(older, 0, "PROMOTE");
        HttpResponse<String> made = create(route, "{\"version\": 3}", "[{\"weight\": 50}]", "");
        String newer = json(made).path("id").asString();
        assertRefused(judge(older, 0, "ROLL_BACK"), "rollout-overtaken");
        judged(newer, 0, "PROMOTE");
        assertRefused(judge(older, 0, "ROLL_BACK"), "rollout-overtaken");
        judged(newer, 0, "ROLL_BACK");
        assertThat(served(route, "")).isEqualTo("m2 by main");
        judged(older, 0, "ROLL_BACK");
        assertThat(served(route, "")).isEqualTo("m1 by main");

        String changed = rollout(route, "[{\"weight\": 50}]");
        judged(changed, 0, "PROMOTE");
        route(route, "PRODUCTION", "{\"model\": \"refused-older\", \"version\": 3}", "");
        assertRefused(judge(changed, 0, "ROLL_BACK"), "rollout-overtaken");
    }

    @Test
    void bringsNoControlOfADevelopmentRouteIntoProductionByARollback() {
        String route = fixed("refused-switched", "DEVELOPMENT");
        String id = rollout(route, "[{\"weight\": 50}]");
        judged(id, 0, "PROMOTE");
        route(route, "PRODUCTION", "{\"model\": \"refused-switched\", \"version\": 2}", "");
        assertRefused(judge(id, 0, "ROLL_BACK"), "rollout-overtaken");
        assertThat(served(route, "")).isEqualTo("m2 by main");
    }

    @Test
    void letsExactlyOneOfAPromotionAndAnAbortSucceed() throws Exception {
        String route = followed("refused-race");
        String id = rollout(route, "[{\"weight\": 50}]");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.registry().hold(true);
            Future<HttpResponse<String>> promoting = threads.submit(() -> judge(id, 0, "PROMOTE"));
            await("the promotion waits for the registry")
                    .until(() -> gateway.registry().waiting() == 1);
            assertRefused(act(id, "promote", "{\"full\": true}"), "conflict");
            Future<HttpResponse<String>> aborting = threads.submit(() -> act(id, "abort", ""));
            await("the canary gets no more calls")
                    .until(() -> get(id).path("weight").asInt() == 0);
            gateway.registry().hold(false);
            assertRefused(promoting.get(), "rollout-closed");
            assertThat(aborting.get().statusCode()).isEqualTo(200);
            assertAt(get(id), "ABORTED", 0, 0);
            assertThat(gateway.registry().production(route)).isEqualTo(1);

            for (int i = 0; i < 3; i++) {
                String other = followed("refused-race-" + i);
                String both = rollout(other, "[{\"weight\": 50}]");
                Future<HttpResponse<String>> one = threads.submit(() -> judge(both, 0, "PROMOTE"));
                Future<HttpResponse<String>> two = threads.submit(() -> act(both, "abort", ""));
                boolean promoted = one.get().statusCode() == 200;
                assertThat(two.get().statusCode()).isEqualTo(promoted ? 409 : 200);
                assertThat(get(both).path("state").asString()).isEqualTo(promoted ? "PROMOTED" : "ABORTED");
                assertThat(gateway.registry().production(other)).isEqualTo(promoted ? 2 : 1);
            }
        } finally {
            gateway.registry().hold(false);
        }
    }

    @Test
    void recordsARollbackOfADryRunAndRehearsesOne() {
        String route = fixed("refused-dry", "PRODUCTION");
        HttpResponse<String> made =
                create(route, "{\"version\": 2}", TWO_STEPS, ", \"analysis\": {\"rollback\": \"DRY_RUN\"}");
        String id = json(made).path("id").asString();
        assertAt(judged(id, 0, "ROLL_BACK"), "RUNNING", 0, 10);
        assertAt(judged(id, 0, "ROLL_BACK"), "RUNNING", 0, 10);
        assertThat(get(id).path("skippedRollback").path("reason").asString()).isEqualTo("As measured.");
        assertThat(drill(id).path("passed").asBoolean()).isTrue();
        assertAt(get(id), "RUNNING", 0, 10);
        done(id, "promote", "{\"full\": true}");
        assertThat(drill(id).path("passed").asBoolean()).isTrue();
        assertAt(get(id), "PROMOTED", 1, 100);
        assertThat(served(route, "")).isEqualTo("m2 by main");
        route(route, "PRODUCTION", "{\"model\": \"refused-dry\", \"version\": 3}", "");
        assertThat(drill(id).path("problem").asString()).startsWith("rollout-overtaken");
        assertThat(actions(id))
                .containsExactly("started", "rollbackSkipped", "drilled", "promoted", "drilled", "drilled");
        assertThat(events(id).getLast().at("/attributes/drill/passed").asBoolean())
                .isFalse();
        HttpResponse<String> drills = gateway.send("GET", ROLLOUTS + "/" + id + "/drills", gateway.engineer(), "");
        assertThat(json(drills).size()).isEqualTo(3);

        String aborted = rollout(fixed("refused-undrilled", "PRODUCTION"), TWO_STEPS);
        done(aborted, "abort", "");
        assertRefused(act(aborted, "drills", ""), "rollout-closed");
    }

    private JsonNode drill(String id) {
        HttpResponse<String> answer = act(id, "drills", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    @Test
    void startsACandidateAgainOnlyAfterItsCoolDown() {
        String route = fixed("refused-hot", "PRODUCTION");
        judged(rollout(route, TWO_STEPS), 0, "ROLL_BACK");
        assertRefused(create(route, "{\"version\": 2}", TWO_STEPS, ""), "rollout-cooling-down");
        String other = json(create(route, "{\"version\": 3}", TWO_STEPS, ""))
                .path("id")
                .asString();
        done(other, "abort", "");
        gateway.database()
                .sql("update gateway.rollout set ended_at = ended_at - interval '10 minutes' where route = ?")
                .param(route)
                .update();
        assertThat(create(route, "{\"version\": 2}", TWO_STEPS, "").statusCode())
                .isEqualTo(201);
    }
}
