package io.plumbline.eval.benchmark;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.sandbox.SandboxIT;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Benchmarks of small files in the published formats, against models with known answers.
class BenchmarkIT extends BenchmarkTests {

    @Test
    void scoresBySubjectWithIntervalsAndComparesVersions() {
        JsonNode first = run("sums", """
                {"target": {"model": "pupil", "version": 1}, "contamination": {"items": 20}}
                """);
        JsonNode second = run("sums", """
                {"target": {"model": "pupil", "version": 2}, "contamination": {"items": 20}}
                """);

        assertThat(first.path("status").asString()).as(first.toString()).isEqualTo("DONE");
        // Multiples of 3 below 24 and from 30 to 45.
        assertThat(metric(first).path("value").asDouble()).isCloseTo(26 / 40.0, within(1e-9));
        assertThat(metric(first).path("low").asDouble()).isCloseTo(0.495, within(0.01));
        assertThat(metric(first).path("interval").asString()).isEqualTo("WILSON");
        assertThat(first.path("results").path("method").asString()).startsWith("log-probability");
        assertThat(first.path("results").path("shots").asInt()).isEqualTo(5);
        assertThat(first.path("results").path("groups")).hasSize(2);
        assertThat(metric(second).path("value").asDouble()).isCloseTo(39 / 40.0, within(1e-9));
        JsonNode order = second.path("results").path("contamination").path("order");
        assertThat(order.path("items").asInt()).isEqualTo(20);
        assertThat(order.path("difference").asDouble()).isZero();
        assertThat(first.path("pins").path("servedConfiguration").asString()).hasSizeGreaterThan(40);

        JsonNode comparison = get(RUNS + "/" + second.path("id").asString() + "/comparison?baseline="
                + first.path("id").asString());
        assertThat(comparison.path("all").path("difference").asDouble()).isCloseTo(13 / 40.0, within(1e-9));
        assertThat(comparison.path("all").path("pValue").asDouble()).isLessThan(0.001);
        assertThat(comparison.path("all").path("low").asDouble()).isPositive();
        assertThat(get(RUNS + "?benchmark=sums").path("items").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void showsFiveExamplesOfTheSubjectBeforeEachQuestion() {
        run("sums", "{\"target\": {\"model\": \"pupil\", \"version\": 2}, \"settings\": {\"items\": 4, \"seed\": 5}}");

        List<String> asked = eval.gateway.calls("registry:pupil@2").stream()
                .map(FakeGateway::question)
                .filter(question -> question.contains("about arithmetic"))
                .toList();
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(question -> assertThat(question).startsWith("""
                                The following are multiple choice questions (with answers) about arithmetic.

                                What is 90 + 90?
                                A. 178
                                B. 179
                                C. 180
                                D. 181
                                Answer: C

                                """).endsWith("\nAnswer:"));
        assertThat(asked.getFirst().split("Answer: ", -1)).hasSize(6);
    }

    @Test
    void scoresGenerativelyWhereTheProviderHasNoLogProbabilities() {
        eval.gateway.route(
                TEAM,
                "plain",
                call -> call.path("logprobs").asBoolean(false)
                        ? Said.refusal(400, "unsupported_parameter")
                        : Sums.answer(call, 1000));

        JsonNode run = run("sums", "{\"target\": {\"route\": \"plain\"}, \"settings\": {\"items\": 10}}");

        assertThat(run.path("results").path("method").asString()).isEqualTo("letter in the answer");
        assertThat(metric(run).path("items").asInt()).isEqualTo(10);
        JsonNode strict = run("sums", """
                {"target": {"route": "plain"}, "settings": {"items": 10, "scoring": "LOG_PROBABILITIES"}}
                """);
        assertThat(strict.path("status").asString()).isEqualTo("FAILED");
    }

    @Test
    void resumesWithoutRepeatingAndEndsAtItsBudget() {
        String request = "{\"target\": {\"model\": \"pupil\", \"version\": 2}, \"settings\": {\"seed\": 9}}";
        JsonNode whole = run("sums", request);
        String id = whole.path("id").asString();
        int called = eval.gateway.calls("registry:pupil@2").size();
        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        int lost = database.sql("delete from eval.benchmark_answer where run_id = cast(? as uuid) and unit % 3 > 0")
                .param(id)
                .update();
        database.sql("""
                        update eval.benchmark_run set status = 'RUNNING', results = null, finished_at = null,
                            answered = answered - ? where id = cast(? as uuid)
                        """).params(lost, id).update();
        database.sql("""
                        insert into eval.scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        values ('benchmark', ?, now(), false, 1)
                        """).param(id).update();

        await("the run is finished")
                .until(() -> get(RUNS + "/" + id).path("status").asString(), "DONE"::equals);

        assertThat(eval.gateway.calls("registry:pupil@2")).hasSize(called + lost);
        assertThat(get(RUNS + "/" + id).path("results")).isEqualTo(whole.path("results"));

        JsonNode capped = run("sums", """
                {"target": {"model": "pupil", "version": 2}, "budget": {"calls": 7, "concurrency": 4}}
                """);
        assertThat(capped.path("halted").asString()).isEqualTo("CALLS");
        assertThat(capped.path("activity").path("progress").path("calls").asInt())
                .isEqualTo(7);
        assertThat(metric(capped).path("items").asInt()).isEqualTo(7);
    }

    @Test
    void refusesPoisonedFilesWithTheirLine() {
        eval.engineer()
                .put()
                .uri(BENCHMARKS + "/poisoned")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"format\": \"GSM8K\"}")
                .exchange()
                .expectStatus()
                .isCreated();
        String good = "{\"question\": \"How many?\", \"answer\": \"One. #### 1\"}\n";
        JsonNode problem = Objects.requireNonNull(upload(
                        "poisoned",
                        Map.of("test.jsonl", good + "\n" + "{\"question\": \"How many?\", \"answer\": \"One\"}"))
                .expectStatus()
                .isBadRequest()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(problem.path("type").asString()).endsWith("benchmark-malformed");
        assertThat(problem.path("detail").asString())
                .isEqualTo("Line 3 of test.jsonl has no solution after #### in answer.");
        assertThat(get(BENCHMARKS + "/poisoned").has("newestVersion")).isFalse();
        assertThat(problem("poisoned", "{\"target\": {\"model\": \"pupil\", \"version\": 1}}", 400)
                        .path("type")
                        .asString())
                .endsWith("benchmark-run-invalid");

        upload("poisoned", Map.of("test.jsonl", good)).expectStatus().isCreated();
        upload("poisoned", Map.of("test.jsonl", good)).expectStatus().isOk();
        assertThat(get(BENCHMARKS + "/poisoned/versions").path("items")).hasSize(1);
    }

    @Test
    void failsOnADeadTargetAndRefusesWhatCannotRun() {
        eval.gateway.route(TEAM, "silent", _ -> Said.refusal(404, "model_not_found"));
        JsonNode dead = run("sums", "{\"target\": {\"route\": \"silent\"}}");
        assertThat(dead.path("status").asString()).isEqualTo("FAILED");
        assertThat(dead.path("error").asString())
                .isEqualTo("The target route silent does not answer: HTTP 404 model_not_found.");
        assertThat(problem("sums", "{\"target\": {\"route\": \"none\"}}", 400)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/target/route");
        assertThat(problem("sums", "{\"target\": {\"route\": \"silent\"}, \"settings\": {\"samples\": 5}}", 400)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/settings/samples");
    }

    @Test
    void gatesOfSuitesRequireARun() {
        AtomicInteger wrongEvery = new AtomicInteger(1000);
        eval.registry.model(TEAM, "gated", 1, 0);
        eval.gateway.model(
                "registry:gated@1",
                call -> Sums.isAsked(call) ? Sums.answer(call, wrongEvery.get()) : EvalUnderTest.rightFor(100, call));
        eval.suite("benchmarked", """
                {"dataset": "tiny@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "metrics": [{"name": "exactMatch", "floor": 0.1}],
                 "requires": {"benchmark": {"name": "sums", "minimum": 0.8}}}
                """);
        String gate = EvalUnderTest.request("benchmarked", "gated", 1);
        JsonNode missing = EvalUnderTest.check(eval.run(gate), "requires.benchmark");
        assertThat(missing.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(missing.path("reason").asString()).endsWith("gated@1 has none.");

        run("sums", "{\"target\": {\"model\": \"gated\", \"version\": 1}, \"settings\": {\"items\": 30}}");
        assertThat(EvalUnderTest.check(eval.run(gate), "requires.benchmark")
                        .path("reason")
                        .asString())
                .endsWith("has 1, but none that is recent, large and complete enough.");
        run("sums", "{\"target\": {\"model\": \"gated\", \"version\": 1}}");
        JsonNode passed = EvalUnderTest.check(eval.run(gate), "requires.benchmark");
        assertThat(passed.path("outcome").asString()).as(passed.toString()).isEqualTo("PASS");
        assertThat(passed.path("threshold").asDouble()).isEqualTo(0.8);

        wrongEvery.set(1);
        String failing = run("sums", "{\"target\": {\"model\": \"gated\", \"version\": 1}}")
                .path("id")
                .asString();
        hide(failing);
        JsonNode failed = EvalUnderTest.check(eval.run(gate), "requires.benchmark");
        assertThat(failed.path("outcome").asString()).as(failed.toString()).isEqualTo("FAIL");
        assertThat(failed.path("reason").asString()).contains(failing);
    }

    /// Adds a hundred newer runs of few items, as if they had been started since.
    private static void hide(String run) {
        int copies = JdbcClient.create(eval.service.database().superuser())
                .sql("""
                        insert into eval.benchmark_run
                        select (jsonb_populate_record(null::eval.benchmark_run, to_jsonb(small)
                            || jsonb_build_object('id', 'ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0')))).*
                        from generate_series(1, 100) n cross join lateral (
                            select r.* from eval.benchmark_run r where r.target = 'gated@1' and r.id <> cast(? as uuid)
                            order by r.total limit 1) small
                        """)
                .param(run)
                .update();
        assertThat(copies).isEqualTo(100);
    }

    @Test
    void comparesWithTheVersionInProductionItemByItem() {
        eval.registry.model(TEAM, "staged", 2, 1);
        eval.gateway.model("registry:staged@1", call -> Sums.answer(call, 1000));
        eval.gateway.model(
                "registry:staged@2",
                call -> Sums.isAsked(call) ? Sums.answer(call, 3) : EvalUnderTest.rightFor(100, call));
        eval.suite("staged", """
                {"dataset": "tiny@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "metrics": [{"name": "exactMatch", "floor": 0.1}],
                 "requires": {"benchmark": {"name": "sums", "minimum": 0.4, "production": {"margin": 0.05}}}}
                """);
        run("sums", "{\"target\": {\"model\": \"staged\", \"version\": 2}}");
        String gate = EvalUnderTest.request("staged", "staged", 2);
        JsonNode missing = EvalUnderTest.check(eval.run(gate), "requires.benchmark.production");
        assertThat(missing.path("outcome").asString()).as(missing.toString()).isEqualTo("INCONCLUSIVE");

        run("sums", "{\"target\": {\"model\": \"staged\", \"version\": 1}}");
        JsonNode finished = eval.run(gate);

        JsonNode minimum = EvalUnderTest.check(finished, "requires.benchmark");
        assertThat(minimum.path("outcome").asString()).as(minimum.toString()).isEqualTo("PASS");
        JsonNode worse = EvalUnderTest.check(finished, "requires.benchmark.production");
        assertThat(worse.path("outcome").asString()).as(worse.toString()).isEqualTo("FAIL");
        assertThat(worse.path("threshold").asDouble()).isEqualTo(-0.05);
        assertThat(worse.path("baseline").asDouble()).isGreaterThan(0.9);
        assertThat(worse.path("reason").asString())
                .startsWith("On 40 shared items of sums")
                .contains("staged@1");
        assertThat(finished.path("verdict").asString()).isEqualTo("FAIL");
    }

    @Test
    void checksFilesWithoutStoringThem() {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            files.put("part" + i + "_test.csv", Sums.questions(i, 1));
        }
        JsonNode checked = Objects.requireNonNull(sent("new-sums/versions/check?format=MMLU", files)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(checked.path("items").asInt()).isEqualTo(60);
        assertThat(checked.path("newestVersion").asInt()).isZero();
        eval.engineer()
                .get()
                .uri(BENCHMARKS + "/new-sums")
                .exchange()
                .expectStatus()
                .isNotFound();
        sent("new-sums/versions/check?format=GSM8K", files).expectStatus().isBadRequest();
    }

    @Test
    void isolatesTeams() {
        String id = run("sums", "{\"target\": {\"model\": \"pupil\", \"version\": 1}, \"settings\": {\"items\": 2}}")
                .path("id")
                .asString();
        RestTestClient stranger = eval.service.client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER));
        List<String> paths = new ArrayList<>(List.of(BENCHMARKS + "/sums", BENCHMARKS + "/sums/versions"));
        List.of("", "/answers").forEach(part -> paths.add(RUNS + "/" + id + part));
        for (String path : paths) {
            stranger.get().uri(path).exchange().expectStatus().isNotFound();
        }
        stranger.post()
                .uri(BENCHMARKS + "/sums/runs")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"target\": {\"model\": \"pupil\", \"version\": 1}}")
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.put()
                .uri(BENCHMARKS + "/sums")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"format\": \"MMLU\"}")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(get(RUNS + "/" + id + "/answers").path("items")).hasSize(2);
    }

    @Test
    void runsProgramsOnlyInTheSandbox() {
        benchmark("code", "HUMANEVAL", Map.of("HumanEval.jsonl", """
                {"task_id": "T/0", "prompt": "def twice(n):\\n    \\"\\"\\"Doubles.\\"\\"\\"\\n", "entry_point": "twice", "canonical_solution": "    return 2 * n\\n", "test": "def check(candidate):\\n    assert candidate(2) == 4\\n"}
                {"task_id": "T/1", "prompt": "def half(n):\\n    \\"\\"\\"Halves.\\"\\"\\"\\n", "entry_point": "half", "test": "def check(candidate):\\n    assert candidate(4) == 2\\n"}
                """));
        assertThat(get(BENCHMARKS + "/code/versions/1").path("digest").asString())
                .as("the same in every process")
                .isEqualTo("sha256:66894b5306d921d91b48f6b5360ad4151f4ce60d6d2905d5f54706ab3dc2b5a6");
        eval.gateway.route(
                TEAM,
                "coder",
                call -> Said.text(
                        FakeGateway.question(call).contains("twice")
                                ? "Here it is:\n```python\ndef twice(n):\n    return 2 * n\n```"
                                : "```python\nimport os\nos._exit(0)\n```"));
        if (!SandboxIT.isAvailable()) {
            assertThat(problem("code", "{\"target\": {\"route\": \"coder\"}}", 503)
                            .path("type")
                            .asString())
                    .endsWith("sandbox-unavailable");
            return;
        }
        JsonNode run = run("code", "{\"target\": {\"route\": \"coder\"}, \"settings\": {\"samples\": 2}}");
        assertThat(metric(run).path("name").asString()).isEqualTo("pass@1");
        assertThat(metric(run).path("value").asDouble()).isEqualTo(0.5);
    }
}
