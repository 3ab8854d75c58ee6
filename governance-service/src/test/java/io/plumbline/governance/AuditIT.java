package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleTree;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The audit log as governance keeps it, with two replicas of which one sequences.
class AuditIT {

    private static Governance governance;
    private static Governance replica;
    private static String auditor;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("governance");
        governance = Governance.start(Map.of(), database);
        replica = Governance.start(Map.of(), database);
        auditor = governance.newKey("retail-banking", Role.AUDITOR, null);
    }

    @AfterAll
    static void stop() {
        governance.service().stop();
        replica.close();
    }

    @Test
    void refusesFiltersThatMatchNothingOrEverything() {
        Map.of(
                        "actoin=x", "/actoin",
                        "from=-9999-01-01T00:00:00Z", "/from",
                        "to=%2B99999-01-01T00:00:00Z", "/to")
                .forEach((query, pointer) -> {
                    Governance.Answer refused =
                            governance.get(Governance.ADMIN_KEY, "/api/v1/audit/events?limit=5&" + query);
                    assertThat(refused.status()).as(query).isEqualTo(400);
                    assertThat(refused.body()
                                    .path("errors")
                                    .get(0)
                                    .path("pointer")
                                    .asString())
                            .isEqualTo(pointer);
                });
    }

    @Test
    void findsEventsByEachFilterInPages() {
        String key = governance.newKey("retail-banking", Role.APPLICATION, null);
        String id = Governance.idOf(key);
        JsonNode event = only("action=governance.key.created&resource=api-key:" + id);
        assertThat(event.path("v").asInt()).isEqualTo(1);
        assertThat(event.path("team").asString()).isEqualTo("retail-banking");
        assertThat(event.path("actor").path("type").asString()).isEqualTo("api-key");
        String time = event.path("time").asString();
        String trace = event.path("traceId").asString();
        assertThat(only("traceId=" + trace + "&action=governance.key.created")).isEqualTo(event);
        assertThat(only("resource=" + id + "&from=" + time)).isEqualTo(event);
        assertThat(only("resource=" + id + "&team=retail-banking&outcome=SUCCESS&q=APPLICATION"))
                .isEqualTo(event);
        assertThat(only("resource=" + id + "&actor=api-key:" + Governance.idOf(Governance.ADMIN_KEY)))
                .isEqualTo(event);
        assertThat(found("resource=" + id + "&to=" + time)).isEmpty();
        assertThat(found("resource=" + id + "&outcome=DENIED")).isEmpty();
        assertThat(found("resource=" + id + "&q=100%25")).isEmpty();
        assertThat(found("resource=" + id + "&subject=" + encoded("somebody@example.org")))
                .isEmpty();
        assertThat(governance
                        .get(auditor, "/api/v1/audit/events/" + event.path("id").asString())
                        .body())
                .isEqualTo(event);

        JsonNode first = governance.get(auditor, "/api/v1/audit/events?limit=1").body();
        JsonNode second = governance
                .get(
                        auditor,
                        "/api/v1/audit/events?limit=1&cursor="
                                + first.path("nextCursor").asString())
                .body();
        assertThat(first.path("items").get(0).path("id").asString())
                .isGreaterThan(second.path("items").get(0).path("id").asString());
    }

    @Test
    void findsSeveralActionsAndActorsAtOnce() {
        String id = Governance.idOf(governance.newKey("grouped", Role.APPLICATION, null));
        String admin = Governance.idOf(Governance.ADMIN_KEY);
        for (String actions : List.of(
                "governance.key.*",
                "registry.*,governance.key.created",
                "governance.key.created,registry.model.changed")) {
            assertThat(only("resource=" + id + "&action=" + actions)
                            .path("action")
                            .asString())
                    .as(actions)
                    .isEqualTo("governance.key.created");
        }
        assertThat(found("resource=" + id + "&action=governance.policy.*,registry.*"))
                .isEmpty();
        assertThat(found("resource=" + id + "&action=governance.key.c%25")).isEmpty();
        assertThat(only("resource=" + id + "&actor=" + "nobody," + admin)).isNotNull();
        assertThat(found("resource=" + id + "&actor=" + "nobody,nothing")).isEmpty();
    }

    @Test
    void exportsEventsAsLinesAndAsATable() {
        String id = Governance.idOf(governance.newKey("exported", Role.APPLICATION, null));
        String filter = "/api/v1/audit/export?resource=" + id;
        String lines = text(filter, "application/x-ndjson");
        assertThat(lines.lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("{\"action\":\"governance.key.created\"")
                        .contains(id));
        assertThat(text(filter, "text/csv").lines())
                .hasSize(2)
                .startsWith("time,id,service,team,actorType,actorId,actorName,action,resourceType,resourceId,"
                        + "resourceVersion,outcome,traceId,attributes")
                .last()
                .satisfies(row -> assertThat(row)
                        .contains("\"key bootstrap\",\"governance.key.created\",\"api-key\",\"" + id + "\""));
        assertThat(text("/api/v1/audit/export?action=governance.key.created&limit=1", "application/x-ndjson")
                        .lines())
                .hasSize(1);
        assertThat(found("action=governance.log.exported"))
                .extracting(event -> event.path("attributes").path("format").asString())
                .as("exports are events themselves, newest first")
                .startsWith("ndjson", "csv", "ndjson");
        assertThat(only("action=governance.log.exported&limit=1")
                        .path("attributes")
                        .path("action")
                        .asString())
                .isEqualTo("governance.key.created");
        assertThat(governance.get(auditor, "/api/v1/audit/export?actoin=x").status())
                .isEqualTo(400);
        assertThat(governance
                        .get(governance.key("exported", Role.ML_ENGINEER), "/api/v1/audit/export")
                        .status())
                .isEqualTo(403);
    }

    private static String text(String address, String type) {
        byte[] body = governance
                .service()
                .client(auditor)
                .get()
                .uri(address)
                .header("Accept", type)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void countsEventsByHour() {
        governance.newKey("counted", Role.APPLICATION, null);
        String path =
                "/api/v1/audit/counts?action=governance.key.created,governance.key.revoked&from=2026-01-01T00:00:00Z";
        await("the events have positions")
                .untilAsserted(() -> assertThat(governance
                                .get(governance.key("counted", Role.ML_ENGINEER), path)
                                .body()
                                .path("items"))
                        .singleElement()
                        .satisfies(hour -> {
                            assertThat(hour.path("action").asString()).isEqualTo("governance.key.created");
                            assertThat(hour.path("count").asInt()).isEqualTo(2);
                        }));
        assertThat(governance.get(auditor, "/api/v1/audit/counts?action=x").status())
                .isEqualTo(400);
    }

    @Test
    void listsVerificationsAndTheStateOfTheLog() {
        String begun = governance
                .post(auditor, "/api/v1/audit/verifications?wait=60", Map.of())
                .body()
                .path("id")
                .asString();
        assertThat(governance
                        .get(auditor, "/api/v1/audit/verifications?limit=1")
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(begun);
        JsonNode log = governance.get(auditor, "/api/v1/audit/log").body();
        assertThat(log.at("/checkpoint/size").asLong()).isPositive();
        assertThat(log.path("pending").isNumber()).isTrue();
    }

    @Test
    void findsUsersAndKeysByName() {
        String user = governance.user("Findable.Person", "retail-banking", Role.ML_ENGINEER);
        assertThat(governance
                        .get(auditor, "/api/v1/actors?name=findable")
                        .body()
                        .path("items"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.path("id").asString()).isEqualTo(user);
                    assertThat(found.path("name").asString()).isEqualToIgnoringCase("Findable.Person");
                });
    }

    @Test
    void refusesInvalidFilters() {
        for (String query : List.of(
                "outcome=MAYBE", "from=yesterday", "limit=501", "limit=few", "cursor=x", "q=" + "x".repeat(201))) {
            Answer refused = governance.get(auditor, "/api/v1/audit/events?" + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.body().toString())
                    .doesNotContain("java", "plumbline", "swagger", "yesterday", "MAYBE", "few");
        }
        assertThat(governance
                        .get(auditor, "/api/v1/audit/events/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void servesAVerifiableCheckpoint() {
        governance.newKey("retail-banking", Role.APPLICATION, null);
        NoteVerifier verifier = NoteVerifier.parse(text(governance, "/api/v1/audit/verifier-key"));
        assertThat(text(replica, "/api/v1/audit/verifier-key").strip()).isEqualTo(verifier.vkey());
        AuditReader reader = new AuditReader(governance.service().database().dataSource("governance_worker"));
        await("every event has its place").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            SignedNote note = SignedNote.parse(text(governance, "/checkpoint"));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            List<Hash> leaves = reader.readFrom(0, 10_000).stream()
                    .map(placed -> placed.event().leafHash())
                    .toList();
            assertThat(checkpoint.size()).isEqualTo(leaves.size()).isGreaterThan(3);
            assertThat(checkpoint.root()).isEqualTo(new MerkleTree(leaves).root());
            assertThat(checkpoint.origin()).isEqualTo(verifier.name());
            assertThat(verifier.verifies(note)).isTrue();
        });
    }

    @Test
    void verifiesTheLogAndFindsChangesByASuperuser() {
        Answer begun = governance.post(auditor, "/api/v1/audit/verifications?wait=30", Map.of());
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.body().path("state").asString()).isEqualTo("VERIFIED");
        assertThat(begun.body().path("report").path("size").asLong()).isPositive();
        assertThat(begun.body().at("/report/conduct/calls").isNumber()).isTrue();

        String key = governance.newKey("tampered", Role.APPLICATION, null);
        String event = only("action=governance.key.created&resource=" + Governance.idOf(key))
                .path("id")
                .asString();
        JdbcClient superuser = JdbcClient.create(governance.service().database().superuser());
        await("it has its place")
                .atMost(Duration.ofSeconds(20))
                .until(() -> superuser
                                .sql("select count(*) from audit.leaf where event_id = ?::uuid")
                                .param(event)
                                .query(Long.class)
                                .single()
                        == 1);
        tamper(superuser, event, "application", "accountant");
        Answer failed = replica.post(auditor, "/api/v1/audit/verifications?wait=30", Map.of());
        assertThat(failed.body().path("state").asString()).isEqualTo("FAILED");
        JsonNode finding = failed.body().path("report").path("findings").get(0);
        assertThat(finding.path("kind").asString()).isEqualTo("EVENT_CHANGED");
        assertThat(finding.path("eventId").asString()).isEqualTo(event);
        assertThat(governance
                        .get(
                                auditor,
                                "/api/v1/audit/verifications/"
                                        + failed.body().path("id").asString())
                        .body())
                .isEqualTo(failed.body());
        assertThat(only("action=governance.log.verified&outcome=FAILURE")
                        .path("attributes")
                        .path("state")
                        .asString())
                .isEqualTo("FAILED");
        tamper(superuser, event, "accountant", "application");
    }

    @Test
    void returnsTheRunningVerificationToConcurrentRequesters() {
        JdbcClient superuser = JdbcClient.create(governance.service().database().superuser());
        UUID running = new UuidV7(java.time.Clock.systemUTC(), new java.security.SecureRandom()).next();
        superuser.sql("""
                        insert into governance.log_verification (id, state, requested_by, started_at, alive_at)
                        values (?, 'RUNNING', 'somebody', now(), now())
                        """).param(running).update();
        Answer asked = governance.post(auditor, "/api/v1/audit/verifications", Map.of());
        assertThat(asked.body().path("id").asString()).isEqualTo(running.toString());
        superuser
                .sql("update governance.log_verification set alive_at = now() - interval '3 minutes' where id = ?")
                .param(running)
                .update();
        Answer next = governance.post(auditor, "/api/v1/audit/verifications?wait=30", Map.of());
        assertThat(next.body().path("id").asString()).isNotEqualTo(running.toString());
        assertThat(governance
                        .get(auditor, "/api/v1/audit/verifications/" + running)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("ERROR");
    }

    @Test
    void requiresPermissionToReadAndToVerify() {
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        assertThat(governance.get(engineer, "/api/v1/audit/events").status()).isEqualTo(403);
        assertThat(governance
                        .post(engineer, "/api/v1/audit/verifications", Map.of())
                        .status())
                .isEqualTo(403);
    }

    /// What somebody with every right on the database could do.
    private static void tamper(JdbcClient superuser, String event, String from, String to) {
        superuser.sql("""
                        begin; set local session_replication_role = replica;
                        update audit.event set canonical = convert_to(
                            replace(convert_from(canonical, 'UTF8'), '%s', '%s'), 'UTF8') where id = '%s'; commit
                        """.formatted(from, to, event)).update();
        AuditEvent changed = new AuditReader(governance.service().database().superuser())
                .find(UUID.fromString(event))
                .orElseThrow();
        assertThat(changed.attributes().get("role")).hasToString(to);
    }

    private static JsonNode only(String query) {
        List<JsonNode> events = found(query);
        assertThat(events).as(query).hasSize(1);
        return events.getFirst();
    }

    private static List<JsonNode> found(String query) {
        Answer answer = governance.get(auditor, "/api/v1/audit/events?" + query);
        assertThat(answer.status()).as(query).isEqualTo(200);
        return answer.body().path("items").valueStream().toList();
    }

    private static String text(Governance at, String path) {
        return at.service()
                .client()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/plain")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
