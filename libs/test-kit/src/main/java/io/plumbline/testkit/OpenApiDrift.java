package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Compares a service's OpenAPI description with the one in `docs/reference/openapi`, so that no change goes
/// unnoticed, and rejects one in which two types share a name. Run the test with `-Dplumbline.openapi.write=true`
/// to write the new description.
public final class OpenApiDrift {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OpenApiDrift() {}

    public static void check(ServiceUnderTest service, String name) {
        SchemaNames.check(service);
        byte[] served = service.client()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(served).isNotNull();
        JsonNode description = withoutServers(JSON.readTree(served));
        assertThat(description.path("openapi").asString()).startsWith("3.1");
        Path file = Repository.root().resolve("docs/reference/openapi/" + name + ".json");
        try {
            if (Boolean.getBoolean("plumbline.openapi.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, JSON.writeValueAsString(description) + "\n");
            }
            assertThat(withoutServers(JSON.readTree(file.toFile())))
                    .as("%s differs from what the service says; see OpenApiDrift", file)
                    .isEqualTo(description);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /// The port changes with each run.
    private static JsonNode withoutServers(JsonNode description) {
        ((ObjectNode) description).remove("servers");
        return description;
    }
}
