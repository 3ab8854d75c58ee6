package io.plumbline.registry.snapshot;

import io.plumbline.clients.governance.Approval;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Versions of a registry, on their way into production and out of it.
abstract class StandingTests {

    @RegisterExtension
    static final Registry registry = new Registry();

    static final String T1 = "2026-11-01T12:00:00Z";

    static Client model(String name, String riskTier, int versions, String... requiredSuites) {
        Client engineer = registry.engineer("standing");
        registry.model(engineer, name, riskTier, requiredSuites);
        for (int i = 0; i < versions; i++) {
            registry.version(engineer, name);
        }
        return engineer;
    }

    static void approve(Client engineer, String model, int version) {
        transition(engineer, model, version, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide(model + "@" + version, Approval.State.APPROVED);
        transition(engineer, model, version, "PRODUCTION").expect(200);
    }

    static Answer transition(Client client, String model, int version, String to) {
        return client.post(
                "/api/v1/models/" + model + "/versions/" + version + "/transitions", "{\"to\": \"" + to + "\"}");
    }

    static JsonNode uses(String suite) {
        return registry.sibling("eval")
                .get("/internal/v1/suites/" + suite + "/uses")
                .expect(200)
                .body();
    }
}
