package io.plumbline.registry.promotion;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Models of these tests, and what they ask of the registry.
abstract class PromotionTests {

    @RegisterExtension
    static final Registry registry = new Registry();

    static final String EARLY = "2026-11-01T12:00:00Z";
    static final String LATE = "2026-11-02T12:00:00Z";

    /// A model with so many versions.
    Client model(String name, String riskTier, int versions, String... requiredSuites) {
        Client engineer = registry.engineer("promotion");
        registry.model(engineer, name, riskTier, requiredSuites);
        for (int i = 0; i < versions; i++) {
            registry.version(engineer, name);
        }
        return engineer;
    }

    static Answer transition(Client client, String model, int version, String to) {
        return client.post(
                "/api/v1/models/" + model + "/versions/" + version + "/transitions", "{\"to\": \"" + to + "\"}");
    }

    static Answer alias(Client client, String model, String alias, int version) {
        return client.put("/api/v1/models/" + model + "/aliases/" + alias, "{\"version\": " + version + "}");
    }

    static String stage(Client client, String model, int version) {
        return client.get("/api/v1/models/" + model + "/versions/" + version)
                .body()
                .path("stage")
                .asString();
    }

    static Instant registeredAt(Client client, String model) {
        return Instant.parse(client.get("/api/v1/models/" + model + "/versions/1")
                .body()
                .path("createdAt")
                .asString());
    }

    static String digest(Client client, String model) {
        return client.get("/api/v1/models/" + model + "/versions/1")
                .body()
                .path("digest")
                .asString();
    }

    static JsonNode aliases(Client client, String model) {
        return client.get("/api/v1/models/" + model).body().path("aliases");
    }

    static List<JsonNode> history(Client client, String model) {
        return client.get("/api/v1/models/" + model + "/history")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }
}
