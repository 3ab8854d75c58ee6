package io.plumbline.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A source, a dataset made from it, a model and its adapter trained on it, and the route that serves the
/// adapter.
class LineageIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String SOURCE = "source:s3://crm|tickets 2026.csv";
    private static final String JOB = "job:airflow|export.tickets";
    private static final String ROUTES = """
            [{"name": "helpdesk", "team": "lineage", "environment": "PRODUCTION", "unknown": 1,
              "retrieval": {"knowledgeBase": "lineage-base", "passages": 3},
              "variants": [{"name": "a", "target": {"model": "lineage-adapter", "alias": "production"}}],
              "fallbacks": [{"provider": "openai", "model": "gpt"}]},
             {"name": "elsewhere", "team": "others", "environment": "PRODUCTION",
              "variants": [{"name": "a", "target": {"model": "lineage-adapter", "version": 1}}]}]
            """;

    private static Client engineer() {
        return registry.engineer("lineage");
    }

    @BeforeAll
    static void record() {
        Client engineer = engineer();
        engineer.upload("lineage-data", "a.jsonl", "{\"input\": \"Why?\", \"references\": []}\n")
                .expect(201);
        registry.model(engineer, "lineage-base", "MINIMAL");
        registry.version(engineer, "lineage-base");
        registry.model(engineer, "lineage-adapter", "MINIMAL");
        engineer.post("/api/v1/models/lineage-adapter/versions", """
                        {"kind": "ADAPTER", "provider": "simulator", "upstreamModel": "sim-1", "base": "lineage-base@1",
                         "adapter": {"method": "LORA"}, "trainingData": ["lineage-data@1"]}
                        """).expect(201);
        registry.gate("lineage-adapter", 1, "lineage", "PASS", "2026-11-01T12:00:00Z");
        engineer.post("/api/v1/models/lineage-adapter/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(200);
        engineer.put("/api/v1/knowledge-bases/lineage-base", "{\"embedding\": \"NONE\"}")
                .expect(201);
        engineer.document("lineage-base", "a.txt", "A text.".getBytes(StandardCharsets.UTF_8), "id", "handbook")
                .expect(202);
        registry.gateway().routes(ROUTES);
        engineer.post("/api/v1/lineage", event("COMPLETE", "dataset:lineage-data@1"))
                .expect(201);
    }

    @AfterAll
    static void forget() {
        registry.gateway().routes("[]");
    }

    @Test
    void takesTheEventsOfOpenLineagesClient() throws Exception {
        engineer()
                .upload("lineage-client", "a.jsonl", "{\"input\": \"Why?\", \"references\": []}\n")
                .expect(201);
        URI producer = URI.create("https://example.com/spark");
        OpenLineage events = new OpenLineage(producer);
        HttpConfig config = new HttpConfig();
        config.setUrl(URI.create(registry.service().url()));
        ApiKeyTokenProvider key = new ApiKeyTokenProvider();
        key.setApiKey(registry.governance().apiKey("lineage", Role.ML_ENGINEER));
        config.setAuth(key);
        try (HttpTransport transport = new HttpTransport(config)) {
            new OpenLineageClient(transport)
                    .emit(events.newRunEventBuilder()
                            .eventType(OpenLineage.RunEvent.EventType.COMPLETE)
                            .eventTime(ZonedDateTime.parse("2026-11-30T10:00:00Z"))
                            .run(events.newRunBuilder()
                                    .runId(UUID.fromString("01938c5e-0000-7000-8000-000000000009"))
                                    .build())
                            .job(events.newJobBuilder()
                                    .namespace("spark")
                                    .name("clean.tickets")
                                    .build())
                            .inputs(List.of(events.newInputDatasetBuilder()
                                    .namespace("s3://crm")
                                    .name("client tickets.csv")
                                    .build()))
                            .outputs(List.of(events.newOutputDatasetBuilder()
                                    .namespace("plumbline")
                                    .name("dataset:lineage-client@1")
                                    .build()))
                            .build());
        }
        String of = URLEncoder.encode("source:s3://crm|client tickets.csv", StandardCharsets.UTF_8);
        assertThat(engineer()
                        .get("/api/v1/lineage?direction=FORWARD&depth=10&of=" + of)
                        .expect(200)
                        .body()
                        .toString())
                .contains("job:spark|clean.tickets", "dataset:lineage-client@1");
    }

    private static String event(String type, String output) {
        return """
                {"eventType": "%s", "eventTime": "2026-11-30T10:00:00Z", "producer": "https://example.com/airflow",
                 "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
                 "run": {"runId": "01938c5e-0000-7000-8000-000000000001", "facets": {}},
                 "job": {"namespace": "airflow", "name": "export.tickets", "facets": {}},
                 "inputs": [{"namespace": "s3://crm", "name": "tickets 2026.csv", "facets": {}}],
                 "outputs": [{"namespace": "plumbline", "name": "%s"}]}
                """.formatted(type, output);
    }

    @Test
    void namesAllThatTheWithdrawalOfASourceAffects() {
        JsonNode lineage =
                lineage(engineer(), SOURCE, "&direction=FORWARD").expect(200).body();
        assertThat(ids(lineage))
                .startsWith(SOURCE, JOB, "dataset:lineage-data@1", "model:lineage-adapter@1")
                .contains("route:helpdesk")
                .doesNotContain("route:elsewhere", "model:lineage-base@1");
        assertThat(texts(lineage.path("production"))).containsExactly("model:lineage-adapter@1", "route:helpdesk");
        assertThat(edges(lineage))
                .contains(
                        SOURCE + " READ_BY " + JOB,
                        JOB + " WROTE dataset:lineage-data@1",
                        "dataset:lineage-data@1 TRAINED model:lineage-adapter@1",
                        "model:lineage-adapter@1 SERVES route:helpdesk");
        assertThat(lineage.path("missing").isEmpty()).isTrue();
    }

    @Test
    void namesAllThatARouteRestsOn() {
        JsonNode lineage = lineage(engineer(), "route:helpdesk", "&direction=BACKWARD")
                .expect(200)
                .body();
        assertThat(ids(lineage))
                .containsExactlyInAnyOrder(
                        "route:helpdesk",
                        "model:lineage-adapter@1",
                        "model:lineage-base@1",
                        "knowledge-base:lineage-base",
                        "document:lineage-base/handbook",
                        "dataset:lineage-data@1",
                        JOB,
                        SOURCE);
        JsonNode near = lineage(engineer(), "route:helpdesk", "&direction=BACKWARD&depth=1")
                .expect(200)
                .body();
        assertThat(ids(near))
                .containsExactlyInAnyOrder("route:helpdesk", "model:lineage-adapter@1", "knowledge-base:lineage-base");
        assertThat(near.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void followsGatesSuitesAndDocuments() {
        registry.eval().suite("lineage-suite", 1);
        Client auditor = registry.user("lineage", Role.AUDITOR);
        registry.gate("lineage-base", 1, "lineage-suite", 1, "PASS", "2026-11-01T12:00:00Z");
        org.awaitility.Awaitility.await("the registry knows the suite")
                .until(() -> lineage(auditor, "suite:lineage-suite@1", "").status() == 200);
        JsonNode lineage = lineage(auditor, "suite:lineage-suite@1", "").body();
        assertThat(edges(lineage)).anyMatch(edge -> edge.startsWith("suite:lineage-suite@1 DECIDED gate:"));
        assertThat(edges(lineage(engineer(), "model:lineage-base@1", "").body()))
                .anyMatch(edge -> edge.startsWith("model:lineage-base@1 EVALUATED_BY gate:"))
                .contains("model:lineage-base@1 BASE_OF model:lineage-adapter@1");
        // The suite is another team's.
        lineage(engineer(), "suite:lineage-suite@1", "").expect(404, "not-found");
        assertThat(edges(lineage(engineer(), "document:lineage-base/handbook", "&direction=FORWARD")
                        .expect(200)
                        .body()))
                .containsExactly(
                        "document:lineage-base/handbook PART_OF knowledge-base:lineage-base",
                        "knowledge-base:lineage-base SERVES route:helpdesk");
        assertThat(ids(lineage(registry.user("lineage", Role.AUDITOR), "knowledge-base:lineage-base", "")
                        .expect(200)
                        .body()))
                .containsExactly("knowledge-base:lineage-base", "route:helpdesk");
    }

    @Test
    void hidesOtherTeams() {
        Client stranger = registry.engineer("others");
        for (String id : List.of(
                SOURCE,
                JOB,
                "dataset:lineage-data@1",
                "model:lineage-adapter@1",
                "route:helpdesk",
                "knowledge-base:lineage-base",
                "document:lineage-base/handbook")) {
            lineage(stranger, id, "").expect(404, "not-found");
        }
        assertThat(stranger.post("/api/v1/lineage", event("COMPLETE", "dataset:lineage-data@1"))
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/outputs/0");
        JsonNode withoutData = lineage(
                        registry.user("lineage", Role.RED_TEAMER), "model:lineage-adapter@1", "&direction=BACKWARD")
                .expect(200)
                .body();
        assertThat(ids(withoutData)).containsExactly("model:lineage-adapter@1", "model:lineage-base@1");
    }

    @Test
    void takesAndGivesEventsOfOpenLineage() {
        Client engineer = engineer();
        engineer.post("/api/v1/lineage", event("FAIL", "model:lineage-base@1")).expect(201);
        assertThat(edges(lineage(engineer, JOB, "").body())).noneMatch(edge -> edge.contains("model:lineage-base@1 "));
        assertThat(engineer.post("/api/v1/lineage", """
                                {"eventType": "DONE", "eventTime": "yesterday", "job": {"namespace": "a|b", "name": "c"},
                                 "inputs": [{"namespace": "plumbline", "name": "route:helpdesk"}, {"name": "x"}]}
                                """)
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactlyInAnyOrder("/job", "/eventType", "/eventTime", "/inputs/0", "/inputs/1");
        engineer.post("/api/v1/lineage", "[]").expect(400, "invalid-request");
        assertThat(registry.audited("registry.lineage.reported", "airflow|export.tickets", "SUCCESS"))
                .isEqualTo(1);

        JsonNode events = lineage(engineer, "model:lineage-adapter@1", "&direction=BACKWARD&format=OPENLINEAGE")
                .expect(200)
                .body();
        JsonNode training = events.path(0);
        assertThat(training.at("/job/name").asString()).isEqualTo("model:lineage-adapter@1");
        assertThat(training.path("inputs")
                        .valueStream()
                        .map(input -> input.path("name").asString()))
                .containsExactlyInAnyOrder("model:lineage-base@1", "dataset:lineage-data@1");
        assertThat(training.at("/outputs/0/facets/version/datasetVersion").asString())
                .isEqualTo("1");
        for (JsonNode event : events) {
            engineer.post("/api/v1/lineage", event.toString()).expect(201);
        }
    }

    @Test
    void tellsThatRoutesAreMissingWithoutTheGateway() {
        registry.gateway().routes("");
        try {
            assertThat(texts(lineage(engineer(), "model:lineage-base@1", "")
                            .body()
                            .path("missing")))
                    .containsExactly("routes");
        } finally {
            registry.gateway().routes(ROUTES);
        }
    }

    private static Answer lineage(Client client, String of, String more) {
        return client.get("/api/v1/lineage?of=" + URLEncoder.encode(of, StandardCharsets.UTF_8) + more);
    }

    private static List<String> ids(JsonNode lineage) {
        return lineage.path("nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .filter(id -> !id.startsWith("gate:"))
                .toList();
    }

    private static List<String> edges(JsonNode lineage) {
        return lineage.path("edges")
                .valueStream()
                .map(edge -> edge.path("from").asString() + " "
                        + edge.path("relation").asString() + " "
                        + edge.path("to").asString())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
