package io.plumbline.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The versions that depend on a suite: those in production, and those that may return to it.
class SuiteUsesIT extends StandingTests {

    /// A version leaves production, its suite is made easy meanwhile, and it returns.
    @Test
    void countsAReplacedVersionAmongSuiteUsesUntilItIsArchived() {
        Client engineer = model("stand-left", "HIGH", 3, "stand-guarded");
        assertThat(usesOf("stand-guarded")).isEmpty();
        for (int version = 1; version <= 2; version++) {
            registry.gate("stand-left", version, "stand-guarded", "PASS", T1);
            approve(engineer, "stand-left", version);
        }
        assertThat(usesOf("stand-guarded")).containsExactly("stand-left@2", "stand-left@1");
        transition(engineer, "stand-left", 1, "PRODUCTION").expect(200);
        assertThat(usesOf("stand-guarded"))
                .as("the one in production comes first")
                .containsExactly("stand-left@1", "stand-left@2");

        transition(engineer, "stand-left", 1, "STAGING").expect(200);
        assertThat(usesOf("stand-guarded")).containsExactly("stand-left@2", "stand-left@1");
        engineer.put("/api/v1/models/stand-left", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": []}")
                .expect(200);
        assertThat(usesOf("stand-guarded")).containsExactly("stand-left@2", "stand-left@1");
        assertThat(uses("stand-guarded").path("riskTier").asString()).isEqualTo("HIGH");

        for (int version = 1; version <= 2; version++) {
            transition(engineer, "stand-left", version, "ARCHIVED").expect(200);
            transition(engineer, "stand-left", version, "STAGING").expect(200);
        }
        assertThat(usesOf("stand-guarded")).isEmpty();
        assertThat(uses("stand-guarded").path("riskTier").isNull()).isTrue();
    }

    @Test
    void countsReplacedVersionsWithoutRequiredSuitesByTheSuitesTheyPassed() {
        Client engineer = model("stand-free", "MINIMAL", 2);
        registry.gate("stand-free", 1, "stand-chosen", "PASS", T1);
        registry.gate("stand-free", 2, "stand-other", "PASS", T1);
        transition(engineer, "stand-free", 1, "PRODUCTION").expect(200);
        transition(engineer, "stand-free", 2, "PRODUCTION").expect(200);
        assertThat(usesOf("stand-chosen")).containsExactly("stand-free@1");
        assertThat(usesOf("stand-other")).containsExactly("stand-free@2");
    }

    @Test
    void countsAReplacedPromptAmongSuiteUses() {
        Client engineer = registry.engineer("standing");
        engineer.put(
                        "/api/v1/prompts/stand-left-prompt",
                        "{\"riskTier\": \"LIMITED\", \"requiredSuites\": [\"stand-asked-well\"]}")
                .expect(201);
        engineer.post("/api/v1/prompts/stand-left-prompt/versions", """
                        {"messages": [{"role": "user", "content": "Hello"}]}
                        """).expect(201);
        String version = "/api/v1/prompts/stand-left-prompt/versions/1";
        registry.sibling("eval")
                .post(version + "/evaluations", Registry.gate("stand-asked-well", "PASS", T1))
                .expect(201);
        engineer.post(version + "/transitions", "{\"to\": \"PRODUCTION\"}").expect(409, "approval-required");
        registry.governance().decide("stand-left-prompt@1", Approval.State.APPROVED);
        engineer.post(version + "/transitions", "{\"to\": \"PRODUCTION\"}").expect(200);
        engineer.post(version + "/transitions", "{\"to\": \"STAGING\"}").expect(200);
        assertThat(usesOf("stand-asked-well")).containsExactly("stand-left-prompt@1");
        assertThat(uses("stand-asked-well").path("riskTier").asString()).isEqualTo("LIMITED");

        engineer.post(version + "/transitions", "{\"to\": \"ARCHIVED\"}").expect(200);
        assertThat(usesOf("stand-asked-well")).isEmpty();
    }

    private static List<String> usesOf(String suite) {
        return uses(suite)
                .path("versions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
