package io.plumbline.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry.Client;
import io.plumbline.registry.supplychain.SignedModel;
import io.plumbline.testkit.TenantTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Goes round the application: what the database itself keeps apart and keeps as it is.
class TenancyIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    @BeforeAll
    static void fillEveryTable() {
        Client engineer = registry.engineer("tenant-a");
        registry.model(engineer, "tenant-a-model", "MINIMAL");
        registry.version(engineer, "tenant-a-model");
        registry.gate("tenant-a-model", 1, "support", "PASS", "2026-11-01T12:00:00Z");
        engineer.post("/api/v1/models/tenant-a-model/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(200);
        engineer.put("/api/v1/models/tenant-a-model/aliases/canary", "{\"version\": 1}")
                .expect(200);
        engineer.post(
                        "/api/2.0/mlflow/model-versions/set-tag",
                        "{\"name\": \"tenant-a-model\", \"version\": \"1\", \"key\": \"a\", \"value\": \"b\"}")
                .expect(200);
        engineer.put("/api/v1/webhooks/tenant-a-hook", """
                        {"url": "http://127.0.0.1:9", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                         "events": ["gate.finished"]}
                        """).expect(201);
        engineer.post("/api/v1/webhooks/tenant-a-hook/test", "").expect(202);
        registry.model(engineer, "tenant-a-approved", "LIMITED");
        registry.version(engineer, "tenant-a-approved");
        registry.gate("tenant-a-approved", 1, "support", "PASS", "2026-11-01T12:00:00Z");
        engineer.post("/api/v1/models/tenant-a-approved/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(409, "approval-required");
        engineer.upload("tenant-a-data", "a.jsonl", "{\"input\": \"Why?\", \"references\": []}\n")
                .expect(201);
        engineer.post("/api/v1/lineage", """
                        {"eventTime": "2026-11-30T10:00:00Z", "job": {"namespace": "a", "name": "b"},
                         "outputs": [{"namespace": "plumbline", "name": "dataset:tenant-a-data@1"}]}
                        """).expect(201);
        engineer.post("/api/v1/datasets/tenant-a-data/versions/1/audits", "").expect(201);
        sign(engineer);
        train(engineer);
        plan(engineer);
        fillKnowledgeBase(engineer);
    }

    private static void train(Client engineer) {
        engineer.upload("tenant-a-training", "a.jsonl", "{\"input\": \"Why?\", \"references\": [\"So.\"]}\n")
                .expect(201);
        String job = engineer.post("/api/v1/fine-tuning-jobs", """
                        {"base": "tenant-a-model@1", "method": "SFT", "trainingData": "tenant-a-training@1",
                         "target": {"model": "tenant-a-model"}, "executor": {"kind": "KUBERNETES",
                          "kubernetes": {"image": "a", "plumblineUrl": "https://registry.example.com"}}}
                        """)
                .expect(201)
                .body()
                .path("id")
                .asString();
        registry.user("tenant-a", Role.TRAINER)
                .post("/api/v1/fine-tuning-jobs/" + job + "/metrics", "{\"points\": [{\"step\": 1, \"loss\": 1}]}")
                .expect(200);
    }

    private static void plan(Client engineer) {
        registry.suiteOf("tenant-a", "tenant-a-suite");
        engineer.put("/api/v1/training-plans/tenant-a-plan", """
                        {"model": "tenant-a-model", "dataset": "tenant-a-training", "suites": ["tenant-a-suite"],
                         "minNewRecords": 1, "enabled": true, "training": {"base": "tenant-a-model@1", "method": "SFT",
                          "executor": {"kind": "KUBERNETES",
                           "kubernetes": {"image": "a", "plumblineUrl": "https://registry.example.com"}}}}
                        """).expect(201);
        await("a run has started")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !engineer.get("/api/v1/training-plans/tenant-a-plan/runs")
                        .body()
                        .path("items")
                        .isEmpty());
    }

    private static void sign(Client engineer) {
        Client officer = registry.user("tenant-a", Role.COMPLIANCE_OFFICER);
        officer.put("/api/v1/supply-chain-policy", SignedModel.policy("{}")).expect(200);
        registry.model(engineer, "tenant-a-signed", "MINIMAL");
        engineer.post("/api/v1/models/tenant-a-signed/versions", SignedModel.version())
                .expect(201);
        engineer.post("/api/v1/models/tenant-a-signed/versions/1/signatures", SignedModel.keyBundle())
                .expect(201);
        officer.put("/api/v1/supply-chain-policy", "{}").expect(200);
    }

    private static void fillKnowledgeBase(Client engineer) {
        engineer.put("/api/v1/knowledge-bases/tenant-a-base", "{\"embedding\": \"NONE\", \"keepOriginal\": true}")
                .expect(201);
        for (String id : List.of("kept", "removed")) {
            engineer.document("tenant-a-base", id + ".txt", "A text.".getBytes(StandardCharsets.UTF_8), "id", id)
                    .expect(202);
        }
        await("a document is ingested")
                .until(() -> engineer.get("/api/v1/knowledge-bases/tenant-a-base/documents/kept")
                        .body()
                        .toString()
                        .contains("INDEXED"));
        engineer.delete("/api/v1/knowledge-bases/tenant-a-base/documents/removed")
                .expect(204);
        String connector = "/api/v1/knowledge-bases/tenant-a-base/connectors/missing";
        engineer.put(connector, """
                        {"source": {"kind": "FOLDER", "folder": {"path": "%s/missing"}}}
                        """.formatted(Registry.FOLDERS)).expect(201);
        engineer.post(connector + "/runs", "").expect(202);
    }

    @Test
    void hidesOtherTeamsFromEveryRequest() {
        TenantTables.check(
                registry.service(),
                "registry",
                "suite_revision",
                "scheduled_tasks",
                "connector_tasks",
                "fine_tuning_tasks",
                "supply_chain_policy");
    }

    @Test
    void refusesRowsForAnotherTeam() {
        assertThatThrownBy(() -> as(
                        "tenant-b",
                        "insert into dataset values ('" + UUID.randomUUID()
                                + "', 'tenant-a', 'smuggled', '', false, now(), now(), 0)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void neverChangesImmutableRows() {
        for (String table : List.of(
                "asset_version",
                "evaluation",
                "pointer_move",
                "dataset_version",
                "dataset_record",
                "model_signature",
                "dataset_audit")) {
            for (String statement : List.of("delete from " + table, "update " + table + " set team = team")) {
                assertThatThrownBy(() -> as("*", statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private static void as(String teams, String statement) throws SQLException {
        try (Connection connection = app(teams);
                Statement write = connection.createStatement()) {
            write.execute(statement);
        }
    }

    private static Connection app(String teams) throws SQLException {
        Connection connection =
                registry.service().database().dataSource("registry_app").getConnection();
        try (Statement setting = connection.createStatement()) {
            setting.execute("set plumbline.teams = '" + teams + "'");
        }
        return connection;
    }
}
