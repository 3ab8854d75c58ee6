package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Gates that ask the same of the same systems add up.
class GateEvidenceIT extends GateTests {

    @BeforeAll
    static void suites() {
        eval.suite("three", document("tiny@1", FLOOR));
    }

    @Test
    void addsAnswersOfEarlierRunsAndRaisesTheBarForEachAttempt() {
        AtomicInteger right = lucky("again");
        right.set(60);
        JsonNode first = eval.run(anew("faq", "again", 1));
        assertThat(first.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(first.path("evidence").path("attempt").asInt()).isEqualTo(1);

        right.set(100);
        JsonNode second = eval.run(anew("faq", "again", 1));

        JsonNode floor = check(second, "exactMatch.floor");
        assertThat(floor.path("value").asDouble())
                .isBetween(check(first, "exactMatch.floor").path("value").asDouble() + 0.1, 0.9);
        assertThat(second.path("verdict").asString())
                .as("one lucky run does not make up for the one before")
                .isNotEqualTo("PASS");
        assertThat(second.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(second.path("evidence").path("runs").asInt()).isEqualTo(2);
        assertThat(second.path("evidence").path("confidence").asDouble()).isEqualTo(0.975);
        assertThat(floor.path("reason").asString()).contains("97.5 % interval");
        assertThat(check(second, "evidence").path("reason").asString())
                .startsWith("Attempt 2, with the answers of 2 runs");
        assertThat(check(second, "errors").path("reason").asString()).startsWith("0 of 120 calls failed");
        assertThat(second.path("flaky").path("repeated").asInt()).isEqualTo(120);
        assertThat(second.path("flaky").path("count").asInt()).isBetween(40, 56);
        assertThat(report("/api/v1/gates/" + second.path("id").asString() + "/report", "text/markdown"))
                .contains("Verdict of attempt 2, evidence of 2 runs.", "### Flaky items");
        assertThat(report("/api/v1/gates/" + second.path("id").asString() + "/report", "application/xml"))
                .contains("attempt 2, evidence of 2 runs");
    }

    @Test
    void addsUpOnlyAcrossEquivalentRevisions() {
        eval.suite("revised", document("faq@1", FLOOR));
        eval.model("revised", 100);
        eval.run(anew("revised", "revised", 1));

        eval.suite("revised", document("faq@1", FLOOR.replace("0.8", "0.7")));
        JsonNode sameQuestions = eval.run(anew("revised", "revised", 1));
        eval.suite("revised", document("faq@1", FLOOR).replace("{{input}}", "{{input}} Please."));
        for (int version = 1; version <= 2; version++) {
            eval.gateway.model("registry:revised@" + version, _ -> FakeGateway.Said.text("yes"));
        }
        JsonNode others = eval.run(anew("revised", "revised", 1));

        assertThat(sameQuestions.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(others.path("evidence").path("attempt").asInt()).isEqualTo(1);
        assertThat(eval.run(request("revised", "revised", 2))
                        .path("evidence")
                        .path("attempt")
                        .asInt())
                .as("another version")
                .isEqualTo(1);
    }

    /// A run that finds all its answers with earlier gates tells nothing new, so it says the same as the last one.
    @Test
    void countsNoAttemptIfNothingWasCalled() {
        AtomicInteger right = lucky("cached");
        right.set(100);
        JsonNode first = eval.run(request("faq", "cached", 1));
        right.set(0);

        JsonNode second = eval.run(request("faq", "cached", 1));

        assertThat(check(second, "cache").path("value").asDouble()).isEqualTo(1);
        assertThat(second.path("evidence").path("attempt").asInt()).isEqualTo(1);
        assertThat(second.path("flaky").isNull())
                .as("an answer and its copy are one")
                .isTrue();
        assertThat(check(second, "exactMatch.floor").path("ciLow"))
                .isEqualTo(check(first, "exactMatch.floor").path("ciLow"));
    }

    /// Who knows the answers could choose by the seed which half of them is looked at.
    @Test
    void excludesKnownAnswersFromAnEarlyLook() {
        eval.model("foreseen", 100);
        eval.suite("foreseen", document("faq@1", FLOOR));
        eval.run(request("foreseen", "foreseen", 1));
        eval.suite(
                "foreseen",
                document("faq@1", FLOOR).replace("{\"dataset\"", "{\"earlyStop\": true, \"seed\": 5, \"dataset\""));

        JsonNode gate = eval.run(request("foreseen", "foreseen", 1));

        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(gate.path("checks").toString()).doesNotContain("Ended after");
        assertThat(eval.gateway.calls("registry:foreseen@1")).hasSize(240);
    }

    /// What an earlier run was given of the first half alone may decide there again.
    @Test
    void looksAgainAfterAnEarlyEnd() {
        eval.model("early-again", 100);
        eval.suite(
                "early-again", document("faq@1", FLOOR).replace("{\"dataset\"", "{\"earlyStop\": true, \"dataset\""));

        for (int run = 0; run < 2; run++) {
            JsonNode gate = eval.run(request("early-again", "early-again", 1));
            assertThat(check(gate, "early").path("reason").asString()).startsWith("Ended after 60 of 120");
        }
        assertThat(eval.gateway.calls("registry:early-again@1")).hasSize(60);
    }

    /// Whoever watches a run and cancels it has had a look.
    @Test
    void countsACancelledRunOnceItHasAnswers() {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "watched", 1, 0);
        eval.gateway.model("registry:watched@1", call -> {
            if (FakeGateway.question(call).equals("Question 2")) {
                awaitLatch(release);
            }
            return EvalUnderTest.rightFor(100, call);
        });
        String watched = open(anew("three", "watched", 1));
        await("two answers can be seen")
                .until(() -> get("/api/v1/gates/" + watched).path("progress").asDouble() > 0.6);
        post("/api/v1/gates/" + watched + "/cancel", "{}").expectStatus().isOk();
        release.countDown();

        JsonNode next = eval.run(anew("three", "watched", 1));

        assertThat(next.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(next.path("evidence").path("runs").asInt()).isEqualTo(2);
    }

    /// Nobody pushes an earlier run out by asking nothing, nor by asking much.
    @Test
    void keepsEarlierRunsBeforeAnyNumberOfEmptyOnes() {
        AtomicInteger right = lucky("crowded");
        String first = eval.run(request("three", "crowded", 1)).path("id").asString();
        for (int i = 0; i < 9; i++) {
            eval.run(request("three", "crowded", 1));
        }
        JdbcClient.create(eval.service.database().superuser())
                .sql("update eval.gate set answered = 600000 where id = cast(? as uuid)")
                .param(first)
                .update();
        right.set(100);

        JsonNode last = eval.run(anew("three", "crowded", 1));

        assertThat(last.path("evidence").path("runs").asInt()).isEqualTo(2);
        assertThat(check(last, "exactMatch.floor").path("value").asDouble()).isEqualTo(0.5);
    }

    @Test
    void countsACopyAsTheAnswerOfItsOriginalRun() {
        AtomicInteger right = lucky("copied");
        right.set(100);
        eval.run(request("three", "copied", 1));
        right.set(0);
        eval.run(anew("three", "copied", 1));

        JsonNode copies = eval.run(request("three", "copied", 1));

        assertThat(copies.path("run").path("cached").asInt()).isEqualTo(3);
        assertThat(copies.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(check(copies, "exactMatch.floor").path("value").asDouble())
                .as("what was bad between is not left out")
                .isEqualTo(0.5);
    }

    @Test
    void addsUpOverVersionsOfTheSameDocument() {
        eval.model("twin", 100);
        eval.registry.digest("twin", 1, "sha256:same");
        eval.registry.digest("twin", 2, "sha256:same");
        eval.run(request("three", "twin", 1));
        assertThat(eval.run(request("three", "twin", 2))
                        .path("evidence")
                        .path("attempt")
                        .asInt())
                .isEqualTo(2);
    }

    /// Whoever registers a model again with another licence has registered the same model.
    @Test
    void addsUpOverVersionsWithEquivalentAnswers() {
        eval.model("polished", 100);
        for (int version = 1; version <= 2; version++) {
            eval.registry.detail("polished", version, "provider", "fake");
            eval.registry.detail("polished", version, "upstreamModel", "fake-1");
            eval.registry.detail("polished", version, "license", "MIT".repeat(version));
        }
        eval.run(request("three", "polished", 1));
        assertThat(eval.run(request("three", "polished", 2))
                        .path("evidence")
                        .path("attempt")
                        .asInt())
                .isEqualTo(2);
    }

    /// A model of one version, not in production, that answers right for so many of a hundred questions at
    /// the moment.
    private static AtomicInteger lucky(String name) {
        AtomicInteger right = new AtomicInteger();
        eval.registry.model(TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", call -> EvalUnderTest.rightFor(right.get(), call));
        return right;
    }
}
