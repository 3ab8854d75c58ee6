package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// Guard policies, the feed by which the other services learn of them, and what it takes to let more pass.
class PolicyIT extends PolicyTests {

    private static final String STRICT = "{\"stages\":{\"input\":{\"pii\":{\"action\":\"block\"}}}}";
    private static final String STRICTER =
            "{\"stages\":{\"input\":{\"pii\":{\"action\":\"block\"}}},\"evidenceGraceSeconds\":60}";

    @Test
    void shipsTheStandardPolicyToEveryTeam() {
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        JsonNode standard =
                governance.get(engineer, "/api/v1/policies/standard").body();
        assertThat(standard.path("version").asInt()).isEqualTo(1);
        assertThat(standard.path("stages")
                        .path("input")
                        .path("prompt_injection")
                        .at("/escalate/0/action")
                        .asString())
                .isEqualTo("block");
        PolicyEntry published = snapshot(0, 0).policies().stream()
                .filter(policy -> policy.name().equals("standard"))
                .findFirst()
                .orElseThrow();
        assertThat(PolicyDocument.read(
                        JSON.convertValue(published.document(), new TypeReference<Map<String, Object>>() {})))
                .isEqualTo(GuardPolicy.standard());
        assertThat(published.team()).isNull();
    }

    @Test
    void keepsEachVersionAndItsChanges() {
        assertThat(put("versioned", REDACT, null).status()).isEqualTo(201);
        Answer same = put("versioned", REDACT, null);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body().path("version").asInt()).isEqualTo(1);
        Answer changed = put("versioned", BLOCK, "\"1\"");
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);
        assertThat(changed.body().path("onFailure").asString()).isEqualTo("OPEN");
        assertThat(put("versioned", REDACT, "\"1\"").status()).isEqualTo(412);

        JsonNode versions = get("/api/v1/policies/versioned/versions").path("items");
        assertThat(versions.valueStream().map(version -> version.path("version").asInt()))
                .containsExactly(2, 1);
        assertThat(get("/api/v1/policies/versioned/versions/1")
                        .path("document")
                        .path("onFailure")
                        .asString())
                .isEqualTo("CLOSED");
        JsonNode changes = get("/api/v1/policies/versioned/diff?from=1&to=2").path("changes");
        assertThat(changes.valueStream().map(change -> change.path("pointer").asString()))
                .containsExactly("/onFailure", "/stages/input/pii/action", "/stages/input/pii/entities");
        assertThat(changes.get(1).path("before").asString()).isEqualTo("redact");
        assertThat(changes.get(1).path("after").asString()).isEqualTo("block");
        JsonNode events = get("/api/v1/audit/events?action=governance.policy.changed&resource=versioned");
        assertThat(events.path("items").size()).isEqualTo(2);
    }

    @Test
    void shipsImmutablePolicies() {
        assertThat(get("/api/v1/policies?limit=500")
                        .path("items")
                        .valueStream()
                        .filter(policy -> policy.path("builtIn").asBoolean())
                        .map(policy -> policy.path("name").asString()))
                .containsExactly("deterministic", "observe", "standard", "strict");
        assertThat(get("/api/v1/policies/deterministic")
                        .path("detectors")
                        .path("encoder")
                        .asBoolean(true))
                .isFalse();
        Answer refused = put("observe", REDACT, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/policy-built-in");
    }

    @Test
    void isTheDefaultOfOneTeamAndHiddenFromOthers() {
        String body = REDACT.replaceFirst("\\{", "{\"team\":\"retail-banking\",");
        assertThat(put("careful", body, null).status()).isEqualTo(201);
        assertThat(put("stricter", body, null).body().path("type").asString())
                .isEqualTo("/problems/default-policy-exists");
        assertThat(put("careful", REDACT, null).body().path("type").asString())
                .isEqualTo("/problems/policy-team-fixed");
        assertThat(put("standard", body, null).status()).isEqualTo(409);
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        String stranger = governance.key("elsewhere", Role.ML_ENGINEER);
        assertThat(governance.get(engineer, "/api/v1/policies/careful").status())
                .isEqualTo(200);
        assertThat(governance.get(stranger, "/api/v1/policies/careful").status())
                .isEqualTo(404);
        assertThat(governance.get(stranger, "/api/v1/policies/careful/versions").status())
                .isEqualTo(404);
        assertThat(governance.get(stranger, "/api/v1/policies").body().toString())
                .contains("standard")
                .doesNotContain("careful");
    }

    /// What a waiting service was told of a new key.
    ///
    /// @param after how long after the key was there
    private record Told(GovernanceSnapshot snapshot, String key, Duration after) {}

    private static Told toldOfANewKey(long version) throws Exception {
        CompletableFuture<GovernanceSnapshot> waiting = CompletableFuture.supplyAsync(() -> snapshot(version, 20));
        String key = governance.newKey("retail-banking", Role.APPLICATION, null);
        long changed = System.nanoTime();
        GovernanceSnapshot snapshot = waiting.get(20, TimeUnit.SECONDS);
        return new Told(snapshot, key, Duration.ofNanos(System.nanoTime() - changed));
    }

    @Test
    void notifiesWaitingServicesWithinASecond() throws Exception {
        long version = snapshot(0, 0).version();
        assertThat(snapshot(version, 0)).satisfies(unchanged -> {
            assertThat(unchanged.complete()).isFalse();
            assertThat(unchanged.keys()).isEmpty();
            assertThat(unchanged.policies()).isEmpty();
        });
        Told change = toldOfANewKey(version);
        if (change.after().compareTo(Duration.ofSeconds(1)) >= 0) {
            change = toldOfANewKey(change.snapshot().version());
        }
        assertThat(change.after())
                .as("in one case of two, since the machine may have more to do")
                .isLessThan(Duration.ofSeconds(1));
        GovernanceSnapshot told = change.snapshot();
        String key = change.key();
        assertThat(told.complete()).isFalse();
        assertThat(told.keys()).hasSize(1).first().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(Governance.idOf(key));
            assertThat(entry.role()).isEqualTo("application");
            assertThat(entry.revoked()).isFalse();
        });
        assertThat(told.teams()).contains("platform", "retail-banking");

        governance
                .admin()
                .delete()
                .uri("/api/v1/api-keys/" + Governance.idOf(key))
                .exchange();
        assertThat(snapshot(told.version(), 5).keys()).hasSize(1).allMatch(entry -> entry.revoked());
        assertThat(snapshot(told.version() + 1_000_000, 0).complete()).isTrue();
    }

    private static GovernanceSnapshot snapshot(long since, int waitSeconds) {
        Answer answer =
                governance.get(registry, "/internal/v1/snapshot?since=" + since + "&waitSeconds=" + waitSeconds);
        assertThat(answer.status()).isEqualTo(200);
        return JSON.convertValue(answer.body(), GovernanceSnapshot.class);
    }

    @AfterEach
    void answerAgain() {
        governance.gateway().answers(200);
        governance.gateway().forget("standard");
    }

    @Test
    void requiresApprovalForGovernedProduction() {
        put("governed", STRICT, null);
        governance.gateway().uses("governed", "LIMITED", "desk");
        assertThat(put("governed", STRICTER, null).status()).as("stricter").isEqualTo(200);

        Answer refused = put("governed", REDACT, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/approval-required");
        assertThat(refused.body().path("changes").findValuesAsString("place"))
                .containsExactly("/evidenceGraceSeconds", "/stages/input/pii/action");
        assertThat(refused.body().at("/changes/1/before").asString()).isEqualTo("\"block\"");
        assertThat(refused.body().at("/approval/state").asString()).isEqualTo("PENDING");
        assertThat(get("/api/v1/policies/governed").path("version").asInt()).isEqualTo(2);
        String approval = refused.body().at("/approval/id").asString();
        JsonNode asked = get("/api/v1/approvals/" + approval);
        assertThat(asked.path("reason").asString()).contains("governed@2", "desk");
        assertThat(asked.at("/details/1/text").asString()).isEqualTo("\"block\" → \"redact\"");
        assertThat(put("governed", REDACT, null).body().at("/approval/id").asString())
                .isEqualTo(approval);

        approve(Governance.ADMIN_KEY, approval, 403);
        approve(governance.person("retail-banking", Role.COMPLIANCE_OFFICER), approval, 200);
        assertThat(put("governed", REDACT.replace("redact", "flag"), null).status())
                .as("another document than the one approved")
                .isEqualTo(409);
        assertThat(put("governed", REDACT, null).status()).isEqualTo(200);
        assertThat(entry("governed").approvers()).isEqualTo(1);
        assertThat(get("/api/v1/policies/governed/versions/3")
                        .path("approvalId")
                        .asString())
                .isEqualTo(approval);

        JsonNode event = get("/api/v1/audit/events?action=governance.policy.changed&resource=governed")
                .at("/items/0/attributes");
        assertThat(event.path("approvalId").asString()).isEqualTo(approval);
        assertThat(event.path("approvers").asInt()).isEqualTo(1);
        assertThat(event.path("graceSeconds").asInt()).isEqualTo(604_800);
        assertThat(event.path("looser").valueStream().map(JsonNode::asString))
                .containsExactly("/evidenceGraceSeconds", "/stages/input/pii/action");
        assertThat(event.at("/changes/1/after").asString()).isEqualTo("redact");
        assertThat(event.path("digestBefore").asString()).isEqualTo(digestOf("governed", 2));
        assertThat(event.path("digestAfter").asString()).isEqualTo(digestOf("governed", 3));

        assertThat(put("governed", STRICT, null).status()).isEqualTo(200);
        assertThat(entry("governed").approvers())
                .as("what is stricter was approved with what is not")
                .isEqualTo(1);
    }

    @Test
    void measuresAgainstThePreviousPolicyOnceAnApprovalIsRevoked() {
        put("regretted", STRICT, null);
        governance.gateway().uses("regretted", "LIMITED", "desk");
        String approval =
                put("regretted", REDACT, null).body().at("/approval/id").asString();
        String officer = governance.person("retail-banking", Role.COMPLIANCE_OFFICER);
        approve(officer, approval, 200);
        put("regretted", REDACT, null);
        assertThat(entry("regretted").approvalId()).hasToString(approval);
        assertThat(governance
                        .post(officer, "/api/v1/approvals/" + approval + "/revoke", Map.of("comment", "No."))
                        .status())
                .isEqualTo(200);

        Answer again = put("regretted", REDACT, null);
        assertThat(again.status())
                .as("the same document takes another approval")
                .isEqualTo(409);
        assertThat(again.body().at("/approval/id").asString()).isNotEqualTo(approval);
        approve(officer, again.body().at("/approval/id").asString(), 200);
        assertThat(put("regretted", REDACT, null).status()).isEqualTo(200);
        assertThat(entry("regretted").version()).isEqualTo(3);
        assertThat(entry("regretted").approvalId())
                .hasToString(again.body().at("/approval/id").asString());
        JsonNode event = get("/api/v1/audit/events?action=governance.policy.changed&resource=regretted")
                .at("/items/0/attributes");
        assertThat(event.path("comparedWith").asString()).isEqualTo("regretted@1");

        assertThat(put("regretted", STRICTER, null).status()).isEqualTo(200);
        assertThat(entry("regretted").approvalId())
                .as("what is no looser rests on the same approval")
                .hasToString(again.body().at("/approval/id").asString());
    }

    @Test
    void requiresNoApprovalIfNothingIsGovernedOrTheRulesExemptIt() {
        put("unused", STRICT, null);
        assertThat(put("unused", REDACT, null).status()).isEqualTo(200);
        assertThat(entry("unused").approvers()).isZero();
        governance.gateway().uses("unused", "MINIMAL", "toy");
        assertThat(put("unused", "{\"stages\":{}}", null).status()).isEqualTo(200);
        assertThat(entry("standard").approvers()).isEqualTo(5);
    }

    @Test
    void governsTheFirstPolicyOfATeamThatReplacesTheStandardOne() {
        governance.team("newcomers");
        governance.gateway().uses("standard", "HIGH", "front-desk");
        String loose = REDACT.replaceFirst("\\{", "{\"team\":\"newcomers\",");
        Answer refused = put("of-newcomers", loose, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asString()).contains("0 of 2");
        assertThat(get("/api/v1/policies?limit=500").toString()).doesNotContain("of-newcomers");
        assertThat(put("of-nobody", REDACT, null).status())
                .as("a policy that no route names yet")
                .isEqualTo(201);
    }

    @Test
    void storesNoLooserPolicyWhileTheGatewayIsUnavailable() {
        put("cautious", STRICT, null);
        for (int status : new int[] {404, 500, 503}) {
            governance.gateway().answers(status);
            Answer refused = put("cautious", REDACT, null);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("type").asString()).isEqualTo("/problems/sibling-unavailable");
        }
        assertThat(put("cautious", STRICTER, null).status()).isEqualTo(200);
    }

    @Test
    void comparesVersionsForServices() {
        put("compared", STRICT, null);
        put("compared", BLOCK, null);
        JsonNode looser = compare("compared@2", "compared@1").body();
        assertThat(looser.path("atLeastAsStrict").asBoolean()).isFalse();
        assertThat(looser.path("looser").valueStream().map(JsonNode::asString))
                .containsExactly("/onFailure", "/stages/input/pii/entities");
        assertThat(compare("compared@1", "compared@2")
                        .body()
                        .path("atLeastAsStrict")
                        .asBoolean())
                .isTrue();
        assertThat(compare("compared@1", "compared@3").status()).isEqualTo(404);
        assertThat(compare("compared", "compared@1").status()).isEqualTo(400);
        assertThat(governance
                        .post(Governance.ADMIN_KEY, "/internal/v1/policies/compare", Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void returnsTheRulesThatDecide() {
        JsonNode rows = governance
                .get(governance.key("retail-banking", Role.ML_ENGINEER), "/api/v1/production-changes/rules")
                .body()
                .path("rules");
        assertThat(rows.size()).isEqualTo(ChangeKind.values().length);
        assertThat(rows.get(0)).isEqualTo(JSON.readTree("""
                {"kind": "TARGET", "meaning": "Another model version answers", "refused": false, "gate": true,
                 "approvers": {"MINIMAL": 0, "LIMITED": 1, "HIGH": 2}}
                """));
        assertThat(snapshot(0, 0).changeRules()).isEqualTo(ChangeRules.STANDARD);
        JsonNode events = get("/api/v1/audit/events?action=governance.changeRules.inForce")
                .path("items");
        assertThat(events.size()).isEqualTo(1);
        assertThat(JSON.convertValue(events.get(0).path("attributes"), ChangeRules.class))
                .isEqualTo(ChangeRules.STANDARD);
    }

    private static Answer compare(String policy, String than) {
        return governance.post(registry, "/internal/v1/policies/compare", Map.of("policy", policy, "than", than));
    }

    private static void approve(String key, String approval, int status) {
        assertThat(governance
                        .post(key, "/api/v1/approvals/" + approval + "/decision", Map.of("decision", "APPROVE"))
                        .status())
                .isEqualTo(status);
    }

    private static PolicyEntry entry(String name) {
        return snapshot(0, 0).policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String digestOf(String name, int version) {
        JsonNode document =
                get("/api/v1/policies/" + name + "/versions/" + version).path("document");
        return ServedConfiguration.digestOf(JSON.convertValue(document, new TypeReference<Map<String, Object>>() {}));
    }
}
