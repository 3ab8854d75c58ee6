package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.report.SarifShape;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What is shown and told of gates.
class GateReportsIT extends GateTests {

    @Test
    void pagesTheGatesOfASuiteNewestFirst() {
        eval.suite("paged", document("tiny@1", FLOOR));
        eval.model("paged", 100);
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            opened.addFirst(open(request("paged", "paged", 1)));
        }
        JsonNode first = get("/api/v1/gates?suite=paged&limit=2");
        JsonNode second = get("/api/v1/gates?suite=paged&limit=2&cursor="
                + first.path("nextCursor").asString());
        assertThat(List.of(
                        first.path("items").path(0).path("id").asString(),
                        first.path("items").path(1).path("id").asString(),
                        second.path("items").path(0).path("id").asString()))
                .isEqualTo(opened);
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void returnsTheTrendOfASuite() {
        eval.suite("trending", document("tiny@1", FLOOR));
        eval.model("trending", 100);
        for (int version = 1; version <= 2; version++) {
            eval.run("""
                    {"suite": "trending", "candidate": {"model": "trending", "version": %d}, "commit": "c%d"}
                    """.formatted(version, version));
        }
        JsonNode first = get("/api/v1/suites/trending/trend?limit=1&check=exactMatch.floor");
        JsonNode point = first.path("items").path(0);
        assertThat(point.path("commit").asString()).isEqualTo("c2");
        assertThat(point.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(point.path("checks").size()).isEqualTo(1);
        assertThat(point.path("checks").path(0).path("value").asDouble()).isEqualTo(1);
        assertThat(point.path("checks").path(0).path("ciLow").asDouble()).isBetween(0.3, 0.8);
        JsonNode second = get("/api/v1/suites/trending/trend?limit=1&cursor="
                + first.path("nextCursor").asString());
        assertThat(second.path("items").path(0).path("commit").asString()).isEqualTo("c1");
        assertThat(second.path("items").path(0).path("checks").size()).isGreaterThan(1);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void listsGatesOfATeamWithoutReadingThoseOfOthers() {
        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        database.sql("""
                        insert into eval.gate (id, team, suite, suite_revision, document, candidate, requested_by, status,
                            created_at)
                        select gen_random_uuid(), case when i % 1000 = 0 then 'team-small' else 'team-large' end, 'listed', 1,
                            '{}', '{}', 'u', 'CANCELLED', now() from generate_series(1, 20000) i
                        """).update();
        database.sql("analyze eval.gate").update();
        for (boolean ofSuite : new boolean[] {false, true}) {
            List<String> plan = Tenancy.callAs(
                    Set.of("team-small"),
                    () -> eval.service
                            .bean(JdbcClient.class)
                            .sql("explain (analyze, costs off) "
                                    + GateStore.newest(true, GateFilter.ofSuite(ofSuite ? "listed" : null), false))
                            .param("teams", new String[] {"team-small"})
                            .param("suite", "listed")
                            .param("limit", 51)
                            .query(String.class)
                            .list());
            assertThat(plan).anyMatch(line -> line.contains("Index Cond") && line.contains("team ="));
            assertThat(plan).noneMatch(line -> line.contains("Rows Removed by Filter"));
        }
    }

    @Test
    void reportsInFiveFormats() {
        eval.suite("reported", document("faq@1", "[{\"name\": \"exactMatch\", \"maxRegression\": 0.05}]"));
        eval.registry.model(TEAM, "reported", 2, 1);
        eval.gateway.model("registry:reported@1", call -> EvalUnderTest.rightFor(100, call));
        eval.gateway.model(
                "registry:reported@2",
                _ -> FakeGateway.Said.text("write to jane.doe@example.com <img src=x> ``` @all"));
        String id = eval.run(request("reported", "reported", 2)).path("id").asString();
        String path = "/api/v1/gates/" + id + "/report";

        JsonNode json = get(path);
        assertThat(json.path("gate").path("verdict").asString()).isEqualTo("FAIL");
        assertThat(json.path("items").size()).isEqualTo(120);
        JsonNode item = json.path("items").path(5);
        assertThat(item.path("id").asString()).isEqualTo("q-5");
        assertThat(item.path("slice").asString()).isEqualTo("odd");
        assertThat(item.path("candidate").asString()).contains("jane.doe@example.com");
        assertThat(item.path("baseline").asString()).isEqualTo(EvalUnderTest.answer("Question 5"));
        assertThat(item.path("scores").path("exactMatch").asDouble()).isZero();
        assertThat(item.path("baselineScores").path("exactMatch").asDouble()).isEqualTo(1);
        assertThat(item.path("change").asDouble()).isEqualTo(-1);

        JsonNode worst = json.path("worstRegressions");
        assertThat(worst.size()).isEqualTo(5);
        assertThat(worst.path(0).path("fellMost").asString()).isEqualTo("exactMatch");
        assertThat(worst.path(0).path("candidate").asString())
                .contains("<EMAIL_ADDRESS>")
                .doesNotContain("jane.doe");

        String xml = report(path, "application/xml");
        assertThat(xml)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains("name=\"exactMatch.regression\"")
                .contains("<failure message=");
        String markdown = report(path, "text/markdown");
        assertThat(markdown)
                .contains("❌ FAIL")
                .contains("exactMatch.regression")
                .contains("Items that got worse")
                .contains("<EMAIL_ADDRESS>")
                .doesNotContain("jane.doe");
        String sarif = report(path, "application/sarif+json");
        assertThat(sarif).contains("exactMatch.regression", "<EMAIL_ADDRESS>").doesNotContain("jane.doe");
        assertThat(SarifShape.faults(sarif)).isEmpty();
        assertThat(report(path, "text/html"))
                .startsWith("<!doctype html>")
                .contains("<svg", "exactMatch.regression", "&lt;EMAIL_ADDRESS&gt;")
                .doesNotContain("jane.doe")
                .doesNotContain("<script");
        JsonNode odd = json.path("gate").path("slices").path(1);
        assertThat(odd.path("name").asString()).isEqualTo("odd");
        assertThat(odd.path("items").asInt()).isEqualTo(60);
        assertThat(odd.path("checks").path(0).path("difference").asDouble()).isLessThan(0);
        assertThat(report(path, "*/*")).startsWith("{");
        eval.engineer()
                .get()
                .uri(path)
                .header("Accept", "image/png")
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void writesToTheAuditLog() {
        eval.model("audited", 100);
        String id = eval.run(request("faq", "audited", 1)).path("id").asString();
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql("select count(*) from audit.event where resource_id = ? and action = 'eval.gate.finished'")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void auditsTheEndInTheTraceOfTheRequest() {
        eval.model("traced", 100);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = eval.engineer()
                .post()
                .uri("/api/v1/gates?wait=60")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request("faq", "traced", 1))
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql(
                                "select audit.parse(canonical) ->> 'traceId' from audit.event where resource_id = ? order by id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly(trace, trace);
    }
}
