package io.plumbline.eval.panel;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Schedules create panels from a stratified sample of the answers of production calls.
class PanelScheduleIT {

    private final EvalUnderTest eval = EvalUnderTest.shared();

    @Test
    void createsAPanelWithEquallyManyItemsOfEachStratum() {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(Map.of(
                    "input",
                    "Question " + i,
                    "completion",
                    "Answer " + i,
                    "route",
                    i < 50 ? "support" : "sales",
                    "label",
                    i % 10 > 0));
        }
        eval.registry.dataset(TEAM, "rated-calls", answers);
        eval.engineer()
                .put()
                .uri("/api/v1/panel-schedules/quarterly")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"source": {"dataset": "rated-calls", "items": 20}, "title": "Quarter", "rubric": "accuracy@1",
                         "design": {"annotators": 3, "perItem": 2}, "daysOpen": 30}
                        """)
                .exchange()
                .expectStatus()
                .isCreated();

        await("the first panel")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/panel-schedules/quarterly").has("last"));

        JsonNode schedule = get("/api/v1/panel-schedules/quarterly");
        JsonNode last = schedule.path("last");
        assertThat(last.path("dataset").asString()).as(last.toString()).isEqualTo("rated-calls@1");
        assertThat(last.path("strata").toString())
                .isEqualTo("[" + stratum("sales, false", 1, 1) + "," + stratum("sales, true", 9, 7) + ","
                        + stratum("support, false", 5, 5) + "," + stratum("support, true", 45, 7) + "]");
        assertThat(schedule.path("nextRun").asString())
                .isGreaterThan(last.path("at").asString());
        JsonNode panel = get("/api/v1/panels/" + last.path("panel").asString());
        assertThat(panel.path("total").asInt())
                .as("20 items, 2 annotators each")
                .isEqualTo(40);
        assertThat(panel.has("deadline")).isTrue();

        eval.registry.dataset(TEAM, "other-calls", 37, answers);
        switchTo("other-calls");
        awaitPanel("switched", "other-calls@37");
    }

    /// Copies the schedule as it would be after 50 versions and a change of its dataset: panels of one day would have
    /// one
    /// name.
    private void switchTo(String dataset) {
        JdbcClient jdbc = JdbcClient.create(eval.service.database().superuser());
        jdbc.sql("""
                        insert into eval.panel_schedule
                            (name, team, document, set_by, set_by_type, revision, updated_at, next_run, last)
                        select 'switched', team, jsonb_set(document, '{source,dataset}', to_jsonb(cast(? as text))), set_by,
                            set_by_type, 2, now(), now() + interval '1 hour', last || '{"version": 50}'
                        from eval.panel_schedule where name = 'quarterly'
                        """).param(dataset).update();
        jdbc.sql("""
                        insert into eval.panel_schedule_run (schedule, team, panel, run)
                        select 'switched', team, 'switched-20260101',
                            run || '{"version": 50, "dataset": "rated-calls@50"}'
                        from eval.panel_schedule_run where schedule = 'quarterly'
                        """).update();
        jdbc.sql("update eval.panel_schedule set next_run = now() where name = 'switched'")
                .update();
    }

    /// A schedule must not outlive the rights of its author.
    @Test
    void stopsWhenItsAuthorHasLostThePermission() {
        eval.registry.dataset(TEAM, "rated-again", List.of(Map.of("input", "Question", "completion", "Answer")));
        RestTestClient author = eval.service.client(eval.service
                .governance()
                .userToken("leaver", Map.of(TEAM, new Role[] {Role.ML_ENGINEER})));
        eval.service.governance().disable("leaver");
        put(author, "abandoned").expectStatus().isCreated();

        await("the refusal")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/panel-schedules/abandoned").has("stopped"));

        JsonNode schedule = get("/api/v1/panel-schedules/abandoned");
        assertThat(schedule.path("stopped").path("reason").asString()).contains("panel:write");
        assertThat(schedule.has("last")).isFalse();
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql("select count(*) from audit.event where resource_id = 'abandoned' and action = ?")
                        .param("eval.panel.scheduleStopped")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(get("/api/v1/panel-schedules/abandoned/runs").path("items")).isEmpty();

        put(eval.engineer(), "abandoned").expectStatus().isOk();
        await("a panel in the name of another author")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/panel-schedules/abandoned").has("last"));

        assertThat(get("/api/v1/panel-schedules/abandoned").has("stopped")).isFalse();
        JsonNode runs = get("/api/v1/panel-schedules/abandoned/runs").path("items");
        assertThat(runs.toString()).as("its panels").contains("rated-again@1");
        assertThat(diff(get("/api/v1/panel-schedules/abandoned")))
                .as("the same document again")
                .isEmpty();
        eval.engineer()
                .delete()
                .uri("/api/v1/panel-schedules/abandoned")
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private void awaitPanel(String schedule, String dataset) {
        await("a panel of " + dataset)
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/panel-schedules/" + schedule)
                        .path("last")
                        .path("dataset")
                        .asString("")
                        .equals(dataset));
    }

    private RestTestClient.ResponseSpec put(RestTestClient client, String name) {
        return client.put()
                .uri("/api/v1/panel-schedules/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"source": {"dataset": "rated-again", "strata": ["input"]}, "title": "Quarter",
                         "rubric": "accuracy@1", "design": {"annotators": 1, "perItem": 1}}
                        """)
                .exchange();
    }

    private JsonNode diff(JsonNode response) {
        ObjectNode document = ((ObjectNode) response).remove(List.of("name", "revision", "nextRun", "last"));
        return Objects.requireNonNull(eval.engineer()
                        .post()
                        .uri("/api/v1/panel-schedules/abandoned/diff")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(document.toString())
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("changes");
    }

    private static String stratum(String name, int records, int items) {
        return "{\"stratum\":\"%s\",\"records\":%d,\"items\":%d,\"leftOut\":%d}"
                .formatted(name, records, items, records - items);
    }

    private JsonNode get(String path) {
        return Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }
}
