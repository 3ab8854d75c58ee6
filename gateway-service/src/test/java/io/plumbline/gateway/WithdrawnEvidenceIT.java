package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.clients.registry.VersionStanding.Evidence;
import io.plumbline.configuration.ServedConfiguration;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What production routes may serve by once evidence or an approval is taken back, or was never of them.
class WithdrawnEvidenceIT extends ProductionTests {

    WithdrawnEvidenceIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void servesUntilTheGraceIsOverOnceEvidenceWasWithdrawn() {
        model("waning", "MINIMAL", 0, true);
        put("waning", "PRODUCTION", leading("waning", 1), "");
        withdraw("waning", Instant.now().minusSeconds(60));
        await("an incident")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.service().governance().incidents().keySet().stream()
                        .anyMatch(key -> key.startsWith("withdrawn waning")));
        assertThat(gateway.call(chat("waning", "Hi", "")).statusCode()).isEqualTo(200);
        assertThat(configurations("waning").at("/configurations/0/servesUntil").isNull())
                .isFalse();
        withdraw("waning", Instant.now().minus(Duration.ofDays(8)));
        await("the grace to be over")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call(chat("waning", "Hi", "")).statusCode() == 503);
        assertThat(routeEvents("waning").stream()
                        .map(event -> event.path("action").asString()))
                .contains("gateway.configuration.withdrawn");
    }

    @Test
    void takesNoApprovalThatWasRevokedThroughAFreeChange() {
        model("laundered", "LIMITED", 1, true);
        String variant = leading("laundered", 1);
        put("laundered", "PRODUCTION", variant, "");
        String approved = approve(putRoute("laundered", "PRODUCTION", variant, HARDENING));
        put("laundered", "PRODUCTION", variant, HARDENING);
        Map<?, ?> variants = routeEvents("laundered").stream()
                .map(event -> event.path("attributes"))
                .filter(attributes -> attributes.hasNonNull("approvalId"))
                .map(attributes -> RunningGateway.JSON.convertValue(attributes.path("variants"), Map.class))
                .findFirst()
                .orElseThrow();
        assertThat(approved)
                .as("the log says what was approved")
                .isEqualTo("laundered " + ServedConfiguration.digestOf(variants));
        String mirrored = HARDENING + """
                , "shadow": {"share": 0.001, "target": {"model": "laundered", "version": 1}}""";
        put("laundered", "PRODUCTION", variant, mirrored);
        gateway.service().governance().revokeApproval(approved, Instant.now());
        await("what was mirrored rests on the approval too")
                .atMost(Duration.ofSeconds(10))
                .until(() -> configurations("laundered")
                        .at("/configurations/0/servesUntil")
                        .isString());
        assertRefused(
                putRoute("laundered", "PRODUCTION", variant, HARDENING + ", \"retries\": 1"),
                "approval-required",
                "HARDENING");
        put("laundered", "PRODUCTION", variant, "");
    }

    @Test
    void keepsItsMeasureWhileNobodyMayServe() {
        model("emptied", "LIMITED", 1, true);
        put("emptied", "PRODUCTION", leading("emptied", 1), "");
        withdraw("emptied", "LIMITED", Instant.now().minus(Duration.ofDays(8)));
        await("the only target is refused")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call(chat("emptied", "Hi", "")).statusCode() != 200);
        put("emptied", "PRODUCTION", leading("emptied", 1), HARDENING);
        model("emptied", "LIMITED", 1, true);
        await("the hardening waits for its approval")
                .atMost(Duration.ofSeconds(10))
                .until(() -> configurations("emptied")
                        .at("/pending/0/changes/0/kind")
                        .asString("")
                        .equals("HARDENING"));
        assertThat(gateway.call(chat("emptied", "Hi", "")).statusCode()).isEqualTo(503);
    }

    /// A route follows its policy's revisions, and each of them may have been approved by itself.
    @Test
    void restsOnTheApprovalOfItsPolicysRevision() {
        model("rests-on-policy", "LIMITED", 1, true);
        Policies.publish(gateway, "watchful", BLOCKS);
        assertThat(gateway.send("PUT", ROUTES + "rests-on-policy", gateway.admin(), """
                        {"team": "%s", "environment": "PRODUCTION", "policy": "watchful", "variants": [%s]}""".formatted(
                                        TEAM, leading("rests-on-policy", 1)))
                        .statusCode())
                .isEqualTo(201);
        UUID approval = UUID.randomUUID();
        Policies.publishApproved(gateway, "watchful", 2, FLAGS, 1, approval);
        await("what is looser, and approved, serves")
                .atMost(Duration.ofSeconds(10))
                .until(() -> serving("rests-on-policy", 2).path("servesUntil").isNull());
        gateway.service().governance().revokeApproval(approval, Instant.now());
        await("it serves until the grace is over")
                .atMost(Duration.ofSeconds(10))
                .until(() -> serving("rests-on-policy", 2).path("servesUntil").isString());
        assertThat(gateway.call(chat("rests-on-policy", "Hi", "")).statusCode()).isEqualTo(200);
        Policies.publish(gateway, "watchful", 3, null, BLOCKS);
        await("what it was before holds again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> serving("rests-on-policy", 3).path("servesUntil").isNull());
    }

    private JsonNode serving(String route, int policy) {
        return configurations(route)
                .path("configurations")
                .valueStream()
                .filter(each -> each.at("/document/policy/version").asInt() == policy)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static final String BLOCKS = """
            {"stages": {"input": {"pii": {"action": "block"}}}}""";
    private static final String FLAGS = """
            {"stages": {"input": {"pii": {"action": "flag"}}}}""";

    @Test
    void asksForAGateOfAPromptWithTheModelThatItPrecedes() {
        model("prompt-together", "MINIMAL", 0, true, true);
        String service = gateway.service().governance().serviceToken("eval");
        promptEvaluatedWith("preceding", null);
        JsonNode evaluated =
                json(gateway.send("POST", "/internal/v1/served-configurations", service, """
                {"team": "%s", "model": "prompt-together", "version": 1, "prompt": "preceding@1"}""".formatted(TEAM)));
        promptEvaluatedWith("preceding", evaluated.path("document"));
        put("prompt-together", "PRODUCTION", preceded(1), "");
        HttpResponse<String> refused = putRoute("prompt-together", "PRODUCTION", preceded(2), "");
        assertRefused(refused, "gate-required", "PROMPT");
        assertThat(refused.body()).contains("preceding@1 on prompt-together@2 has not passed its gates");
    }

    private static String preceded(int version) {
        return """
                {"name": "a", "weight": 1, "prompt": "preceding@1",
                 "target": {"model": "prompt-together", "version": %d}}""".formatted(version);
    }

    private void promptEvaluatedWith(String name, @Nullable JsonNode document) {
        VersionStanding standing = new VersionStanding(
                true,
                false,
                0,
                null,
                List.of(new Evidence(UUID.randomUUID(), "suite", 1, "PASS", Instant.now(), null, document)),
                null);
        JsonNode messages = parsed("[{\"role\": \"system\", \"content\": \"Be brief.\"}]");
        gateway.registry()
                .publish(new PromptEntry(
                        name,
                        TEAM,
                        Map.of(),
                        List.of(new PromptVersionEntry(
                                1, messages, parsed("{}"), null, "NONE", true, null, standing))));
    }
}
