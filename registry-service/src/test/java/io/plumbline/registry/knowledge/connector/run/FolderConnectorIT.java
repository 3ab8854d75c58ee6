package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Folders, and what all kinds of connectors have in common.
class FolderConnectorIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static Client engineer() {
        return registry.engineer("connect");
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectories(Registry.FOLDERS.resolve(name));
    }

    private static String body(Path folder, String more) {
        return "{\"source\": {\"kind\": \"FOLDER\", \"folder\": {\"path\": \"" + folder + "\"}}" + more + "}";
    }

    @Test
    void keepsAKnowledgeBaseCurrent() throws IOException {
        Path folder = folder("current");
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("leave.md"), "# Leave\n\nStaff have thirty days of ibex leave.");
        Files.writeString(folder.resolve("sub/travel.txt"), "Book trains.");
        Files.writeString(folder.resolve("tool.exe"), "MZ");
        Files.writeString(folder.resolve("empty.md"), "");
        Files.writeString(folder.resolve("draft.md"), "Not yet.");
        TestConnector connector = TestConnector.of(
                engineer(),
                "connect-current",
                body(folder, ", \"exclude\": [\"**/draft*\"], \"tags\": [\"hr\"], \"vanished\": \"DELETE\""));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 4 added 2 refused 2");
        assertThat(connector.documents()).isEqualTo("leave.md 1 [\"hr\"]\ntravel.txt 1 [\"hr\"]\n");
        assertThat(connector.deadLetters()).contains("empty.md: empty", "tool.exe: unknown-format");
        await("the document is found")
                .until(() -> engineer()
                        .post("/api/v1/knowledge-bases/connect-current/search", "{\"query\": \"ibex\"}")
                        .body()
                        .toString()
                        .contains("thirty days"));

        Files.writeString(folder.resolve("leave.md"), "# Leave\n\nStaff have thirty-one days of leave.");
        Files.delete(folder.resolve("sub/travel.txt"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 changed 1 refused 2 deleted 1");
        assertThat(connector.documents()).isEqualTo("leave.md 2 [\"hr\"]\n");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 unchanged 1 refused 2");
        assertThat(registry.audited("registry.connector.runStarted", "connect-current/source", "SUCCESS"))
                .isEqualTo(3);
        assertThat(registry.audited("registry.connector.runEnded", "connect-current/source", "SUCCESS"))
                .isEqualTo(3);

        Files.delete(folder.resolve("leave.md"));
        Files.delete(folder.resolve("tool.exe"));
        Files.delete(folder.resolve("empty.md"));
        assertThat(connector.outcome()).isEqualTo("FAILED source-empty");
        assertThat(connector.documents()).isEqualTo("leave.md 2 [\"hr\"]\n");
        assertThat(engineer().get(connector.path() + "/runs").expect(200).body().path("items"))
                .hasSize(4);
    }

    @Test
    void keepsVanishedDocumentsAndPostponesBeyondLimits() throws IOException {
        Path folder = folder("limits");
        for (String name : new String[] {"a", "b", "c"}) {
            Files.writeString(folder.resolve(name + ".txt"), "Text " + name);
        }
        TestConnector connector =
                TestConnector.of(engineer(), "connect-limits", body(folder, ", \"limits\": {\"documents\": 2}"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 2 postponed 1");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 1 unchanged 2");
        Files.delete(folder.resolve("a.txt"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 unchanged 2");
        assertThat(connector.documents()).contains("a.txt 1");

        engineer().put(connector.path(), body(folder, ", \"tags\": [\"new\"]")).expect(200);
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 changed 2");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 unchanged 2");
    }

    @Test
    void triesRefusedDocumentsAgainOnRequest() throws IOException {
        Path folder = folder("retry");
        Files.writeString(folder.resolve("note.txt"), "A note.");
        Files.writeString(folder.resolve("report.pdf"), "no PDF");
        TestConnector connector = TestConnector.of(engineer(), "connect-retry", body(folder, ""));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 added 2");
        await("the ingestion refuses it")
                .until(connector::deadLetters, text -> text.contains("report.pdf: wrong-format"));
        String id = engineer()
                .get(connector.path() + "/dead-letters")
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        JsonNode retry = engineer()
                .post(connector.path() + "/dead-letters/" + id + "/retry", "")
                .expect(202)
                .body();
        assertThat(TestConnector.described(connector.ended(retry))).isEqualTo("COMPLETED seen 1 changed 1");
        await("the ingestion refuses it again")
                .until(connector::deadLetters, text -> text.contains("report.pdf: wrong-format"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 unchanged 2");
        engineer()
                .post(connector.path() + "/dead-letters/01890000-0000-7000-8000-000000000001/retry", "")
                .expect(404, "not-found");
    }

    @Test
    void startsByScheduleAndOneRunAtATime() throws IOException {
        TestConnector connector = TestConnector.of(
                engineer(), "connect-schedule", body(folder("schedule"), ", \"schedule\": {\"everySeconds\": 3600}"));
        JsonNode times = engineer().get(connector.path()).body().path("times");
        assertThat(times.path("nextRunAt").asString()).isNotEmpty();
        registry.superuser()
                .sql("update registry.knowledge_connector set next_run_at = now() - interval '1 minute'"
                        + " where next_run_at is not null")
                .update();
        RunSweep sweep = registry.service().bean(RunSweep.class);
        Tenancy.asWorker(sweep::run);
        JsonNode run = await("a run starts")
                .until(
                        () -> engineer()
                                .get(connector.path() + "/runs")
                                .body()
                                .path("items")
                                .path(0),
                        JsonNode::isObject);
        assertThat(run.path("cause").asString()).isEqualTo("SCHEDULE");
        assertThat(TestConnector.described(connector.ended(run))).isEqualTo("COMPLETED");

        registry.superuser()
                .sql("update registry.knowledge_connector_run set ended_at = null where id = cast(? as uuid)")
                .param(run.path("id").asString())
                .update();
        engineer().post(connector.path() + "/runs", "").expect(409, "connector-run-in-progress");
        engineer()
                .put(connector.path(), body(folder("other"), ", \"enabled\": false"))
                .expect(200);
        engineer().post(connector.path() + "/runs", "").expect(409, "connector-disabled");
    }

    @Test
    void refusesWhatTheOperatorDoesNotAllow() throws IOException {
        TestConnector connector = TestConnector.of(engineer(), "connect-refused", body(folder("refused"), ""));
        assertThat(engineer()
                        .put(connector.path(), body(Path.of("/etc"), ""))
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/source/folder/path");
        String[][] refused = {
            {"{\"kind\": \"FOLDER\"}", "/source"},
            {
                "{\"kind\": \"S3\", \"s3\": {\"endpoint\": \"https://169.254.169.254\", \"bucket\": \"docs\"}}",
                "/source/s3/endpoint"
            },
            {
                "{\"kind\": \"WEB\", \"web\": {\"urls\": [\"https://example.com\", \"file:///etc/passwd\"]}}",
                "/source/web/urls/1"
            },
            {
                "{\"kind\": \"REST\", \"rest\": {\"url\": \"https://example.com\", \"id\": \"id\", \"text\": \"/t\"}}",
                "/source/rest/id"
            },
            {
                "{\"kind\": \"JDBC\", \"jdbc\": {\"url\": \"jdbc:postgresql://db/x\", \"user\": \"u\", \"query\":"
                        + " \"select 1\", \"id\": \"id\", \"text\": \"t\"}}",
                "/source/jdbc/url"
            },
        };
        for (String[] each : refused) {
            assertThat(engineer()
                            .put(connector.path(), "{\"source\": " + each[0] + "}")
                            .expect(400, "invalid-request")
                            .pointers())
                    .as(each[0])
                    .containsExactly(each[1]);
        }
    }
}
