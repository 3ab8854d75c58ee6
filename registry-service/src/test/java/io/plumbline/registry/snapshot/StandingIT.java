package io.plumbline.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.Approval;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// How versions stand with production once what they rest on changes.
class StandingIT extends StandingTests {

    private static final String T2 = "2026-11-02T12:00:00Z";
    private static final String T3 = "2026-11-03T12:00:00Z";

    /// Finding 4 of the penetration test: make a suite easy, pass it, make it strict again.
    @Test
    void servesNothingThatPassedOnlyATemporarilyEasierSuite() {
        Client engineer = model("stand-easy", "MINIMAL", 2, "stand-suite");
        registry.eval().suite("stand-suite", 1, Instant.parse(T1));
        registry.gate("stand-easy", 1, "stand-suite", 1, "PASS", T1);
        transition(engineer, "stand-easy", 1, "PRODUCTION").expect(200);
        registry.eval().suite("stand-suite", 2, Instant.parse(T2));
        registry.gate("stand-easy", 2, "stand-suite", 2, "PASS", T2);
        await("revision 2 is heard of")
                .until(() -> standing("stand-easy", 1).path("withdrawal").isObject());
        assertThat(standing("stand-easy", 2).path("gated").asBoolean()).isTrue();
        long before = snapshot(0).path("version").asLong();

        registry.eval().suite("stand-suite", 3, Instant.parse(T3));

        // As a gateway hears of it: by a delta.
        await("siblings look again").until(() -> names(snapshot(before)).contains("stand-easy"));
        JsonNode second = version("stand-easy", 2);
        assertThat(second.path("mayServeProduction").asBoolean()).isFalse();
        assertThat(second.path("standing").path("gated").asBoolean()).isFalse();
        assertThat(second.path("standing").path("withdrawal").path("since").asString())
                .isEqualTo(T3);
        transition(engineer, "stand-easy", 2, "PRODUCTION").expect(409, "gate-required");

        // What is in production serves for a while, and may come back: a suite that was revised since does not
        // block it.
        JsonNode first = version("stand-easy", 1);
        assertThat(first.path("mayServeProduction").asBoolean()).isTrue();
        assertThat(first.path("standing").path("gated").asBoolean()).isTrue();
        assertThat(first.path("standing").path("withdrawal").path("since").asString())
                .as("the first of the two revisions took its evidence")
                .isEqualTo(T2);

        registry.gate("stand-easy", 2, "stand-suite", 3, "PASS", "2026-11-04T12:00:00Z");
        second = version("stand-easy", 2);
        assertThat(second.path("mayServeProduction").asBoolean()).isTrue();
        assertThat(second.path("standing").path("withdrawal").isNull()).isTrue();
    }

    @Test
    void countsNoGateOfASuitesRevisionOnceItsApprovalIsRevoked() {
        Client engineer = model("stand-disapproved", "MINIMAL", 2, "stand-disapproved-suite");
        UUID approval = UUID.randomUUID();
        registry.eval().suite("stand-disapproved-suite", 2, Instant.parse(T1), approval);
        registry.gate("stand-disapproved", 1, "stand-disapproved-suite", 2, "PASS", T1);
        registry.gate("stand-disapproved", 2, "stand-disapproved-suite", 2, "PASS", T1);
        transition(engineer, "stand-disapproved", 1, "PRODUCTION").expect(200);
        // Until a promotion has asked eval, the registry may not have heard of the revision.
        registry.eval().suite("stand-heard-of", 1);
        await("the revision is heard of").until(() -> heardOf("stand-heard-of"));
        long before = snapshot(0).path("version").asLong();

        registry.governance().revokeApproval(approval, Instant.parse(T2));

        await("siblings look again").until(() -> names(snapshot(before)).contains("stand-disapproved"));
        JsonNode withdrawal = standing("stand-disapproved", 1).path("withdrawal");
        assertThat(withdrawal.path("since").asString()).isEqualTo(T2);
        assertThat(withdrawal.path("reason").asString()).contains("approval of the suite stand-disapproved-suite");
        JsonNode second = version("stand-disapproved", 2);
        assertThat(second.path("mayServeProduction").asBoolean()).isFalse();
        assertThat(second.path("standing").path("gated").asBoolean()).isFalse();
        transition(engineer, "stand-disapproved", 2, "PRODUCTION").expect(409, "gate-required");

        registry.eval().suite("stand-disapproved-suite", 3, Instant.parse(T3), UUID.randomUUID());
        registry.gate("stand-disapproved", 1, "stand-disapproved-suite", 3, "PASS", "2026-11-04T12:00:00Z");
        assertThat(standing("stand-disapproved", 1).path("withdrawal").isNull()).isTrue();
    }

    private static boolean heardOf(String suite) {
        return JdbcClient.create(registry.service().database().superuser())
                        .sql("select count(*) from registry.suite_revision where name = ?")
                        .param(suite)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /// Finding 7: PRODUCTION → STAGING → ARCHIVED → STAGING → PRODUCTION with a newest gate that failed.
    @Test
    void forgetsProductionUseOnceAVersionIsArchived() {
        Client engineer = model("stand-archived", "HIGH", 1);
        registry.gate("stand-archived", 1, "any", "PASS", T1);
        approve(engineer, "stand-archived", 1);
        JsonNode standing = standing("stand-archived", 1);
        assertThat(standing.path("approvers").asInt()).isEqualTo(2);
        String approval = standing.path("approvalId").asString();
        registry.gate("stand-archived", 1, "any", "FAIL", T2);
        assertThat(standing("stand-archived", 1)
                        .path("withdrawal")
                        .path("since")
                        .asString())
                .isEqualTo(T2);

        transition(engineer, "stand-archived", 1, "STAGING").expect(200);
        transition(engineer, "stand-archived", 1, "PRODUCTION").expect(409, "gate-required");
        transition(engineer, "stand-archived", 1, "ARCHIVED").expect(200);
        transition(engineer, "stand-archived", 1, "STAGING").expect(200);
        transition(engineer, "stand-archived", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(version("stand-archived", 1).path("mayServeProduction").asBoolean())
                .isFalse();

        registry.gate("stand-archived", 1, "any", "PASS", T3);
        standing = standing("stand-archived", 1);
        assertThat(standing.path("returning").asBoolean()).isFalse();
        assertThat(standing.path("approvers").asInt()).isZero();
        assertThat(version("stand-archived", 1).path("mayServeProduction").asBoolean())
                .as("what was approved before it was archived does not count")
                .isFalse();
        Answer refused = transition(engineer, "stand-archived", 1, "PRODUCTION").expect(409, "approval-required");
        assertThat(refused.body().path("approval").path("id").asString()).isNotEqualTo(approval);
        registry.governance().decide("stand-archived@1", Approval.State.APPROVED);
        transition(engineer, "stand-archived", 1, "PRODUCTION").expect(200);
        assertThat(history(engineer, "stand-archived")
                        .getLast()
                        .path("approvers")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void revokesEvidenceFromTheFirstFailureOn() {
        Client engineer = model("stand-fails", "MINIMAL", 2, "stand-failing");
        registry.gate("stand-fails", 1, "stand-failing", "PASS", T1);
        transition(engineer, "stand-fails", 1, "PRODUCTION").expect(200);
        registry.gate("stand-fails", 1, "stand-failing", "INCONCLUSIVE", T2);
        registry.gate("stand-fails", 1, "stand-failing", "FAIL", T3);
        JsonNode standing = standing("stand-fails", 1);
        assertThat(standing.path("gated").asBoolean()).isFalse();
        assertThat(standing.path("returning").asBoolean()).isTrue();
        assertThat(standing.path("withdrawal").path("since").asString()).isEqualTo(T2);
        assertThat(standing.path("withdrawal").path("reason").asString())
                .isEqualTo("A gate of the suite stand-failing ended INCONCLUSIVE.");
        assertThat(standing.path("evidence"))
                .singleElement()
                .satisfies(gate -> assertThat(gate.path("verdict").asString()).isEqualTo("FAIL"));
        assertThat(version("stand-fails", 1).path("mayServeProduction").asBoolean())
                .as("the gateway knows for how long")
                .isTrue();

        // To require no suite any more does not make it whole.
        engineer.put("/api/v1/models/stand-fails", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": []}")
                .expect(200);
        assertThat(standing("stand-fails", 1).path("withdrawal").path("since").asString())
                .isEqualTo(T2);
        transition(engineer, "stand-fails", 1, "STAGING").expect(200);
        registry.gate("stand-fails", 1, "trivial", "PASS", T3);
        transition(engineer, "stand-fails", 1, "PRODUCTION").expect(409, "gate-required");
    }

    @Test
    void revokesNothingFromBeforeASuiteWasRequired() {
        Client engineer = model("stand-later", "MINIMAL", 1);
        registry.gate("stand-later", 1, "stand-new", "FAIL", T1);
        registry.gate("stand-later", 1, "any", "PASS", T1);
        transition(engineer, "stand-later", 1, "PRODUCTION").expect(200);
        assertThat(standing("stand-later", 1).path("withdrawal").isNull()).isTrue();
        Instant before = Instant.now().minusSeconds(60);
        engineer.put("/api/v1/models/stand-later", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": [\"stand-new\"]}")
                .expect(200);
        assertThat(Instant.parse(standing("stand-later", 1)
                        .path("withdrawal")
                        .path("since")
                        .asString()))
                .isAfter(before);
    }

    @Test
    void ignoresRevokedApprovals() {
        Client engineer = model("stand-revoked", "LIMITED", 2);
        for (int version = 1; version <= 2; version++) {
            registry.gate("stand-revoked", version, "any", "PASS", T1);
            approve(engineer, "stand-revoked", version);
        }
        assertThat(standing("stand-revoked", 1).path("approvers").asInt()).isOne();
        assertThat(standing("stand-revoked", 1).path("withdrawal").isNull()).isTrue();
        long before = snapshot(0).path("version").asLong();

        registry.governance().revokeApproval("stand-revoked@2", Instant.parse(T2));
        registry.governance().revokeApproval("stand-revoked@1", Instant.parse(T3));

        await("siblings look again").until(() -> names(snapshot(before)).contains("stand-revoked"));
        await("the registry has heard of both")
                .until(() -> standing("stand-revoked", 1).path("approvers").asInt() == 0);
        assertThat(standing("stand-revoked", 2).path("withdrawal").path("since").asString())
                .isEqualTo(T2);
        assertThat(standing("stand-revoked", 1).path("withdrawal").path("since").asString())
                .isEqualTo(T3);

        // Neither may come back by it, nor is the one that is there good for ever.
        transition(engineer, "stand-revoked", 1, "PRODUCTION").expect(409, "approval-required");
        approve(engineer, "stand-revoked", 2);
        JsonNode standing = standing("stand-revoked", 2);
        assertThat(standing.path("approvers").asInt()).isOne();
        assertThat(standing.path("withdrawal").isNull()).isTrue();
    }

    /// Finding 2, of the registry's part: to lower the tier and drop the suites buys nothing.
    @Test
    void keepsTheStrictestTierUntilAPromotionIsApprovedUnderTheLooserTier() {
        Client engineer = model("stand-tier", "HIGH", 2, "stand-hard");
        registry.gate("stand-tier", 1, "stand-hard", "PASS", T1);
        approve(engineer, "stand-tier", 1);
        engineer.put("/api/v1/models/stand-tier", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": []}")
                .expect(200);
        JsonNode changed = attributes("registry.model.changed", "stand-tier");
        assertThat(changed.path("digestBefore").asString())
                .isEqualTo(attributes("registry.model.registered", "stand-tier")
                        .path("digestAfter")
                        .asString());
        assertThat(changed.path("digestAfter").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(changed.path("changes").valueStream())
                .contains(Registry.JSON.readTree(
                        "{\"pointer\": \"/riskTier\", \"before\": \"HIGH\", \"after\": \"MINIMAL\"}"));
        assertThat(attributes("registry.pointer.moved", "stand-tier")
                        .path("approvers")
                        .asInt())
                .isEqualTo(2);
        assertThat(attributes("registry.evaluation.recorded", "stand-tier")
                        .path("suite")
                        .asString())
                .isEqualTo("stand-hard");
        registry.gate("stand-tier", 2, "trivial", "PASS", T2);
        JsonNode model = model("stand-tier");
        assertThat(model.path("riskTier").asString()).isEqualTo("HIGH");
        assertThat(version("stand-tier", 2).path("mayServeProduction").asBoolean())
                .isFalse();
        assertThat(standing("stand-tier", 2).path("approvers").asInt()).isZero();
        transition(engineer, "stand-tier", 2, "PRODUCTION").expect(409, "approval-required");
        assertThat(registry.governance().requirements())
                .filteredOn(asked -> asked.resourceId().equals("stand-tier@2"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.approvers()).isEqualTo(2);
                    assertThat(asked.reason())
                            .contains(
                                    "no longer required: stand-hard",
                                    version("stand-tier", 2).path("digest").asString());
                });
        assertThat(uses("stand-hard").path("versions").get(0).asString()).isEqualTo("stand-tier@1");
        assertThat(uses("stand-hard").path("riskTier").asString()).isEqualTo("HIGH");
    }

    @Test
    void returnsTheTierOfPrompts() {
        Client engineer = registry.engineer("snapshot");
        engineer.put("/api/v1/prompts/stand-prompt", "{\"riskTier\": \"HIGH\"}").expect(201);
        engineer.post("/api/v1/prompts/stand-prompt/versions", """
                        {"messages": [{"role": "user", "content": "Hello"}]}
                        """).expect(201);
        JsonNode prompt = snapshot(0)
                .path("prompts")
                .valueStream()
                .filter(entry -> entry.path("name").asString().equals("stand-prompt"))
                .findFirst()
                .orElseThrow();
        assertThat(prompt.path("riskTier").asString()).isEqualTo("HIGH");
        assertThat(prompt.path("versions").get(0).path("digest").asString()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void asksEvalServiceDirectlyAndReportsAnOutage() {
        Client engineer = model("stand-now", "MINIMAL", 1, "stand-asked");
        String document = "{\"v\": 1, \"environment\": \"PRODUCTION\", \"prompt\": null}";
        String result = Registry.gate("stand-asked", "PASS", T1)
                .replace("\"verdict\"", "\"suiteRevision\": 1, \"servedConfiguration\": " + document + ", \"verdict\"");
        registry.sibling("eval")
                .post("/api/v1/models/stand-now/versions/1/evaluations", result)
                .expect(201);
        registry.eval().suite("stand-asked", 1, Instant.parse(T1));
        JsonNode now = standings("MODEL", "stand-now", 1).expect(200).body().get(0);
        assertThat(now.path("gated").asBoolean()).isTrue();
        JsonNode gate = now.path("evidence").get(0);
        assertThat(gate.path("document").path("environment").asString()).isEqualTo("PRODUCTION");
        assertThat(gate.path("servedConfiguration").asString())
                .isEqualTo(ServedConfiguration.digestOf(Registry.JSON.readValue(document, Object.class)));
        assertThat(gate.path("runId").asString()).hasSize(36);
        registry.eval().suite("stand-asked", 2);
        assertThat(standings("MODEL", "stand-now", 1)
                        .expect(200)
                        .body()
                        .get(0)
                        .path("gated")
                        .asBoolean())
                .isFalse();
        standings("MODEL", "stand-now", 2).expect(404, "not-found");
        standings("PROMPT", "stand-now", 1).expect(404, "not-found");
        standings("DATASET", "stand-now", 1).expect(400, "invalid-request");
        assertThat(engineer.post("/internal/v1/standings", "[]").status()).isEqualTo(403);

        awaitStanding("stand-now", 1, "gated", "false");
        registry.eval().leave();
        try {
            standings("MODEL", "stand-now", 1).expect(503, "sibling-unavailable");
            transition(engineer, "stand-now", 1, "PRODUCTION").expect(409, "gate-required");
            assertThat(standing("stand-now", 1).path("gated").asBoolean())
                    .as("what was heard last still counts")
                    .isFalse();
            assertThat(Registry.isReady(registry.service())).isTrue();
        } finally {
            registry.eval().comeBack();
            await("eval is back").until(() -> standings("MODEL", "stand-now", 1).status() == 200);
        }
    }

    private static List<JsonNode> history(Client client, String model) {
        return client.get("/api/v1/models/" + model + "/history")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static JsonNode snapshot(long since) {
        return registry.sibling("gateway")
                .get("/internal/v1/snapshot?since=" + since)
                .expect(200)
                .body();
    }

    private static List<String> names(JsonNode snapshot) {
        return snapshot.path("models")
                .valueStream()
                .map(model -> model.path("name").asString())
                .toList();
    }

    private static JsonNode model(String name) {
        return snapshot(0)
                .path("models")
                .valueStream()
                .filter(model -> model.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode version(String model, int version) {
        return model(model).path("versions").get(version - 1);
    }

    private static JsonNode standing(String model, int version) {
        return version(model, version).path("standing");
    }

    private static void awaitStanding(String model, int version, String member, String value) {
        await(member + " of " + model)
                .until(() -> standing(model, version).path(member).asString().equals(value));
    }

    private static Answer standings(String type, String name, int version) {
        return registry.sibling("gateway")
                .post(
                        "/internal/v1/standings",
                        "[{\"type\": \"%s\", \"name\": \"%s\", \"version\": %d}]".formatted(type, name, version));
    }

    /// Of the newest event of an action on a model.
    private static JsonNode attributes(String action, String model) {
        byte[] event = registry.superuser()
                .sql("select canonical from audit.event where action = ? and resource_id = ? order by id desc limit 1")
                .params(action, model)
                .query(byte[].class)
                .single();
        return Registry.JSON.readTree(event).path("attributes");
    }
}
