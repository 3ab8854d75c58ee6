package io.plumbline.registry.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What it takes to come into production: gates, then approvals.
class PromotionRuleIT extends PromotionTests {

    @Test
    void refusesPromotionWithoutAPassingGate() {
        Client engineer = model("no-gate", "MINIMAL", 1);
        Answer refused = transition(engineer, "no-gate", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing")).isEmpty();
        assertThat(stage(engineer, "no-gate", 1)).isEqualTo("NONE");
        assertThat(history(engineer, "no-gate")).isEmpty();
        assertThat(registry.audited("registry.pointer.moveRefused", "no-gate", "DENIED"))
                .isOne();
        assertThat(registry.audited("registry.pointer.moved", "no-gate", "SUCCESS"))
                .isZero();
    }

    @Test
    void requiresTheNewestGateOfEveryRequiredSuite() {
        Client engineer = model("suites", "MINIMAL", 1, "support", "safety");
        registry.gate("suites", 1, "support", "PASS", EARLY);
        registry.gate("suites", 1, "other", "PASS", EARLY);
        Answer refused = transition(engineer, "suites", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing")).isEqualTo(Registry.JSON.readTree("""
                [{"suite": "safety", "newest": null}]
                """));
        registry.gate("suites", 1, "safety", "INCONCLUSIVE", EARLY);
        assertThat(transition(engineer, "suites", 1, "PRODUCTION")
                        .expect(409, "gate-required")
                        .body()
                        .path("missing")
                        .get(0)
                        .path("newest")
                        .asString())
                .isEqualTo("INCONCLUSIVE");
        registry.gate("suites", 1, "safety", "PASS", LATE);
        transition(engineer, "suites", 1, "PRODUCTION").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "unrequired"})
    void ignoresAPassFollowedByAFailure(String suite) {
        String model = "failed-since-" + suite;
        Client engineer = suite.equals("support") ? model(model, "MINIMAL", 1, suite) : model(model, "MINIMAL", 1);
        registry.gate(model, 1, suite, "FAIL", LATE);
        // Arrives later, but finished before.
        registry.gate(model, 1, suite, "PASS", EARLY);
        transition(engineer, model, 1, "PRODUCTION").expect(409, "gate-required");
        registry.gate(model, 1, suite, "PASS", "2026-11-03T12:00:00Z");
        transition(engineer, model, 1, "PRODUCTION").expect(200);
    }

    @Test
    void ignoresGatesOfOtherVersionsAndOtherClients() {
        Client engineer = model("wrong-gates", "MINIMAL", 2);
        registry.gate("wrong-gates", 1, "any", "PASS", EARLY);
        engineer.post("/api/v1/models/wrong-gates/versions/2/evaluations", Registry.gate("any", "PASS", EARLY))
                .expect(201);
        transition(engineer, "wrong-gates", 2, "PRODUCTION").expect(409, "gate-required");
    }

    @Test
    void requiresTheNumberOfApproversOfTheRiskTier() {
        for (String[] tier : new String[][] {{"LIMITED", "1"}, {"HIGH", "2"}}) {
            String model = "approve-" + tier[0].toLowerCase(java.util.Locale.ROOT);
            String requester = "requester-" + tier[0];
            model(model, tier[0], 1);
            registry.gate(model, 1, "any", "PASS", EARLY);
            Client engineer = registry.user(requester, Map.of("promotion", new Role[] {Role.ML_ENGINEER}));

            Answer refused = transition(engineer, model, 1, "PRODUCTION").expect(409, "approval-required");
            JsonNode approval = refused.body().path("approval");
            assertThat(approval.path("page").asString())
                    .endsWith("/approvals/" + approval.path("id").asString());
            assertThat(approval.path("href").asString())
                    .isEqualTo(registry.governance().url() + "/api/v1/approvals/"
                            + approval.path("id").asString());
            assertThat(approval.path("state").asString()).isEqualTo("PENDING");
            assertThat(registry.governance().requirements())
                    .filteredOn(asked -> asked.resourceId().equals(model + "@1"))
                    .containsExactly(new ApprovalRequirement(
                            "promotion",
                            "registry.model.promote",
                            "model-version",
                            model + "@1",
                            requester,
                            Integer.parseInt(tier[1]),
                            "Document " + digest(engineer, model) + ". Risk tier " + tier[0] + "; gates: any PASS.",
                            registeredAt(engineer, model),
                            null));
            assertThat(stage(engineer, model, 1)).isEqualTo("NONE");

            registry.governance().decide(model + "@1", Approval.State.APPROVED);
            transition(engineer, model, 1, "PRODUCTION").expect(200);
            assertThat(history(engineer, model)).singleElement().satisfies(move -> {
                assertThat(move.path("approvalId")).isEqualTo(approval.path("id"));
                assertThat(move.path("movedBy").path("id").asString()).isEqualTo(requester);
            });
            assertThat(registry.audited("registry.pointer.moveRefused", model, "DENIED"))
                    .isOne();
            assertThat(registry.audited("registry.pointer.moved", model, "SUCCESS"))
                    .isOne();
        }
    }

    @Test
    void ignoresGatesOfAChangedSuite() {
        Client engineer = model("other-suite", "MINIMAL", 1, "moving");
        registry.eval().suite("moving", 3);
        registry.gate("other-suite", 1, "moving", 2, "PASS", EARLY);
        Answer refused = transition(engineer, "other-suite", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing").get(0).path("suite").asString())
                .isEqualTo("moving");
        registry.gate("other-suite", 1, "gone", 1, "PASS", EARLY);
        engineer.put("/api/v1/models/other-suite", "{\"riskTier\": \"MINIMAL\"}")
                .expect(200);
        transition(engineer, "other-suite", 1, "PRODUCTION").expect(409, "gate-required");
        registry.gate("other-suite", 1, "moving", 3, "PASS", LATE);
        transition(engineer, "other-suite", 1, "PRODUCTION").expect(200);
    }

    @Test
    void requiresGatesBeforeApproval() {
        Client engineer = model("gate-first", "HIGH", 1);
        transition(engineer, "gate-first", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(registry.governance().requirements())
                .noneMatch(asked -> asked.resourceId().equals("gate-first@1"));
    }

    @Test
    void reportsARejectedApproval() {
        Client engineer = model("rejected", "LIMITED", 1);
        registry.gate("rejected", 1, "any", "PASS", EARLY);
        transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("rejected@1", Approval.State.REJECTED);
        Answer refused = transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-rejected");
        assertThat(refused.body().path("approval").path("state").asString()).isEqualTo("REJECTED");
        registry.governance().decide("rejected@1", Approval.State.EXPIRED);
        transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-required");
    }

    @Test
    void ignoresApprovalsBelowTheCurrentTier() {
        Client engineer = model("raised", "LIMITED", 1);
        registry.gate("raised", 1, "any", "PASS", EARLY);
        transition(engineer, "raised", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("raised@1", Approval.State.APPROVED);
        engineer.put("/api/v1/models/raised", "{\"riskTier\": \"HIGH\"}").expect(200);
        transition(engineer, "raised", 1, "PRODUCTION").expect(409, "approval-required");
    }

    @Test
    void requiresTheApproversOfTheRulesBeforeLoosening() {
        Client engineer = model("loosened", "HIGH", 2, "safety", "tone");
        registry.gate("loosened", 1, "tone", "PASS", EARLY);
        engineer.put("/api/v1/models/loosened", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": [\"tone\"]}")
                .expect(200);
        transition(engineer, "loosened", 1, "PRODUCTION").expect(409, "approval-required");
        assertThat(registry.governance().requirements())
                .filteredOn(asked -> asked.resourceId().startsWith("loosened@"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.approvers()).isEqualTo(2);
                    assertThat(asked.reason()).contains("HIGH → MINIMAL", "no longer required: safety");
                });
        registry.governance().decide("loosened@1", Approval.State.APPROVED);
        transition(engineer, "loosened", 1, "PRODUCTION").expect(200);

        registry.gate("loosened", 2, "tone", "PASS", EARLY);
        transition(engineer, "loosened", 2, "PRODUCTION").expect(200);
    }

    @Test
    void ignoresApprovalsFromBeforeTheRulesWereLoosened() {
        Client engineer = model("loosened-after", "LIMITED", 1, "safety", "tone");
        registry.gate("loosened-after", 1, "safety", "PASS", EARLY);
        registry.gate("loosened-after", 1, "tone", "PASS", EARLY);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("loosened-after@1", Approval.State.APPROVED);
        registry.gate("loosened-after", 1, "safety", "FAIL", LATE);
        engineer.put("/api/v1/models/loosened-after", "{\"requiredSuites\": [\"tone\"]}")
                .expect(200);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("loosened-after@1", Approval.State.APPROVED);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(200);
    }

    @Test
    void ignoresApprovalsWhoseGateFailedLater() {
        Client engineer = model("approved-failed", "LIMITED", 1);
        registry.gate("approved-failed", 1, "any", "PASS", EARLY);
        transition(engineer, "approved-failed", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("approved-failed@1", Approval.State.APPROVED);
        registry.gate("approved-failed", 1, "any", "FAIL", LATE);
        transition(engineer, "approved-failed", 1, "PRODUCTION").expect(409, "gate-required");
    }
}
