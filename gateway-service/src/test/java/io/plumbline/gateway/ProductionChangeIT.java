package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How changes to what production routes serve by are decided, and that nothing else is served.
class ProductionChangeIT extends ProductionTests {

    private static final String SHA = "sha256:[0-9a-f]{64}";

    ProductionChangeIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void bindsCallsToTheConfigurationThatServesThem() {
        model("held-to", "MINIMAL", 0, true);
        put("held-to", "PRODUCTION", leading("held-to", 1), "");
        HttpResponse<String> answer = gateway.call(chat("held-to", "Hi", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String digest =
                answer.headers().firstValue("x-plumbline-served-configuration").orElseThrow();
        assertThat(digest).matches(SHA);
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("environment").asString()).isEqualTo("PRODUCTION");
        assertThat(attributes.path("servedConfiguration").asString()).isEqualTo(digest);
        JsonNode view = configurations("held-to");
        assertThat(view.at("/configurations/0/digest").asString()).isEqualTo(digest);
        assertThat(view.at("/configurations/0/variants/0").asString()).isEqualTo("a");
        JsonNode authorized = routeEvents("held-to").stream()
                .filter(event -> event.path("action").asString().equals("gateway.configuration.authorized"))
                .findFirst()
                .orElseThrow();
        assertThat(authorized.at("/attributes/servedConfiguration").asString()).isEqualTo(digest);
        assertThat(authorized.at("/attributes/document/target/digest").asString())
                .isEqualTo(digest(1));
    }

    @Test
    void keepsProductionNamesInProduction() {
        model("kept", "MINIMAL", 0, true);
        put("kept", "PRODUCTION", leading("kept", 1), "");
        String direct = variant("a", "fake", "m", 1);
        assertRefused(putRoute("kept", "DEVELOPMENT", direct, ""), "production-change-refused", "LEAVES_PRODUCTION");
        assertThat(gateway.send("DELETE", ROUTES + "kept", gateway.engineer(), "")
                        .statusCode())
                .isEqualTo(204);
        assertRefused(putRoute("kept", "DEVELOPMENT", direct, ""), "production-change-refused", "LEAVES_PRODUCTION");
        put("kept", "PRODUCTION", leading("kept", 1), "");
    }

    @Test
    void asksAsManyAsTheStrictestTierThatTheRouteHasServed() {
        model("grave", "HIGH", 2, true);
        model("trivial", "MINIMAL", 0, true, true);
        put("risk-tiers", "PRODUCTION", leading("grave", 1), "");
        JsonNode needed =
                json(gateway.send("POST", ROUTES + "risk-tiers/requirements", gateway.engineer(), """
                    {"team": "%s", "environment": "PRODUCTION", "variants": [%s]}\
                    """.formatted(
                                TEAM, leading("trivial", 1))));
        assertThat(needed.path("approvers").asInt()).as(needed.toString()).isEqualTo(2);
        assertThat(needed.path("changes").toString()).contains("TARGET");
        HttpResponse<String> refused = putRoute("risk-tiers", "PRODUCTION", leading("trivial", 1), "");
        assertRefused(refused, "approval-required", "TARGET");
        assertThat(refused.body()).contains("0 of 2");
        assertThat(gateway.call(chat("risk-tiers", "Hi", "")).statusCode()).isEqualTo(200);
        approve(refused);
        put("risk-tiers", "PRODUCTION", leading("trivial", 1), "");
        assertRefused(putRoute("risk-tiers", "PRODUCTION", leading("trivial", 2), ""), "approval-required", "TARGET");
        assertThat(configurations("risk-tiers").path("riskTier").asString()).isEqualTo("HIGH");
        JsonNode changed = routeEvents("risk-tiers").stream()
                .filter(event -> event.path("action").asString().equals("gateway.route.changed"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.at("/attributes/digestBefore").asString()).matches(SHA);
        assertThat(changed.at("/attributes/digestAfter").asString()).matches(SHA);
        assertThat(changed.at("/attributes/changes/0/pointer").asString()).startsWith("/variants/0/target");
    }

    @Test
    void asksForApprovalOfHardeningAndOfMirrorsElsewhere() {
        model("hard", "LIMITED", 1, true);
        gateway.provider("elsewhere", provider.url() + "/elsewhere");
        gateway.registry()
                .publish(new ModelEntry(
                        "elsewhere",
                        TEAM,
                        "MINIMAL",
                        Map.of(),
                        List.of(new ModelVersionEntry(1, "FOUNDATION", "elsewhere", "m", "NONE", false, null))));
        put("hard", "PRODUCTION", leading("hard", 1), "");
        assertRefused(putRoute("hard", "PRODUCTION", leading("hard", 1), """
            , "hardening": {"before": "Praise our competitor."}\
            """), "approval-required", "HARDENING");
        assertRefused(
                putRoute("hard", "PRODUCTION", leading("hard", 1), """
                    , "shadow": {"share": 1.0, "target": {"model": "elsewhere", "version": 1}}\
                    """), "approval-required", "SHADOW_OTHER_VENDOR");
        assertThat(putRoute("hard-new", "PRODUCTION", leading("hard", 1), """
            , "hardening": {"before": "Praise our competitor."}\
            """).statusCode())
                .as("a new route is compared with what was evaluated")
                .isEqualTo(409);
        put("hard", "PRODUCTION", leading("hard", 1), """
            , "retries": 1, "limits": {"requestsPerMinute": 100}\
            """);
    }

    /// Without approval, an engineer could send internal documents to a vendor.
    @Test
    void asksForApprovalOfAnotherKnowledgeBase() {
        model("reads", "MINIMAL", 0, true);
        gateway.registry().knowledge().base(TEAM, "handbook");
        gateway.registry().knowledge().base(TEAM, "board-minutes");
        String handbook = """
            , "retrieval": {"knowledgeBase": "handbook"}\
            """;
        put("reads", "PRODUCTION", leading("reads", 1), "");
        HttpResponse<String> refused = putRoute("reads", "PRODUCTION", leading("reads", 1), handbook);
        assertRefused(refused, "approval-required", "RETRIEVAL");
        assertThat(refused.body()).contains("handbook, terms ");
        approve(refused);
        put("reads", "PRODUCTION", leading("reads", 1), handbook);
        assertThat(gateway.call(chat("reads", "Hi", "")).statusCode()).isEqualTo(200);
        for (String other :
                List.of("", handbook.replace("handbook", "board-minutes"), handbook.replace("}", ", \"limit\": 20}"))) {
            assertRefused(
                    putRoute("reads", "PRODUCTION", leading("reads", 1), other), "approval-required", "RETRIEVAL");
        }
        put("reads", "PRODUCTION", leading("reads", 1), handbook.replace("}", ", \"limit\": 5}"));
        assertThat(configurations("reads")
                        .at("/configurations/0/document/retrieval/knowledgeBase")
                        .asString())
                .isEqualTo("handbook");
    }

    @Test
    void keepsThePolicyOfARouteThatIsMadeAgain() {
        model("policy-kept", "MINIMAL", 0, true);
        String strict = """
            , "policy": "standard\"\
            """;
        String path = ROUTES + "policy-kept";
        assertThat(gateway.send("PUT", path, gateway.admin(), """
            {"team": "%s", "environment": "PRODUCTION", "variants": [%s]%s}\
            """.formatted(TEAM, leading("policy-kept", 1), strict))
                        .statusCode())
                .isEqualTo(201);
        assertThat(gateway.send("DELETE", path, gateway.engineer(), "").statusCode())
                .isEqualTo(204);
        assertThat(putRoute("policy-kept", "PRODUCTION", leading("policy-kept", 1), "")
                        .statusCode())
                .isEqualTo(403);
        put("policy-kept", "PRODUCTION", leading("policy-kept", 1), strict);
    }

    @Test
    void asksForApprovalBeforeAProviderMoves() {
        gateway.provider("mover", provider.url());
        gateway.registry()
                .publish(new ModelEntry(
                        "moved",
                        TEAM,
                        "MINIMAL",
                        Map.of(),
                        List.of(new ModelVersionEntry(1, "FOUNDATION", "mover", "m1", "PRODUCTION", true, null))));
        put("moved", "PRODUCTION", leading("moved", 1), "");
        String before = configurations("moved").at("/configurations/0/digest").asString();
        String body = """
            {"kind": "openai", "baseUrl": "%s/elsewhere", "credential": "sk-of-the-provider"}\
            """.formatted(provider.url());
        HttpResponse<String> refused = gateway.send("PUT", PROVIDERS + "mover", gateway.admin(), body);
        assertRefused(refused, "approval-required", "PROVIDER_ADDRESS");
        assertThat(gateway.call(chat("moved", "Hi", "")).statusCode()).isEqualTo(200);
        approve(refused);
        assertThat(gateway.send("PUT", PROVIDERS + "mover", gateway.admin(), body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(configurations("moved").at("/configurations/0/digest").asString())
                .isNotEqualTo(before);
        HttpResponse<String> inUse = gateway.send("DELETE", PROVIDERS + "mover", gateway.admin(), "");
        assertThat(json(inUse).path("type").asString()).isEqualTo("/problems/provider-in-use");
        assertThat(json(inUse).at("/versions/0").asString()).isEqualTo("moved@1");
    }

    @Test
    void servesNothingThatAPointerBringsToARouteOfAStricterTier() {
        model("steep", "HIGH", 2, true);
        model("slight", "MINIMAL", 0, true, true);
        put("steep", "PRODUCTION", leading("steep", 1), "");
        String following = """
            {"name": "a", "weight": 1, "target": {"model": "slight", "alias": "production"}}\
            """;
        HttpResponse<String> refused = putRoute("steep", "PRODUCTION", following, "");
        approve(refused);
        put("steep", "PRODUCTION", following, "");
        assertThat(gateway.call(chat("steep", "Hi", "")).statusCode()).isEqualTo(200);
        gateway.registry().point("slight", 2);
        await("the pointer to be followed and refused")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(gateway.call(chat("steep", "Hi", "")).statusCode())
                                .isEqualTo(503));
        JsonNode pending = configurations("steep").at("/pending/0");
        assertThat(pending.path("outcome").asString()).isEqualTo("NEEDS_APPROVAL");
        await("an incident")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.service().governance().incidents().keySet().stream()
                        .anyMatch(key -> key.startsWith("withheld steep")));
        approve(putRoute("steep", "PRODUCTION", following, ""));
        put("steep", "PRODUCTION", following, "");
        assertThat(gateway.call(chat("steep", "Hi", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void servesAPointersNextVersionAtOnceWhereItIsGated() {
        model("followed-on", "MINIMAL", 0, true, true);
        put("followed-on", "PRODUCTION", registered("followed-on"), "");
        gateway.registry().point("followed-on", 2);
        await("version 2").atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            HttpResponse<String> answer = gateway.call(chat("followed-on", "Hi", ""));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(gateway.event(answer).at("/attributes/modelVersion").asInt())
                    .isEqualTo(2);
        });
    }

    @Test
    void liftsNoRouteOutOfProduction() {
        model("stays", "MINIMAL", 0, true);
        put("stays", "PRODUCTION", leading("stays", 1), "");
        assertThat(gateway.send("PUT", ROUTES + "stays/break-glass", gateway.admin(), """
            {"reason": "An outage.", "minutes": 5}\
            """)
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                putRoute("stays", "DEVELOPMENT", variant("a", "fake", "m", 1), ""),
                "production-change-refused",
                "LEAVES_PRODUCTION");
    }

    @Test
    void liftsTheRulesForAPersonAndAWhile() {
        model("lifted", "MINIMAL", 0, true, false);
        put("lifted", "PRODUCTION", leading("lifted", 1), "");
        String path = ROUTES + "lifted/break-glass";
        String window = "{\"reason\": \"The provider of version 1 is down.\", \"minutes\": 5}";
        assertThat(gateway.send("PUT", path, gateway.engineer(), window).statusCode())
                .isEqualTo(403);
        String key = gateway.service().governance().apiKey("platform", Role.PLATFORM_ADMIN);
        await("the key")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.send("PUT", path, key, window).statusCode() == 403);
        assertRefused(putRoute("lifted", "PRODUCTION", leading("lifted", 2), ""), "gate-required");
        assertThat(gateway.send("PUT", path, gateway.admin(), window).statusCode())
                .isEqualTo(200);
        assertThat(gateway.service().governance().incidents().keySet())
                .anyMatch(each -> each.startsWith("break-glass lifted"));
        put("lifted", "PRODUCTION", leading("lifted", 2), "");
        assertThat(gateway.call(chat("lifted", "Hi", "")).statusCode()).isEqualTo(200);
        assertThat(gateway.send("DELETE", path, gateway.admin(), "").statusCode())
                .isEqualTo(204);
        await("the rules to hold again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call(chat("lifted", "Hi", "")).statusCode() == 503);
        assertThat(routeEvents("lifted").stream()
                        .map(event -> event.path("action").asString()))
                .contains("gateway.breakGlass.opened", "gateway.breakGlass.closed");
    }

    @Test
    void tellsGatesWhatProductionWouldServe() {
        model("asked", "MINIMAL", 0, true);
        String service = gateway.service().governance().serviceToken("eval");
        HttpResponse<String> resolved =
                gateway.send("POST", "/internal/v1/served-configurations", service, """
                    {"team": "%s", "model": "asked", "version": 1}\
                    """.formatted(TEAM));
        assertThat(resolved.statusCode()).as(resolved.body()).isEqualTo(200);
        HttpResponse<String> call =
                gateway.send("POST", "/v1/chat/completions", service, chat("registry:asked@1", "Hi", """
                    , "plumbline": {"purpose": "evaluation"}\
                    """));
        assertThat(call.headers().firstValue("x-plumbline-served-configuration"))
                .contains(json(resolved).path("digest").asString());
        assertThat(call.headers().firstValue("x-plumbline-guardrails-input"))
                .as("findings of the question are reported to gates only")
                .isPresent();
        put("asked", "PRODUCTION", leading("asked", 1), "");
        HttpResponse<String> served = gateway.call(chat("asked", "Hi", ""));
        assertThat(served.headers().firstValue("x-plumbline-served-configuration"))
                .as("the simplest route serves what was evaluated")
                .contains(json(resolved).path("digest").asString());
        assertThat(served.headers().firstValue("x-plumbline-guardrails-input")).isEmpty();
        assertThat(gateway.send("POST", "/internal/v1/served-configurations", gateway.engineer(), "{}")
                        .statusCode())
                .isEqualTo(403);
    }

    /// A gate names the route, where others would serve the version differently.
    @Test
    void tellsGatesWhichRoutesServeAVersionDifferently() {
        model("shared", "MINIMAL", 0, true);
        put("shared-a", "PRODUCTION", leading("shared", 1), "");
        put("shared-b", "PRODUCTION", leading("shared", 1), "");
        assertThat(served("shared", "").path("routes"))
                .as("both serve it alike")
                .isEmpty();
        put("shared-b", "PRODUCTION", leading("shared", 1), HARDENING);
        assertThat(served("shared", "").path("routes").valueStream().map(JsonNode::asString))
                .containsExactly("shared-a", "shared-b");
        JsonNode hardened = served("shared", ", \"route\": \"shared-b\"");
        assertThat(hardened.path("routes")).isEmpty();
        assertThat(hardened.path("digest")).isNotEqualTo(served("shared", "").path("digest"));
        String service = gateway.service().governance().serviceToken("eval");
        HttpResponse<String> call =
                gateway.send("POST", "/v1/chat/completions", service, chat("registry:shared@1@shared-b", "Hi", """
                    , "plumbline": {"purpose": "evaluation"}\
                    """));
        assertThat(call.headers().firstValue("x-plumbline-served-configuration"))
                .contains(hardened.path("digest").asString());
        assertThat(gateway.send("POST", "/v1/chat/completions", service, chat("registry:shared@1@shared-b", "Hi", ""))
                        .statusCode())
                .as("no terms of a route without a purpose")
                .isEqualTo(404);
    }

    private JsonNode served(String model, String more) {
        HttpResponse<String> resolved = gateway.send(
                "POST",
                "/internal/v1/served-configurations",
                gateway.service().governance().serviceToken("eval"),
                """
                {"team": "%s", "model": "%s", "version": 1%s}\
                """.formatted(TEAM, model, more));
        assertThat(resolved.statusCode()).as(resolved.body()).isEqualTo(200);
        return json(resolved);
    }
}
