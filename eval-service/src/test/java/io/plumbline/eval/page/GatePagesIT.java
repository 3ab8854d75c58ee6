package io.plumbline.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The pages of gates and suites, with realistic data.
class GatePagesIT {

    private static PagesUnderTest pages;

    @BeforeAll
    static void start() {
        pages = new PagesUnderTest();
        pages.runGates();
    }

    @Test
    void explainsAFailedGateInPlainWords() {
        String page = pages.page("gate-failed", "/gates/" + id(4));
        assertThat(page)
                .contains("class=\"answer bad\"", "support-assistant@4 failed: ", "blocking checks failed.")
                .contains("rougeL.regression: Changed by")
                .contains("the bound: a floor, a ceiling, or the allowed margin")
                .contains("change against the baseline");
        assertThat(page).containsPattern("<line class=\"mark reference\"").containsPattern("<rect class=\"bad-zone\"");
        assertThat(page).contains("<line class=\"mark limit ceiling\"", "5,000 ms", "0.0 %", "rougeL.<wbr>regression");
        assertThat(page.indexOf("rougeL.<wbr>regression")).isLessThan(page.indexOf("latency.<wbr>p95"));
    }

    @Test
    void showsTheNarrowestMarginOfAPassedGate() {
        assertThat(pages.gates.get(3).path("verdict").asString()).isEqualTo("PASS");
        assertThat(pages.page("gate-passed", "/gates/" + id(3)))
                .contains("class=\"answer good\"", "support-assistant@3 passed: ", "Closest to its limit was");
    }

    @Test
    void showsSlicesFlakyItemsAndTheEvidenceOfTheVerdict() {
        String page = pages.page("gate-findings", "/gates/" + id(4));
        assertThat(page)
                .contains("<h2>Slices</h2>", "<bdi>billing</bdi>", "blocking")
                .containsPattern("(?s)<h2>Slices</h2>.*baseline 0.*change −.*a drop beyond the allowed.*<h2[^>]*>Items")
                .contains("<h2>Flaky items</h2>", "had both good and bad answers.", "1 of 2")
                .contains("First attempt at these systems", "in production");
    }

    @Test
    void showsTheJudgesReasonsRedacted() {
        String page = pages.page("gate-judged", "/gates/" + id(4) + "?outcome=FAILED");
        assertThat(page)
                .contains(
                        "The judge's rating of the candidate",
                        "relevance: level 1",
                        "It refuses and does not say where to turn.")
                .contains("&lt;EMAIL_ADDRESS&gt;", "Evidence: <q")
                .doesNotContain("jane.doe");
    }

    @Test
    void escapesUntrustedText() {
        for (int version : pages.gates.keySet()) {
            assertThat(pages.page("gate-" + version, "/gates/" + id(version)))
                    .doesNotContain("<script", "<img src=x", "jane.doe", "\u202E", "th:", "${", "style=");
        }
    }

    @Test
    void listsFilteredGatesAndTheTrendOfTheirSuite() {
        String all = pages.page("gates", "/");
        assertThat(all).contains("<h2>Suites</h2>", "The newest verdict of", "<svg class=\"plot trend\"", id(1), id(5));
        String failed = pages.page("gates-failed", "/?suite=support-quality&candidate=support-assistant&verdict=FAIL");
        assertThat(failed).contains(id(4), "rougeL.regression", "value=\"support-assistant\"", "selected=\"selected\"");
        assertThat(table(failed))
                .contains("support-assistant@4")
                .doesNotContain("<span>support-assistant@1</span>", "<span>support-assistant@5</span>");
        assertThat(pages.page("gates-version", "/?candidate=support-assistant@2"))
                .contains(id(2))
                .doesNotContain("/gates/" + id(1) + "\">support-quality");
        assertThat(pages.page("gates-none", "/?suite=&candidate=nobody&verdict="))
                .contains("No gate matches the filter.", "Show all")
                .doesNotContain("POST /api/v1/gates");
    }

    @Test
    void followsARunningGate() {
        CountDownLatch end = new CountDownLatch(1);
        pages.eval.registry.model(EvalUnderTest.TEAM, "slow", 1, 0);
        pages.eval.gateway.model("registry:slow@1", _ -> {
            awaitLatch(end);
            return Said.text("at last");
        });
        pages.put(
                "/api/v1/suites/followed",
                EvalUnderTest.document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        String id = pages.send(
                        pages.eval.engineer().post().uri("/api/v1/gates"), EvalUnderTest.request("followed", "slow", 1))
                .path("id")
                .asString();
        try {
            String page = pages.page("gate-running", "/gates/" + id);
            assertThat(page)
                    .contains(
                            "data-live=\"/gates/" + id + "/progress\"",
                            "/web-kit/live.js",
                            "<progress",
                            "Show the current state");
            assertThat(pages.page("gate-progress", "/gates/" + id + "/progress"))
                    .startsWith("<div id=\"progress\"")
                    .contains("data-live", "0 calls failed, ", "0 answers reused from earlier gates, 0 USD");
        } finally {
            end.countDown();
        }
        pages.json("/api/v1/gates/" + id + "?wait=60");
        assertThat(pages.page("gate-progress", "/gates/" + id + "/progress"))
                .contains("The gate has finished. Show its checks and items", "data-renew=\"/gates/" + id + "\"")
                .doesNotContain("data-live");
        assertThat(pages.page("gate-ended", "/gates/" + id)).doesNotContain("<script");
    }

    @Test
    void distinguishesInformativeGatesFromDecisiveOnes() {
        pages.put(
                "/api/v1/suites/informed",
                EvalUnderTest.document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        pages.eval.model("informed", 100);
        pages.eval.run("""
                {"suite": "informed", "candidate": {"model": "informed", "version": 2},
                 "baseline": {"model": "informed", "version": 1}}
                """);
        String gate = pages.json("/api/v1/gates?suite=informed")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        assertThat(pages.page("gate-informed", "/gates/" + gate))
                .contains("no, for information only: it was not compared with what is in production");
        assertThat(pages.page("gate-passed", "/gates/" + id(3))).doesNotContain("<dt>Counts</dt>");
        assertThat(pages.page("gates-informed", "/?suite=informed"))
                .contains("None of these gates has a verdict that counts yet.", "for information")
                .doesNotContain("<h2>Suites</h2>");
        assertThat(pages.page("suite-informed", "/suites/informed"))
                .contains("Its newest gate is for information only: ", "No gate of this suite has a verdict yet.");
    }

    @Test
    void showsASuiteWithItsVersionsAndTrend() {
        String page = pages.page("suite", "/suites/" + PagesUnderTest.SUITE);
        assertThat(page)
                .contains(
                        "Its newest gate",
                        "rougeL",
                        "judge by relevance@1",
                        "at most 5,000 ms",
                        "for 95 % of the calls")
                .contains("slice billing", "2 times")
                .contains("You answer customers of a shop", "<h2>Revisions</h2>", "2 (now)")
                .contains("<svg class=\"plot trend\"", "All gates of this suite");
        assertThat(page).containsPattern("2 \\(now\\)</th>\\s*<td>metrics</td>");
        assertThat(pages.page("suites", "/suites")).contains("3 metrics and a judge", "support-questions@1");
    }

    @Test
    void showsASuiteWithoutGates() {
        pages.put(
                "/api/v1/suites/" + PagesUnderTest.LONG,
                EvalUnderTest.document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        assertThat(pages.page("suite-new", "/suites/" + PagesUnderTest.LONG))
                .contains("No gate has run this suite yet.", "No gate of this suite has a verdict yet.", "1 (now)");
        assertThat(pages.page("suites-long", "/suites")).contains(PagesUnderTest.LONG);
    }

    @Test
    void refusesAnInvalidFilter() {
        for (String query : List.of("verdict=GOOD", "suite=" + "x".repeat(64), "cursor=x")) {
            pages.eval
                    .engineer()
                    .get()
                    .uri("/?" + query)
                    .header("Accept", "text/html")
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    void reportsThatACancelledGateHasNoChecks() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        pages.eval.registry.model(EvalUnderTest.TEAM, "stopped", 1, 0);
        pages.eval.gateway.model("registry:stopped@1", _ -> {
            asked.countDown();
            awaitLatch(end);
            return Said.text("too late");
        });
        try {
            String id = pages.send(
                            pages.eval.engineer().post().uri("/api/v1/gates"),
                            EvalUnderTest.request(PagesUnderTest.SUITE, "stopped", 1))
                    .path("id")
                    .asString();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(pages.page("gate-asked", "/gates/" + id))
                    .contains("Checks appear once every item has an answer.");
            pages.eval.engineer().post().uri("/api/v1/gates/" + id + "/cancel").exchange();
            assertThat(pages.page("gate-cancelled", "/gates/" + id))
                    .contains("The gate was cancelled. It has no verdict.")
                    .contains("No checks: the gate ended before every item had an answer.", "Not called.")
                    .doesNotContain("No answer yet.");
        } finally {
            end.countDown();
        }
    }

    @Test
    void separatesChecksWithoutData() {
        pages.put("/api/v1/suites/many-checks", EvalUnderTest.document("tiny@1", """
                [{"name": "exactMatch", "floor": 0.1, "maxRegression": 0.1}, {"name": "rouge1", "maxRegression": 0.1},
                 {"name": "rouge2", "maxRegression": 0.1}, {"name": "rougeL", "maxRegression": 0.1}]
                """));
        pages.eval.registry.model(EvalUnderTest.TEAM, "many-checked", 1, 0);
        pages.eval.gateway.model("registry:many-checked@1", _ -> Said.text("an answer"));
        JsonNode gate = pages.eval.run(EvalUnderTest.request("many-checks", "many-checked", 1));
        String page = pages.page("gate-many-checks", "/gates/" + gate.path("id").asString());
        assertThat(page).contains("4 further checks had nothing to measure");
        assertThat(page.indexOf("rouge1.<wbr>regression")).isGreaterThan(page.indexOf("had nothing to measure"));
        assertThat(page).doesNotContain(">Difference</th>").contains(">Candidate</th>");
    }

    private static String id(int version) {
        return pages.gates.get(version).path("id").asString();
    }

    /// The table of gates, without the trends above it.
    private static String table(String page) {
        return page.substring(page.indexOf("Newest gates"));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
