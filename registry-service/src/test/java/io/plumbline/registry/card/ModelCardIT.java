package io.plumbline.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The card and the bill of materials of one model version with everything on record.
class ModelCardIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String CARD = "/api/v1/models/card-adapter/versions/1/card";
    private static final String BOM = "/api/v1/models/card-adapter/versions/1/bom";

    @BeforeAll
    static void register() {
        Client engineer = registry.engineer("cards");
        engineer.upload("card-data", "a.jsonl", "{\"input\": \"Write to ada@example.com\", \"references\": []}\n")
                .expect(201);
        registry.model(engineer, "card-base", "MINIMAL");
        engineer.post("/api/v1/models/card-base/versions", """
                        {"kind": "FOUNDATION", "provider": "simulator", "upstreamModel": "sim-1", "license": "Apache-2.0"}
                        """).expect(201);
        engineer.put("/api/v1/models/card-adapter", """
                        {"riskTier": "MINIMAL", "description": "Answers questions on cards <script>alert(1)</script>",
                         "tags": {"intended-use": "Support | staff only", "limitations": "English", "task": "chat"}}
                        """).expect(201);
        engineer.post("/api/v1/models/card-adapter/versions", """
                        {"kind": "ADAPTER", "provider": "simulator", "upstreamModel": "sim-1", "base": "card-base@1",
                         "adapter": {"method": "LORA", "r": 16}, "trainingData": ["card-data@1"],
                         "parameters": {"temperature": 0.2}, "license": "Acme internal",
                         "run": {"id": "run-7", "link": "https://mlflow.example.com/runs/7"},
                         "artifacts": [
                            {"uri": "s3://models/7/adapter.safetensors", "name": "weights", "digest": "sha256:%s"},
                            {"uri": "file with spaces", "digest": "blake3:%s"}]}
                        """.formatted("a".repeat(64), "b".repeat(64)))
                .expect(201);
        String gate = """
                {"kind": "GATE", "runId": "%s", "suite": "support", "suiteRevision": 1, "verdict": "PASS",
                 "finishedAt": "2026-11-01T12:00:00Z", "checks": [{"name": "correct", "value": 0.91, "ciLow": 0.88,
                    "ciHigh": 0.94, "threshold": 0.85, "outcome": "PASS"}]}
                """.formatted(UUID.randomUUID());
        registry.eval().suite("support", 1);
        registry.sibling("eval")
                .post("/api/v1/models/card-adapter/versions/1/evaluations", gate)
                .expect(201);
        engineer.post(
                        "/api/v1/models/card-adapter/versions/1/transitions",
                        "{\"to\": \"PRODUCTION\", \"reason\": \"first\"}")
                .expect(200);
    }

    @Test
    void tellsEverythingOnRecord() {
        JsonNode card = registry.engineer("cards").get(CARD).expect(200).body();
        assertThat(card.path("stage").asString()).isEqualTo("PRODUCTION");
        assertThat(card.at("/purpose/riskTier").asString()).isEqualTo("MINIMAL");
        assertThat(card.at("/purpose/intendedUse").asString()).isEqualTo("Support | staff only");
        assertThat(card.at("/origin/base/license").asString()).isEqualTo("Apache-2.0");
        assertThat(card.at("/origin/base/digest").asString()).startsWith("sha256:");
        assertThat(card.at("/origin/adapter/r").asInt()).isEqualTo(16);
        assertThat(card.at("/origin/trainingData/0/summary/digest").asString()).startsWith("sha256:");
        assertThat(card.at("/origin/trainingData/0/summary/personalData/EMAIL_ADDRESS")
                        .asInt())
                .isOne();
        assertThat(card.at("/evaluations/0/checks/0/ciLow").asDouble()).isEqualTo(0.88);
        assertThat(card.at("/promotions/0/reason").asString()).isEqualTo("first");
    }

    @Test
    void isReadAsMarkdownAndHtml() throws IOException, InterruptedException {
        HttpResponse<String> markdown = card("text/markdown");
        assertThat(markdown.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=UTF-8");
        assertThat(markdown.body())
                .startsWith("# card-adapter version 1\n")
                .contains("| Intended use | Support \\| staff only |\n")
                .contains("\\<script\\>")
                .contains("| support \\(revision 1\\) | GATE | PASS | 2026-11-01T12:00:00Z | correct | 0.910000 "
                        + "| 0.880000 to 0.940000 | 0.850000 | PASS |");
        HttpResponse<String> html = card("text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(html.body())
                .contains("<h1>card-adapter version 1</h1>", "<td>Support | staff only</td>")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(card("*/*").headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(card("image/png").statusCode()).isEqualTo(406);
    }

    private static HttpResponse<String> card(String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(registry.service().url() + CARD))
                .header("Authorization", "Bearer " + registry.governance().userToken("cards", Role.AUDITOR))
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void writesABillOfMaterialsThatIsValid() {
        Registry.Answer answer = registry.engineer("cards").get(BOM).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.cyclonedx+json");
        ObjectNode bom = (ObjectNode) answer.body();
        assertThat(bom.path("specVersion").asString()).isEqualTo("1.7");
        JsonNode model = bom.at("/metadata/component");
        assertThat(model.at("/licenses/0/license/name").asString()).isEqualTo("Acme internal");
        assertThat(model.at("/externalReferences/0/hashes/0/content").asString())
                .isEqualTo("a".repeat(64));
        assertThat(model.at("/modelCard/quantitativeAnalysis/performanceMetrics/0/confidenceInterval/upperBound")
                        .asString())
                .isEqualTo("0.94");
        assertThat(bom.path("components")
                        .valueStream()
                        .map(each -> each.path("bom-ref").asString()))
                .containsExactly("model:card-base@1", "dataset:card-data@1");
        assertThat(bom.at("/components/0/licenses/0/license/id").asString()).isEqualTo("Apache-2.0");
        assertThat(bom.at("/dependencies/0/dependsOn").toString())
                .isEqualTo("[\"model:card-base@1\",\"dataset:card-data@1\"]");

        // The library has the schemas up to 1.6, which allow every member that is used here.
        bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json").put("specVersion", "1.6");
        assertThat(errors(bom)).isEmpty();
        ((ObjectNode) bom.at("/metadata/component")).put("type", "model");
        assertThat(errors(bom)).isNotEmpty();
    }

    private static List<Error> errors(JsonNode bom) {
        Map<String, String> schemas = Map.of(
                "http://cyclonedx.org/schema/bom-1.6.schema.json", schema("bom-1.6.schema.json"),
                "http://cyclonedx.org/schema/spdx.schema.json", schema("spdx.schema.json"),
                "http://cyclonedx.org/schema/jsf-0.82.schema.json", schema("jsf-0.82.schema.json"));
        SchemaRegistry loaded =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas));
        return loaded.getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"))
                .validate(
                        bom.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String schema(String name) {
        try (InputStream stream = ModelCardIT.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void hidesDatasetsFromThoseWhoMayNotReadThem() {
        JsonNode card =
                registry.user("cards", Role.RED_TEAMER).get(CARD).expect(200).body();
        assertThat(card.at("/origin/trainingData/0/reference").asString()).isEqualTo("card-data@1");
        assertThat(card.at("/origin/trainingData/0/summary").isNull()).isTrue();
        registry.engineer("others").get(CARD).expect(404, "not-found");
        registry.engineer("others").get(BOM).expect(404, "not-found");
    }
}
