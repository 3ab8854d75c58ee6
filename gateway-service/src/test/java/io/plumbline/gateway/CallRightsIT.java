package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.testkit.DeniedRequests;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Who may call what, by which credential.
@ExtendWith(SharedGateway.class)
class CallRightsIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    CallRightsIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void takesTheKeyInEitherHeader() {
        String key = gateway.service().governance().apiKey(TEAM, Role.APPLICATION);
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.send(
                                        "POST", "/v1/chat/completions", "", chat("support", "Hi", ""), "x-api-key", key)
                                .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void letsOnlyThoseWhoBuildModelsCallRegisteredVersions() {
        gateway.registry()
                .publish(new ModelEntry(
                        "candidate",
                        TEAM,
                        "LIMITED",
                        Map.of("next", 3),
                        List.of(new ModelVersionEntry(
                                3,
                                "FOUNDATION",
                                "fake",
                                "up-3",
                                "NONE",
                                false,
                                JSON.readTree("{\"temperature\":0}")))));
        for (String name : List.of("registry:candidate@3", "registry:candidate@next")) {
            HttpResponse<String> answer =
                    gateway.send("POST", "/v1/chat/completions", gateway.engineer(), chat(name, "Hi", ""));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode attributes = gateway.event(answer).path("attributes");
            assertThat(attributes.path("route").asString()).isEqualTo("registry");
            assertThat(attributes.path("modelVersion").asInt()).isEqualTo(3);
        }
        assertThat(provider.received().getLast().body().path("model").asString())
                .isEqualTo("up-3");
        assertThat(provider.received().getLast().body().path("temperature").asInt())
                .isZero();
        assertThat(gateway.call(chat("registry:candidate@3", "Hi", "")).statusCode())
                .isEqualTo(403);
        String service = gateway.service().governance().serviceToken("eval");
        assertThat(gateway.send("POST", "/v1/chat/completions", service, chat("registry:candidate@3", "Hi", ""))
                        .statusCode())
                .isEqualTo(200);
        String prompter = gateway.service().governance().userToken(TEAM, Role.PROMPT_ENGINEER);
        assertThat(gateway.send("POST", "/v1/chat/completions", prompter, chat("registry:candidate@3", "Hi", ""))
                        .statusCode())
                .as("the playground of a prompt engineer")
                .isEqualTo(200);
        String stranger = gateway.service().governance().userToken("team-b", Role.ML_ENGINEER);
        assertThat(gateway.send("POST", "/v1/chat/completions", stranger, chat("registry:candidate@3", "Hi", ""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void callsAVersionThatIsRegisteredOnlyAMomentLater() {
        Registry registry = gateway.service().bean(Registry.class);
        LateChange.isAwaited(
                "late-",
                name -> gateway.registry().model(TEAM, name, "fake", "m", false),
                name -> registry.model(name).isPresent(),
                name -> gateway.send(
                                "POST",
                                "/v1/chat/completions",
                                gateway.engineer(),
                                chat("registry:" + name + "@1", "Hi", ""))
                        .statusCode(),
                200);
    }

    @Test
    void callsProvidersDirectlyOnlyWithTheScope() {
        String key = gateway.service().governance().apiKey(TEAM, Role.APPLICATION, "direct-models");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                gateway.send("POST", "/v1/chat/completions", key, chat("fake/org/model-x", "Hi", ""))
                                        .statusCode())
                        .isEqualTo(200));
        assertThat(provider.received().getLast().body().path("model").asString())
                .isEqualTo("org/model-x");
        assertThat(gateway.call(chat("fake/model-x", "Hi", "")).statusCode()).isEqualTo(403);
        assertThat(gateway.send("POST", "/v1/chat/completions", key, chat("nobody/model-x", "Hi", ""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void bindsAKeyToItsRoutesInCallsAndInTheListOfModels() {
        gateway.route("bound", "fake");
        ApiKey key = ApiKey.generate(new SecureRandom());
        gateway.service()
                .governance()
                .publish(new ApiKeyEntry(
                        key.id(),
                        TEAM,
                        "application",
                        key.secretSha256(),
                        null,
                        null,
                        List.of(),
                        List.of("bound"),
                        null,
                        false));
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                gateway.send("POST", "/v1/chat/completions", key.text(), chat("bound", "Hi", ""))
                                        .statusCode())
                        .isEqualTo(200));
        assertThat(gateway.send("POST", "/v1/chat/completions", key.text(), chat("support", "Hi", ""))
                        .statusCode())
                .isEqualTo(404);
        JsonNode models = json(gateway.send("GET", "/v1/models", key.text(), ""));
        assertThat(models.path("object").asString()).isEqualTo("list");
        assertThat(models.path("data").size()).isEqualTo(1);
        assertThat(models.at("/data/0/id").asString()).isEqualTo("bound");
        assertThat(gateway.send("GET", "/v1/models/bound", key.text(), "").statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("GET", "/v1/models/support", key.text(), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void bindsAKeyToItsRoutesInTheirManagement() {
        gateway.route("own", "fake");
        gateway.route("foreign", "fake");
        String key = gateway.service().governance().limitedKey(TEAM, Role.ML_ENGINEER, "own");
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.send("GET", "/api/v1/routes/own", key, "")
                                .statusCode())
                        .isEqualTo(200));
        JsonNode document = json(gateway.send("GET", "/api/v1/routes/foreign", gateway.engineer(), ""));
        String rollout = """
                {"route": "foreign", "candidate": {"version": 1}, "steps": [{"weight": 5}]}""";
        String route = """
                {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(TEAM, RunningGateway.variant("only", "fake", "m", 100));
        Map<String, String> foreign = Map.of(
                "DELETE /api/v1/routes/foreign", "",
                "GET /api/v1/routes/foreign", "",
                "GET /api/v1/routes/foreign/health", "",
                "PUT /api/v1/routes/foreign", route,
                "POST /api/v1/routes/foreign/diff", route,
                "PUT /api/v1/routes/foreign/policy", "{\"policy\": null}",
                "PUT /api/v1/routes/made", route,
                "POST /api/v1/rollouts", rollout,
                "GET /api/v1/rollouts?route=foreign", "",
                "GET /api/v1/providers", "");
        foreign.forEach((operation, body) -> {
            String[] words = operation.split(" ", 2);
            HttpResponse<String> answer = gateway.send(words[0], words[1], key, body);
            assertThat(answer.statusCode()).as(operation).isEqualTo(403);
            assertThat(answer.body()).as(operation).contains("limited to routes");
        });
        assertThat(json(gateway.send("GET", "/api/v1/routes/foreign", gateway.engineer(), "")))
                .isEqualTo(document);
        JsonNode routes = json(gateway.send("GET", "/api/v1/routes", key, "")).path("items");
        assertThat(routes.size()).isEqualTo(1);
        assertThat(routes.at("/0/name").asString()).isEqualTo("own");
        assertThat(gateway.send("GET", "/api/v1/rollouts", key, "").statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("DELETE", "/api/v1/routes/own", key, "").statusCode())
                .isEqualTo(204);
        DeniedRequests.assertReported(
                gateway.service(), List.of("route:read", "route:write", "rollout:read", "rollout:write"));
    }

    @Test
    void showsAnotherTeamNothingOfThisOnesRoutes() {
        String stranger = gateway.service().governance().userToken("team-b", Role.APPLICATION);
        HttpResponse<String> theirs = gateway.send("POST", "/v1/chat/completions", stranger, chat("support", "Hi", ""));
        HttpResponse<String> nobodys =
                gateway.send("POST", "/v1/chat/completions", stranger, chat("no-such", "Hi", ""));
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(nobodys.body());
        assertThat(json(gateway.send("GET", "/v1/models", stranger, ""))
                        .path("data")
                        .size())
                .isZero();
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void letsOnlyBuildersCallForEvaluation() {
        String body = chat("support", "Hi", ", \"plumbline\": {\"purpose\": \"evaluation\"}");
        assertThat(gateway.call(body).statusCode()).isEqualTo(403);
        HttpResponse<String> answer = gateway.send("POST", "/v1/chat/completions", gateway.engineer(), body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.event(answer).at("/attributes/purpose").asString()).isEqualTo("evaluation");
    }

    @Test
    void letsOnlyRedTeamsCallWithoutGuardsAndOnlyForEvaluation() {
        String leak = "My card is 4111 1111 1111 1111.";
        String body = chat("support", leak, ", \"plumbline\": {\"purpose\": \"evaluation\", \"guards\": \"bypass\"}");
        assertThat(gateway.send("POST", "/v1/chat/completions", gateway.engineer(), body)
                        .statusCode())
                .as("an engineer may call for evaluation, but not without guards")
                .isEqualTo(403);
        assertThat(provider.received()).isEmpty();
        String service = gateway.service().governance().serviceToken("eval");
        HttpResponse<String> answer = gateway.send("POST", "/v1/chat/completions", service, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.received().getLast().toString()).contains("4111 1111 1111 1111");
        assertThat(gateway.event(answer).toString()).contains("(bypass)@0");
        String production = chat("support", leak, ", \"plumbline\": {\"guards\": \"bypass\"}");
        assertThat(gateway.send("POST", "/v1/chat/completions", service, production)
                        .statusCode())
                .isEqualTo(400);
        provider.reset();
    }

    @Test
    void endsStreamsForEvaluationAloneWithTheirFindings() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hello.");
            connection.finish("stop");
            connection.usage(10, 5);
            connection.done();
        });
        String evaluation = chat("support", "Hi", ", \"stream\": true, \"plumbline\": {\"purpose\": \"evaluation\"}");
        assertThat(gateway.send("POST", "/v1/chat/completions", gateway.engineer(), evaluation)
                        .body())
                .containsPattern("\\n: x-plumbline-guardrails: [^\\n]+\\n\\ndata:")
                .endsWith("data: [DONE]\n\n");
        assertThat(gateway.call(chat("support", "Hi", ", \"stream\": true")).body())
                .doesNotContain("x-plumbline")
                .endsWith("data: [DONE]\n\n");
        provider.reset();
    }
}
