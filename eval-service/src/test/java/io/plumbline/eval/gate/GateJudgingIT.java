package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.judge.ScriptedJudge;
import io.plumbline.testkit.FakeGovernance;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class GateJudgingIT extends JudgedGateTests {

    @Test
    void decidesNothingByAnUncalibratedJudge() {
        eval.model("uncalibrated", 90);
        judge("judge-a", JudgedGateTests::opinion);
        eval.suite("judged-a", suite("judge-a", "\"floor\": 0.6, \"sample\": 1"));
        JsonNode gate = eval.run(request("judged-a", "uncalibrated", 1));
        JsonNode floor = check(gate, "judge.relevance.floor");
        assertThat(floor.path("tier").asInt()).isEqualTo(2);
        assertThat(floor.path("value").asDouble()).isBetween(0.85, 0.97);
        assertThat(floor.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(floor.path("reason").asString()).contains("no calibration");
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        JsonNode finished = event(gate.path("id").asString(), "eval.gate.finished");
        assertThat(finished.path("items").asInt()).isEqualTo(120);
        assertThat(finished.path("judged").asInt()).isEqualTo(120);
    }

    /// Labels that one person invents, and verdicts that no judge gave, would let a biased judge's gate pass.
    @Test
    void decidesNothingByACalibrationUntilASecondPersonConfirmsIt() {
        eval.model("vouched", 95);
        judge("judge-v", JudgedGateTests::opinion);
        eval.suite("judged-v", suite("judge-v", "\"floor\": 0.6, \"sample\": 1"));
        String invented = record("judge-v", "vouched@1", false);
        assertThat(reason(eval.run(request("judged-v", "vouched", 1))))
                .contains(invented, "is unconfirmed", "The judge returned 0 of its 200 verdicts");
        String path = "/api/v1/judges/judge-v/calibrations/";
        assertThat(post(path + invented + "/confirmations", "")
                        .expectStatus()
                        .isEqualTo(409)
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody()
                        .path("type")
                        .asString())
                .isEqualTo("/problems/calibration-unconfirmable");

        String returned = record("judge-v", "vouched@1", true);
        assertThat(reason(eval.run(request("judged-v", "vouched", 1)))).contains("POST " + path + returned);
        post(path + returned + "/confirmations", "").expectStatus().isAccepted();
        JsonNode pending = eval.run(request("judged-v", "vouched", 1));
        assertThat(reason(pending)).contains("another person must approve");
        assertThat(pending.path("verdict").asString()).isEqualTo("INCONCLUSIVE");

        JsonNode confirmed = eval.confirm("judge-v", returned);
        assertThat(confirmed.path("decides").asBoolean()).isTrue();
        assertThat(confirmed.path("source").asString()).isEqualTo("UPLOAD");
        assertThat(confirmed.path("confirmation").path("decidedBy").path(0).asString())
                .isEqualTo(FakeGovernance.DECIDER);
        record("judge-v", "vouched@1", false);
        JsonNode passed = eval.run(request("judged-v", "vouched", 1));
        assertThat(passed.path("verdict").asString())
                .as("a later one that nobody confirmed takes nothing away")
                .isEqualTo("PASS");
        showsItsRatings(passed.path("id").asString(), path + returned);
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql(
                                "select convert_from(canonical, 'UTF8') from audit.event where resource_id = ? and action = ?")
                        .params(returned, "eval.calibration.confirmed")
                        .query(String.class)
                        .single())
                .contains(
                        "labels", "sha256:", "UPLOAD", confirmed.path("author").asString());
    }

    /// To people: those of chosen items, the estimate that they make, and the revision that they belong to.
    private static void showsItsRatings(String gate, String calibration) {
        JsonNode ratings =
                get("/api/v1/gates/" + gate + "/verdicts?item=3&item=5").path("items");
        assertThat(ratings.valueStream().map(rating -> rating.path("item").asInt()))
                .containsOnly(3, 5);
        assertThat(ratings.path(0).path("ratings").path(0).path("criterion").asString())
                .isEqualTo("relevance");
        JsonNode estimate = get(calibration + "/estimate");
        assertThat(estimate.path("gate").asString()).isEqualTo(gate);
        assertThat(estimate.path("together").path("ciHigh").asDouble())
                .isGreaterThan(estimate.path("together").path("ciLow").asDouble());
        JsonNode revision =
                get("/api/v1/suites/judged-v/revisions").path("items").path(0);
        assertThat(revision.path("current").asBoolean()).isTrue();
        assertThat(revision.path("gate").path("id").asString()).isEqualTo(gate);
        assertThat(revision.path("document").path("dataset").asString()).isEqualTo("faq@1");
    }

    private static String reason(JsonNode gate) {
        return check(gate, "judge.relevance.floor").path("reason").asString();
    }

    @Test
    void passesAndFailsByTheEstimatedHumanRating() {
        eval.model("good", 95);
        eval.model("poor", 20);
        judge("judge-b", JudgedGateTests::opinion);
        eval.suite("judged-b", suite("judge-b", "\"floor\": 0.6, \"sample\": 1"));
        calibrate("judge-b", "good@1");
        calibrate("judge-b", "poor@1");
        JsonNode good = eval.run(request("judged-b", "good", 1));
        assertThat(check(good, "judge.relevance.floor").path("outcome").asString())
                .isEqualTo("PASS");
        assertThat(check(good, "judge.relevance.floor").path("reason").asString())
                .contains("Estimated human score: ")
                .contains("from 200 labels and 120 ratings");
        assertThat(good.path("verdict").asString()).isEqualTo("PASS");
        assertThat(good.path("tiers").path("2").asString()).isEqualTo("PASS");
        assertThat(eval.run(request("judged-b", "poor", 1)).path("verdict").asString())
                .isEqualTo("FAIL");
        JsonNode verdicts = fetch("/api/v1/gates/" + good.path("id").asString() + "/verdicts?limit=5");
        assertThat(verdicts.path("items").size()).isEqualTo(5);
        assertThat(verdicts.path("nextCursor").isNull()).isFalse();
        JsonNode verdict = verdicts.path("items").path(0);
        assertThat(verdict.path("ratings").path(0).path("reasoning").asString()).isNotBlank();
        assertThat(verdict.path("probability").asDouble()).isEqualTo(1);
        assertThat(pushed("good").result().path("checks").toString()).contains("judge.relevance.floor");
    }

    @Test
    void decidesBySeveralJudgesEachWithItsCalibration() {
        eval.model("plural", 95);
        judge("judge-m", JudgedGateTests::opinion);
        judge("judge-n", call -> ScriptedJudge.rates(call, _ -> 1));
        String strict =
                "{\"rubric\": \"relevance@1\", \"model\": \"registry:judge-n@1\", \"as\": \"%s\", \"floor\": 0.6}";
        String judged = suite("judge-m", "\"floor\": 0.6, \"sample\": 1");
        String several = judged.replace("\"errorBudget\"", "\"judges\": [" + strict + "], \"errorBudget\"");
        eval.suite("judged-m", several.formatted("strict"));
        calibrate("judge-m", "plural@1");
        JsonNode open = eval.run(request("judged-m", "plural", 1));
        assertThat(check(open, "judge.relevance.floor").path("outcome").asString())
                .isEqualTo("PASS");
        assertThat(check(open, "judge.strict.floor").path("reason").asString()).contains("no calibration");
        assertThat(open.path("verdict").asString()).isEqualTo("INCONCLUSIVE");

        calibrate("judge-n", "plural@1");
        JsonNode gate = eval.run(request("judged-m", "plural", 1));
        assertThat(check(gate, "judge.strict.floor").path("outcome").asString()).isEqualTo("FAIL");
        assertThat(check(gate, "judge.strict.errors").path("reason").asString()).contains("The ratings cost ");
        assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
        JsonNode verdicts = fetch("/api/v1/gates/" + gate.path("id").asString() + "/verdicts?limit=200");
        assertThat(verdicts.path("items")
                        .valueStream()
                        .map(verdict -> verdict.path("judge").asString()))
                .contains("", "strict")
                .filteredOn(String::isEmpty)
                .hasSize(120);
        eval.engineer()
                .put()
                .uri("/api/v1/suites/judged-twice")
                .contentType(MediaType.APPLICATION_JSON)
                .body(several.formatted("relevance"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void comparesWithTheBaselineAndRatesTheSameAnswerOnce() {
        eval.registry.model(EvalUnderTest.TEAM, "next", 2, 1);
        eval.gateway.model("registry:next@1", call -> EvalUnderTest.rightFor(90, call));
        eval.gateway.model("registry:next@2", call -> EvalUnderTest.rightFor(40, call));
        judge("judge-c", JudgedGateTests::opinion);
        eval.suite("judged-c", suite("judge-c", "\"maxRegression\": 0.05, \"sample\": 1"));
        calibrate("judge-c", "next@1");
        calibrate("judge-c", "next@2");
        JsonNode gate = eval.run(request("judged-c", "next", 2));
        JsonNode regression = check(gate, "judge.relevance.regression");
        assertThat(regression.path("outcome").asString()).isEqualTo("FAIL");
        assertThat(regression.path("value").asDouble()).isBetween(-0.6, -0.4);
        assertThat(regression.path("pValue").asDouble()).isLessThan(0.001);
        int changed = eval.gateway.calls("registry:judge-c@1").size();
        assertThat(changed).isBetween(140, 220);
    }

    @Test
    void samplesATenthAndAtLeastTwentyItemsOfEachSlice() {
        eval.model("sampled", 90);
        judge("judge-d", JudgedGateTests::opinion);
        eval.suite("judged-d", suite("judge-d", "\"floor\": 0.5, \"blocking\": true"));
        eval.run(request("judged-d", "sampled", 1));
        assertThat(eval.gateway.calls("registry:judge-d@1").size()).isBetween(25, 60);
    }

    @Test
    void isInconclusiveIfTheJudgeFails() {
        eval.model("unjudged", 95);
        judge("judge-e", call -> Said.text("very good"));
        eval.suite("judged-e", suite("judge-e", "\"floor\": 0.5, \"sample\": 1"));
        JsonNode gate = eval.run(request("judged-e", "unjudged", 1));
        assertThat(check(gate, "judge.relevance.errors").path("value").asDouble())
                .isEqualTo(1);
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
    }

    /// Whoever has the same answers judged again and again would find a verdict to their liking in the end.
    @Test
    void ratesTheSameAnswersOnce() {
        eval.model("rejudged", 90);
        AtomicBoolean kind = new AtomicBoolean();
        judge("judge-g", call -> ScriptedJudge.rates(call, _ -> kind.get() ? 5 : 1));
        eval.suite("judged-g", suite("judge-g", "\"floor\": 0.6, \"sample\": 1"));
        JsonNode first = eval.run(request("judged-g", "rejudged", 1));
        kind.set(true);

        JsonNode again = eval.run(request("judged-g", "rejudged", 1));
        assertThat(eval.gateway.calls("registry:judge-g@1")).hasSize(120);
        assertThat(score(again)).isEqualTo(score(first));

        JsonNode anew = eval.run(request("judged-g", "rejudged", 1).replaceFirst("\\{", "{\"cache\": false, "));
        assertThat(eval.gateway.calls("registry:judge-g@1")).hasSize(240);
        assertThat(score(anew)).isGreaterThan(score(first));
        assertThat(anew.path("evidence").path("attempt").asInt()).isEqualTo(2);
    }

    private static double score(JsonNode gate) {
        return check(gate, "judge.relevance.floor").path("value").asDouble();
    }

    /// As it is each minute, for as long as the judge takes.
    @Test
    void callsTheJudgeOnceIfTheGateIsTakenOverMeanwhile() {
        CountDownLatch release = new CountDownLatch(1);
        eval.model("taken-up", 95);
        judge("judge-k", call -> {
            awaitLatch(release);
            return opinion(call);
        });
        eval.suite("judged-k", suite("judge-k", "\"floor\": 0.5, \"sample\": 1"));
        try {
            String id = open(request("judged-k", "taken-up", 1));
            await("the judge is asked").until(() -> calls("judge-k") == 16);
            eval.service.bean(GateQueue.class).put(UUID.fromString(id));
            await("the gate was looked at")
                    .until(() -> JdbcClient.create(eval.service.database().superuser())
                                    .sql("select count(*) from eval.scheduled_tasks where task_instance = ?")
                                    .param(id)
                                    .query(Long.class)
                                    .single()
                            == 0);
            assertThat(calls("judge-k")).isEqualTo(16);
            release.countDown();
            assertThat(get("/api/v1/gates/" + id + "?wait=60").path("status").asString())
                    .isEqualTo("DONE");
            assertThat(calls("judge-k")).isEqualTo(120);
        } finally {
            release.countDown();
        }
    }

    @Test
    void stopsCallingTheJudgeAtTheCostCap() {
        eval.model("judged-dear", 95);
        judge("judge-h", JudgedGateTests::opinion);
        eval.suite("judged-h", capped("judge-h", "{\"costUsd\": 0.15}"));
        JsonNode gate = eval.run(request("judged-h", "judged-dear", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        int calls = calls("judge-h");
        assertThat(calls).as("0.001 USD each, after 120 answers").isBetween(30, 34);
        assertThat(gate.path("run").path("costUsd").asDouble()).isCloseTo(0.12 + 0.001 * calls, within(1e-9));
        assertThat(check(gate, "caps").path("reason").asString())
                .isEqualTo("The run ended at its cap of 0.15 USD while the answers were being judged. The judged"
                        + " answers are not a sample of all.");
        assertThat(check(gate, "judge.relevance.skipped").path("reason").asString())
                .isEqualTo((120 - calls) + " of 120 sampled items were not judged.");
    }

    @Test
    void abortsTheJudgeAtTheTimeCap() {
        CountDownLatch release = new CountDownLatch(1);
        eval.model("judged-long", 95);
        judge("judge-i", call -> {
            awaitLatch(release);
            return opinion(call);
        });
        eval.suite("judged-i", capped("judge-i", "{\"seconds\": 4}"));
        try {
            JsonNode gate = eval.run(request("judged-i", "judged-long", 1));
            assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
            assertThat(check(gate, "caps").path("reason").asString())
                    .startsWith("The run ended at its cap of 4 s while the answers were being judged");
            assertThat(calls("judge-i")).as("places of the suite").isEqualTo(4);
        } finally {
            release.countDown();
        }
    }

    @Test
    void endsIfTheJudgeAnswersNothing() {
        CountDownLatch release = new CountDownLatch(1);
        eval.model("judged-never", 95);
        judge("judge-l", call -> {
            awaitLatch(release);
            return opinion(call);
        });
        eval.suite(
                "judged-l",
                suite("judge-l", "\"floor\": 0.5, \"sample\": 1")
                        .replace("\"errorBudget\"", "\"callTimeoutSeconds\": 1, \"errorBudget\""));
        try {
            JsonNode gate = eval.run(request("judged-l", "judged-never", 1));
            assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
            assertThat(gate.path("run").path("halted").asString()).isEqualTo("OUTAGE");
            assertThat(check(gate, "outage").path("reason").asString())
                    .startsWith("The run ended because a model stopped answering (")
                    .endsWith(" while the answers were being judged. The judged answers are not a sample of all.");
            assertThat(calls("judge-l")).isLessThanOrEqualTo(32);
        } finally {
            release.countDown();
        }
    }

    private static String capped(String judge, String caps) {
        return suite(judge, "\"floor\": 0.5, \"sample\": 1")
                .replace("\"concurrency\": 16", "\"concurrency\": 4, \"caps\": " + caps);
    }

    @Test
    void refusesASuiteWithAnUnknownJudge() {
        eval.engineer()
                .put()
                .uri("/api/v1/suites/judged-f")
                .contentType(MediaType.APPLICATION_JSON)
                .body(suite("absent", "\"floor\": 0.5"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/judge/model");
    }
}
