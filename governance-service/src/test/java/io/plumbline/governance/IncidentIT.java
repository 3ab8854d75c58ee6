package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.Incident;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.clients.governance.IncidentReport.IncidentResource;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

class IncidentIT extends IncidentTests {

    @Test
    void storesReportsOfServicesAboutOtherTeams() {
        Instant occurredAt = Instant.parse("2026-11-24T10:15:30.123456Z");
        Incident opened = monitoring()
                .openIncident("rollback-1", report("rollout-1", occurredAt, Map.of("canary", Map.of("errors", 17))));
        assertThat(opened.team()).isEqualTo(TEAM);
        assertThat(opened.state()).isEqualTo("OPEN");

        JsonNode incident = governance.get(engineer, PATH + "/" + opened.id()).body();
        assertThat(incident.path("kind").asString()).isEqualTo("ROLLBACK");
        assertThat(incident.path("severity").asString()).isEqualTo("HIGH");
        assertThat(incident.path("title").asString()).isEqualTo("The canary was taken back");
        assertThat(incident.path("resource").path("type").asString()).isEqualTo("rollout");
        assertThat(incident.path("resource").path("id").asString()).isEqualTo("rollout-1");
        assertThat(incident.path("occurredAt").asString()).isEqualTo(occurredAt.toString());
        assertThat(incident.path("reportedBy").asString()).isEqualTo("monitoring-service");
        assertThat(incident.at("/evidence/canary/errors").asInt()).isEqualTo(17);
        JsonNode event = events("governance.incident.opened", opened.id()).getFirst();
        assertThat(event.path("actor").path("type").asString()).isEqualTo("service");
        assertThat(event.path("team").asString()).isEqualTo(TEAM);
        assertThat(event.at("/attributes/resource").asString()).isEqualTo("rollout:rollout-1");
    }

    @Test
    void returnsTheSameIncidentForTheSameKeyWhateverItsAgeAndState() {
        GovernanceClient monitoring = monitoring();
        Incident first =
                monitoring.openIncident("kept-1", report("kept", Instant.EPOCH.plusSeconds(1_700_000_000), Map.of()));
        assertThat(monitoring.openIncident(
                        "kept-1", report("kept", Instant.EPOCH.plusSeconds(1_700_000_000), Map.of())))
                .isEqualTo(first);
        governance.post(officer, PATH + "/" + first.id() + "/transitions", Map.of("to", "ACKNOWLEDGED"));
        assertThat(JdbcClient.create(governance.service().database().superuser())
                        .sql("select count(*) from governance.idempotency_key where key = 'kept-1'")
                        .query(Long.class)
                        .single())
                .as("keys that are forgotten after a day")
                .isZero();

        Incident again = monitoring.openIncident(
                "kept-1", report("kept", Instant.EPOCH.plusSeconds(1_700_000_001), Map.of("told", "anew")));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.state()).isEqualTo("ACKNOWLEDGED");
        assertThat(events("governance.incident.opened", first.id())).hasSize(1);
        assertThat(keyed(officer, "é", body("kept")).getStatus().value()).isEqualTo(400);

        EntityExchangeResult<byte[]> other =
                keyed(governance.serviceToken("monitoring"), "kept-1", body("other-thing"));
        assertThat(other.getStatus().value()).isEqualTo(422);
        EntityExchangeResult<byte[]> somebody = keyed(officer, "kept-1", body("kept"));
        assertThat(somebody.getStatus().value()).isEqualTo(201);
        assertThat(somebody.getResponseHeaders().getLocation())
                .asString()
                .doesNotContain(first.id().toString());
    }

    @Test
    void opensOneIncidentForConcurrentReports() throws Exception {
        GovernanceClient monitoring = monitoring();
        IncidentReport report = report("at-once", Instant.EPOCH.plusSeconds(1_700_000_000), Map.of());
        Set<UUID> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Incident>> reports =
                    Collections.nCopies(24, () -> monitoring.openIncident("at-once", report));
            for (Future<Incident> opened : threads.invokeAll(reports)) {
                ids.add(opened.get().id());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void followsLegalTransitionsAndRecordsActorAndTime() {
        String id = open("moving");
        String moves = PATH + "/" + id + "/transitions";
        Answer skipped = governance.post(officer, moves, Map.of("to", "CLOSED"));
        assertThat(skipped.status()).isEqualTo(409);
        assertThat(skipped.body().path("type").asString()).isEqualTo("/problems/incident-transition-refused");
        assertThat(skipped.body().path("state").asString()).isEqualTo("OPEN");
        assertThat(skipped.body().path("next").valueStream().map(JsonNode::asString))
                .containsExactly("ACKNOWLEDGED", "RESOLVED");
        assertThat(governance
                        .post(engineer, moves, Map.of("to", "ACKNOWLEDGED"))
                        .status())
                .isEqualTo(403);
        assertThat(governance.post(officer, moves, Map.of("to", "ACKNOWLEDGED")).status())
                .isEqualTo(200);
        assertThat(governance.post(officer, moves, Map.of("to", "ACKNOWLEDGED")).status())
                .isEqualTo(409);
        Answer silent = governance.post(officer, moves, Map.of("to", "RESOLVED", "comment", "  "));
        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.body().at("/errors/0/pointer").asString()).isEqualTo("/comment");
        governance.post(officer, moves, Map.of("to", "RESOLVED", "comment", "The threshold was wrong"));
        Answer closed = governance.post(officer, moves, Map.of("to", "CLOSED"));
        assertThat(closed.body().path("state").asString()).isEqualTo("CLOSED");
        assertThat(closed.body()
                        .path("transitions")
                        .valueStream()
                        .map(move -> move.path("to").asString()))
                .containsExactly("ACKNOWLEDGED", "RESOLVED", "CLOSED");
        JsonNode resolved = closed.body().path("transitions").get(1);
        assertThat(resolved.path("comment").asString()).isEqualTo("The threshold was wrong");
        assertThat(resolved.path("by").asString()).isEqualTo(Governance.idOf(officer));
        assertThat(Instant.parse(resolved.path("at").asString()))
                .isAfter(Instant.parse(closed.body().path("reportedAt").asString()));
        assertThat(governance
                        .post(officer, moves, Map.of("to", "RESOLVED", "comment", "x"))
                        .status())
                .isEqualTo(409);
        for (String action : List.of("acknowledged", "resolved", "closed")) {
            assertThat(events("governance.incident." + action, UUID.fromString(id)))
                    .as(action)
                    .hasSize(1);
        }
    }

    @Test
    void refusesATransitionOfAStaleIncident() {
        String id = open("tagged");
        String tag = governance
                .service()
                .client(officer)
                .get()
                .uri(PATH + "/" + id)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
        assertThat(tag).isNotNull();
        assertThat(move(id, tag, "ACKNOWLEDGED")).isEqualTo(200);
        assertThat(move(id, tag, "RESOLVED")).isEqualTo(412);
    }

    @Test
    void listsOpenIncidentsFirstInPagesAndByEachFilter() {
        String team = "listed-team";
        String reader = governance.key(team, Role.ML_ENGINEER);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> body = new HashMap<>(body("listed-" + i));
            body.put("team", team);
            body.put("severity", i == 3 ? "LOW" : "CRITICAL");
            body.put("kind", i == 2 ? "BREACH" : "OTHER");
            ids.add(governance.post(officer, PATH, body).body().path("id").asString());
        }
        governance.post(officer, PATH + "/" + ids.get(4) + "/transitions", Map.of("to", "ACKNOWLEDGED"));
        List<String> expected = List.of(ids.get(3), ids.get(2), ids.get(1), ids.get(0), ids.get(4));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = governance.get(reader, PATH + "?limit=2" + cursor).body();
            page.path("items").forEach(item -> paged.add(item.path("id").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(expected);
        assertThat(listed(reader, "state=ACKNOWLEDGED")).containsExactly(ids.get(4));
        assertThat(listed(reader, "severity=LOW")).containsExactly(ids.get(3));
        assertThat(listed(reader, "kind=BREACH")).containsExactly(ids.get(2));
        assertThat(listed(officer, "team=" + team)).isEqualTo(expected);
        assertThat(governance.get(reader, PATH + "?state=LOST").status()).isEqualTo(400);
    }

    @Test
    void hidesEverythingFromAnotherTeam() {
        String id = open("hidden");
        String stranger = governance.key("other-team", Role.ML_ENGINEER);
        assertThat(governance.get(stranger, PATH + "/" + id).status()).isEqualTo(404);
        assertThat(listed(stranger, "")).isEmpty();
        assertThat(listed(stranger, "team=" + TEAM)).isEmpty();
    }

    @Test
    void refusesInvalidReports() {
        Map<String, Object> bad = new HashMap<>();
        bad.put("/team", "no-such-team");
        bad.put("/title", "two\nlines");
        bad.put("/description", "x".repeat(4_001));
        bad.put("/occurredAt", "+999999999-01-01T00:00:00Z");
        bad.put("/evidence", Map.of("text", "x".repeat(17_000)));
        bad.put("/resource/type", Map.of("type", "No Type", "id", "x"));
        bad.forEach((pointer, value) -> {
            Map<String, Object> body = new HashMap<>(body("bad"));
            body.put(pointer.split("/", -1)[1], value);
            Answer refused = governance.post(officer, PATH, body);
            assertThat(refused.status()).as(pointer).isEqualTo(400);
            assertThat(refused.body().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        });
        for (String blank : List.of("   ", "\u2003", "\u3000\u2003")) {
            Map<String, Object> untitled = new HashMap<>(body("bad"));
            untitled.put("title", blank);
            Answer refused = governance.post(officer, PATH, untitled);
            assertThat(refused.status()).as("a title that is blank").isEqualTo(400);
        }
        Map<String, Object> unknown = new HashMap<>(body("bad"));
        unknown.put("state", "CLOSED");
        assertThat(governance.post(officer, PATH, unknown).status()).isEqualTo(400);
    }

    private static IncidentReport report(String rollout, Instant occurredAt, Map<String, Object> evidence) {
        return new IncidentReport(
                TEAM,
                "HIGH",
                "ROLLBACK",
                "The canary was taken back",
                "Its error rate was worse than that of the control.",
                new IncidentResource("rollout", rollout),
                occurredAt,
                evidence);
    }

    private static EntityExchangeResult<byte[]> keyed(String credential, String key, Map<String, Object> body) {
        return governance
                .service()
                .client(credential)
                .post()
                .uri(PATH)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static int move(String id, String tag, String to) {
        return governance
                .service()
                .client(officer)
                .post()
                .uri(PATH + "/" + id + "/transitions")
                .header(HttpHeaders.IF_MATCH, tag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("to", to, "comment", "said"))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static List<String> listed(String credential, String query) {
        return governance
                .get(credential, PATH + "?" + query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static List<JsonNode> events(String action, UUID incident) {
        return governance
                .get(officer, "/api/v1/audit/events?action=" + action + "&resource=incident:" + incident)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }
}
