package io.plumbline.registry.trainingplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import io.plumbline.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Plans that train, gate and propose a version for each new version of a dataset.
class TrainingPlanIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String TEAM = "loopers";
    private static final String AUTHOR = UUID.randomUUID().toString();
    private static final String PLANS = "/api/v1/training-plans/";

    private static Simulator simulator;

    @BeforeAll
    static void prepare() throws IOException {
        simulator = Simulator.start(0);
        Client author = author();
        registry.model(author, "loop-base", "MINIMAL");
        registry.version(author, "loop-base");
        registry.suiteOf(TEAM, "loop-quality");
        registry.suiteOf(TEAM, "loop-strict");
        registry.suiteOf("other-loopers", "loop-foreign");
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @Test
    void trainsAndGatesANewVersionAndRequestsItsApproval() {
        Client author = author();
        registry.model(author, "looped", "LIMITED", "loop-quality");
        String uploader = UUID.randomUUID().toString();
        upload(registry.user(uploader, Map.of(TEAM, new Role[] {Role.ML_ENGINEER})), "loop-pairs", 1, 4);
        author.post("/api/v1/lineage", """
                        {"eventType": "COMPLETE", "eventTime": "2026-11-30T10:00:00Z",
                         "job": {"namespace": "plumbline-monitoring", "name": "preferences/loopers"},
                         "inputs": [{"namespace": "plumbline-monitoring", "name": "feedback/loopers"}],
                         "outputs": [{"namespace": "plumbline", "name": "dataset:loop-pairs@1"}]}
                        """).expect(201);
        author.put(PLANS + "looped", plan("looped", "loop-pairs", "")).expect(201);
        assertThat(author.get(PLANS + "looped").body().path("enabled").asBoolean())
                .isFalse();
        author.post(PLANS + "looped/resume", "").expect(200);
        JsonNode gating =
                run("looped", run -> run.at("/products/gates/loop-quality").isString());
        assertThat(gating.at("/products/version").asInt()).isEqualTo(1);
        // As if the replica had died after it opened the gate, and before it stored its id.
        registry.superuser()
                .sql("update registry.training_run set gates = '{}', revision = revision + 1 where plan = 'looped'")
                .update();
        run("looped", run -> run.at("/products/gates/loop-quality").isString());
        assertThat(registry.eval().gates())
                .filteredOn(order -> order.candidate().model().equals("looped"))
                .hasSize(1);
        registry.gate("looped", 1, "loop-quality", "PASS", "2026-12-01T00:00:00Z");
        registry.eval().decide("loop-quality", "PASS");

        JsonNode run = ended("looped", "REQUESTED");

        assertThat(run.path("dataset").asString()).isEqualTo("loop-pairs@1");
        assertThat(run.path("newRecords").asInt()).isEqualTo(4);
        assertThat(run.at("/products/approval").asString())
                .isEqualTo(registry.governance().approvalOf("looped@1").toString());
        assertThat(registry.governance().requirements()).anySatisfy(asked -> {
            assertThat(asked.resourceId()).isEqualTo("looped@1");
            assertThat(asked.requestedBy()).isEqualTo(AUTHOR);
            assertThat(asked.excluded()).containsExactly(uploader);
        });
        assertThat(author.get("/api/v1/models/looped/versions/1")
                        .body()
                        .path("stage")
                        .asString())
                .isEqualTo("NONE");
        JsonNode job = author.get(
                        "/api/v1/fine-tuning-jobs/" + run.at("/products/job").asString())
                .body();
        assertThat(job.at("/createdBy/id").asString()).isEqualTo(AUTHOR);
        String id = "looped/" + run.path("id").asString();
        assertThat(registry.audited("registry.trainingRun.started", id, "SUCCESS"))
                .isEqualTo(1);
        assertThat(registry.audited("registry.trainingRun.advanced", id, "SUCCESS"))
                .isEqualTo(2);
        assertThat(registry.audited("registry.trainingRun.ended", id, "SUCCESS"))
                .isEqualTo(1);
        String jobNode = "fine-tuning-job:" + job.path("id").asString();
        assertThat(lineage("model:looped@1", "BACKWARD")).contains(jobNode, "dataset:loop-pairs@1", "feedback/loopers");
        assertThat(lineage("source:plumbline-monitoring|feedback/loopers", "FORWARD"))
                .contains("dataset:loop-pairs@1", jobNode, "model:looped@1");
        registry.engineer("other-loopers").get(PLANS + "looped/runs").expect(404);
    }

    @Test
    void startsRunsOnlyForVersionsThatQualify() {
        Client author = author();
        registry.model(author, "loop-choosy", "MINIMAL", "loop-strict");
        registry.eval().decide("loop-strict", "FAIL");
        upload("loop-choice", 1, 2);
        author.put(PLANS + "loop-choosy", plan("loop-choosy", "loop-choice", """
                , "minNewRecords": 3, "maxRunsPerMonth": 1, "enabled": true, "secret": "sk-loop"
                """))
                .expect(201);
        waits("loop-choosy", "Version 1 has fewer than 3 new records.");
        upload("loop-choice", 1, 5);

        JsonNode failed = ended("loop-choosy", "STOPPED");

        assertThat(failed.path("step").asString()).isEqualTo("GATING");
        assertThat(failed.path("reason").asString()).isEqualTo("The gate of the suite loop-strict ended FAIL.");
        upload("loop-choice", 1, 9);
        waits("loop-choosy", "The limit of 1 runs in this month is reached.");
        String run = PLANS + "loop-choosy/runs/" + failed.path("id").asString();
        int gates = registry.eval().gates().size();
        registry.gate("loop-choosy", 1, "loop-strict", "PASS", "2026-12-01T00:00:00Z");
        registry.eval().decide("loop-strict", "PASS");
        registry.user(TEAM, Role.CI_PIPELINE).post(run + "/repeat", "").expect(403);
        assertThat(registry.engineer(TEAM)
                        .post(run + "/repeat", "")
                        .expect(409)
                        .body()
                        .path("detail")
                        .asString())
                .startsWith("The run uses the rights of the plan's author.");
        author.post(run + "/repeat", "").expect(202);
        assertThat(ended("loop-choosy", "PASSED").at("/products/approval").isMissingNode())
                .isTrue();
        assertThat(registry.eval().gates()).hasSizeGreaterThan(gates);
        author.post(run + "/repeat", "").expect(409);
        author.post(run + "/stop", "").expect(409);
        assertThat(author.get("/api/v1/models/loop-choosy/versions/1")
                        .body()
                        .path("stage")
                        .asString())
                .isEqualTo("NONE");
        assertThat(author.get(PLANS + "loop-choosy").body().path("hasSecret").asBoolean())
                .isTrue();
        author.post(PLANS + "loop-choosy/pause", "").expect(200);
    }

    @Test
    void usesTheRightsThatItsAuthorHasNow() {
        String leaver = UUID.randomUUID().toString();
        Client author = registry.user(leaver, Map.of(TEAM, new Role[] {Role.ML_ENGINEER}));
        registry.model(author, "loop-left", "MINIMAL", "loop-quality");
        upload("loop-later", 1, 4);
        String plan = plan("loop-left", "loop-later", ", \"enabled\": true");
        registry.governance().disable(leaver);
        author.put(PLANS + "loop-left", plan).expect(201);

        waits("loop-left", "A training plan needs the permission model:write in the team of its model.");

        assertThat(author.get(PLANS + "loop-left/runs").body().path("items").isEmpty())
                .isTrue();
        author().post(PLANS + "loop-left/pause", "").expect(200);
        author().post(PLANS + "loop-left/resume", "").expect(200);
        JsonNode run = run("loop-left", each -> each.at("/products/job").isString());
        author().post(PLANS + "loop-left/runs/" + run.path("id").asString() + "/stop", "")
                .expect(202);
        assertThat(ended("loop-left", "STOPPED").path("reason").asString()).isEqualTo("Stopped on request.");
        author().delete(PLANS + "loop-left").expect(204);
    }

    @Test
    void refusesPlansBeyondTheRightsOfTheirAuthor() {
        registry.model(author(), "loop-refused", "MINIMAL");
        String plan = plan("loop-refused", "loop-pairs", "");
        assertThat(author().put(PLANS + "loop-refused", plan).expect(400).pointers())
                .containsExactly("/suites");
        assertThat(author().put(
                                PLANS + "loop-refused",
                                plan("loop-refused", "loop-pairs", """
                                , "suites": ["loop-foreign"], "secret": "sk"
                                """)
                                        .replace("loop-base@1", "loop-base@9")
                                        .replace("OPENAI", "COMMAND")
                                        .replace("\"openAi\"", "\"command\"")
                                        .replaceFirst("\"url\": \"[^\"]*\"", "\"name\": \"missing\""))
                        .expect(400)
                        .pointers())
                .containsExactlyInAnyOrder("/training/base", "/training/executor/command/name", "/secret", "/suites/0");
        registry.user(TEAM, Role.CI_PIPELINE)
                .put(PLANS + "loop-refused", plan("loop-refused", "loop-pairs", ", \"suites\": [\"loop-quality\"]"))
                .expect(403);
        assertThat(registry.engineer("other-loopers")
                        .put(PLANS + "loop-refused", plan)
                        .expect(400)
                        .pointers())
                .containsExactly("/model");
    }

    private static Client author() {
        return registry.user(AUTHOR, Map.of(TEAM, new Role[] {Role.ML_ENGINEER}));
    }

    private static String plan(String model, String dataset, String more) {
        return """
                {"model": "%s", "dataset": "%s", "training": {"base": "loop-base@1", "method": "SFT",
                  "executor": {"kind": "OPENAI", "openAi": {"url": "http://127.0.0.1:%d/v1"}}}%s}
                """.formatted(
                        model,
                        dataset,
                        simulator.port(),
                        more.contains("minNewRecords") ? more : ", \"minNewRecords\": 1" + more);
    }

    private static void upload(String dataset, int from, int to) {
        upload(author(), dataset, from, to);
    }

    private static void upload(Client by, String dataset, int from, int to) {
        StringBuilder records = new StringBuilder();
        for (int i = from; i <= to; i++) {
            records.append("{\"input\": \"What is %d?\", \"references\": [\"It is %d.\"]}\n".formatted(i, 7 * i));
        }
        by.upload(dataset, "a.jsonl", records.toString()).expect(201);
    }

    private static String lineage(String of, String direction) {
        return author().get("/api/v1/lineage?depth=10&of=" + of.replace("|", "%7C") + "&direction=" + direction)
                .expect(200)
                .body()
                .toString();
    }

    private static JsonNode newest(String plan) {
        return author().get(PLANS + plan + "/runs?limit=1").body().at("/items/0");
    }

    private static JsonNode run(String plan, Predicate<JsonNode> condition) {
        return await("the run of " + plan)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> newest(plan), condition);
    }

    private static JsonNode ended(String plan, String state) {
        return run(plan, run -> run.path("state").asString("").equals(state));
    }

    private static void waits(String plan, String reason) {
        await("the plan " + plan + " waits")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> author().get(PLANS + plan)
                                .body()
                                .at("/check/waiting")
                                .asString(""),
                        reason::equals);
    }
}
