package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What holds a route back for a time, and how it ends.
class RestraintIT extends ProductionTests {

    private static final String PAUSE = "\"kind\": \"PAUSE\"";

    RestraintIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void pausesARouteUntilItIsReleased() {
        gateway.route("held-still", "[" + variant("a", "fake", "m", 1) + "]", "");
        UUID id = UUID.randomUUID();
        assertThat(json(restrain("held-still", UUID.randomUUID(), PAUSE + ", \"dryRun\": true"))
                        .at("/after/paused")
                        .asBoolean())
                .isTrue();
        assertThat(call("held-still").statusCode()).as("after a dry run").isEqualTo(200);

        HttpResponse<String> put = restrain("held-still", id, PAUSE);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(json(put).at("/before/paused").asBoolean(true)).isFalse();
        assertThat(json(call("held-still")).at("/error/code").asString()).isEqualTo("route_paused");
        assertThat(restrain("held-still", id, PAUSE).body()).as("repeated").isEqualTo(put.body());
        assertThat(restrain("held-still", UUID.randomUUID(), PAUSE).statusCode())
                .as("a second of its kind")
                .isEqualTo(409);
        assertThat(gateway.send("GET", ROUTES + "held-still/restraints", gateway.engineer(), "")
                        .body())
                .contains(id.toString());
        assertThat(gateway.send("DELETE", ROUTES + "held-still/restraints/" + id, gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(403);

        assertThat(release("held-still", id, false).statusCode()).isEqualTo(204);
        assertThat(call("held-still").statusCode()).isEqualTo(200);
        assertThat(release("held-still", id, false).statusCode()).isEqualTo(404);
        assertThat(restrain("held-still", id, PAUSE).statusCode())
                .as("an id that has ended")
                .isEqualTo(409);
        assertThat(routeEvents("held-still"))
                .extracting(event -> event.path("action").asString())
                .containsSubsequence("gateway.route.restrained", "gateway.route.released");
    }

    @Test
    void endsByItselfAndNeverSilentlyOverAChangedRoute() {
        gateway.route("held-short", "[" + variant("a", "fake", "m", 1) + "]", "");
        UUID id = UUID.randomUUID();
        restrain("held-short", id, PAUSE);
        gateway.route("held-short", "[" + variant("a", "fake", "m", 1) + "]", ", \"retries\": 1");
        HttpResponse<String> refused = release("held-short", id, true);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asString()).endsWith("/route-changed");
        assertThat(call("held-short").statusCode()).isEqualTo(503);
        assertThat(release("held-short", id, false).statusCode()).isEqualTo(204);

        UUID brief = UUID.randomUUID();
        gateway.send(
                "PUT",
                ROUTES + "held-short/restraints/" + brief,
                monitoring(),
                "{\"team\": \"" + TEAM + "\", \"reason\": \"test\", \"seconds\": 1, " + PAUSE + "}");
        assertThat(call("held-short").statusCode()).isEqualTo(503);
        await("its end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> call("held-short").statusCode() == 200);
    }

    @Test
    void letsFallbacksAnswerOnlyWhereThereAreAny() {
        gateway.route("held-back", "[" + variant("a", "fake", "m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "spare"}], "cache": {"ttlSeconds": 60}""");
        call("held-back");
        UUID id = UUID.randomUUID();
        assertThat(json(restrain("held-back", id, "\"kind\": \"USE_FALLBACKS\""))
                        .at("/after/targets/0")
                        .asString())
                .isEqualTo("fake/spare");
        assertThat(call("held-back").statusCode()).isEqualTo(200);
        assertThat(provider.received().getLast().body().path("model").asString())
                .as("and not what the cache has of the own target")
                .isEqualTo("spare");
        release("held-back", id, true);
        gateway.route("held-alone", "[" + variant("a", "fake", "m", 1) + "]", "");
        assertThat(json(restrain("held-alone", UUID.randomUUID(), "\"kind\": \"USE_FALLBACKS\""))
                        .path("type")
                        .asString())
                .endsWith("/restraint-refused");
    }

    @Test
    void lowersAWeightAndNeverRaisesOne() {
        String both = "[" + variant("a", "fake", "m-a", 60) + ", " + variant("b", "fake", "m-b", 40) + "]";
        gateway.route("held-low", both, ", \"sticky\": \"request\"");
        HttpResponse<String> half = restrain(
                "held-low",
                UUID.randomUUID(),
                "\"kind\": \"LOWER_WEIGHT\", \"variant\": \"a\", \"by\": 0.5, \"dryRun\": true");
        assertThat(json(half).at("/after/weights/a").asInt()).as(half.body()).isEqualTo(30);
        assertThat(json(half).at("/after/weights/b").asInt()).isEqualTo(40);
        UUID id = UUID.randomUUID();
        restrain("held-low", id, "\"kind\": \"LOWER_WEIGHT\", \"variant\": \"a\", \"by\": 1");
        for (int i = 0; i < 12; i++) {
            assertThat(RunningGateway.variantOf(call("held-low"))).isEqualTo("b");
        }
        assertThat(restrain("held-low", UUID.randomUUID(), "\"kind\": \"LOWER_WEIGHT\", \"variant\": \"b\", \"by\": 1")
                        .statusCode())
                .as("the last one with a weight")
                .isEqualTo(409);
        release("held-low", id, true);
    }

    @Test
    void guardsAProductionRouteMoreStrictlyAndReturnsToWhatWasApproved() {
        Policies.publish(gateway, "held-tight", 1, null, """
                {"stages": {"input": {"pii": {"action": "block"}}}}""");
        model("held-model", "HIGH", 2, true);
        put("held-firm", "PRODUCTION", leading("held-model", 1), "");
        String own = policyOf("held-firm");
        String policy = "\"kind\": \"STRICTER_POLICY\", \"policy\": \"held-tight\"";
        HttpResponse<String> looser = restrain("held-firm", UUID.randomUUID(), policy);
        assertThat(looser.statusCode()).isEqualTo(409);
        assertThat(json(looser).path("detail").asString()).contains("not at least as strict");

        gateway.service().governance().stricter("held-tight@1", own);
        UUID id = UUID.randomUUID();
        HttpResponse<String> put = restrain("held-firm", id, policy);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(policyOf("held-firm")).isEqualTo("held-tight@1");
        assertThat(release("held-firm", id, true).statusCode()).isEqualTo(204);
        assertThat(policyOf("held-firm")).as("without an approval").isEqualTo(own);

        UUID again = UUID.randomUUID();
        restrain("held-firm", again, policy);
        assertThat(policyOf("held-firm")).isEqualTo("held-tight@1");
        Policies.publish(gateway, "held-tight", 2, null, "{\"stages\": {}}");
        await("the end of a policy that is no longer stricter")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(policyOf("held-firm")).isEqualTo(own));
    }

    private String policyOf(String route) {
        HttpResponse<String> answer = call(route);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return gateway.event(answer).at("/attributes/policy").asString();
    }

    private HttpResponse<String> call(String route) {
        return gateway.call(chat(route, "Hi", ""));
    }

    private String monitoring() {
        return gateway.service().governance().serviceToken("monitoring");
    }

    private HttpResponse<String> restrain(String route, UUID id, String more) {
        return gateway.send(
                "PUT",
                ROUTES + route + "/restraints/" + id,
                monitoring(),
                "{\"team\": \"" + TEAM + "\", \"reason\": \"test\", \"seconds\": 600, " + more + "}");
    }

    private HttpResponse<String> release(String route, UUID id, boolean onlyIfUnchanged) {
        return gateway.send(
                "DELETE",
                ROUTES + route + "/restraints/" + id + "?onlyIfUnchanged=" + onlyIfUnchanged,
                monitoring(),
                "");
    }
}
