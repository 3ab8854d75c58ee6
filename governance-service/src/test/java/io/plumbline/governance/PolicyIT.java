package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.PolicyDocument;
import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// Guard policies, and the feed by which the other services learn of them.
class PolicyIT extends PolicyTests {

    @Test
    void shipsTheStandardPolicyToEverybody() {
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
    void keepsEachVersionAndSaysWhatChanged() {
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
    void comesWithPoliciesThatNobodyCanChange() {
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
    void isOneTeamsDefaultAndHiddenFromOthers() {
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
    void tellsWaitingServicesWithinASecond() throws Exception {
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
}
