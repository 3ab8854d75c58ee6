package io.plumbline.eval.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class OptimisationIT {

    private static final String STEPS = "step by step";

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.suite("better", EvalUnderTest.document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.1}]"));
        prompt("helper");
    }

    private static void prompt(String name) {
        eval.registry.promptOf(
                EvalUnderTest.TEAM,
                name,
                1,
                List.of(
                        Map.of("role", "system", "content", "You help customers."),
                        Map.of("role", "user", "content", "{{input}}")),
                "input");
    }

    /// Right for everything with steps, for six of ten with examples, else for three of ten.
    private static FakeGateway.Said solve(JsonNode call) {
        boolean steps = call.path("messages").get(0).path("content").asString().contains(STEPS);
        boolean examples = call.path("messages").size() > 2;
        return EvalUnderTest.rightFor(steps ? 100 : examples ? 60 : 30, call);
    }

    @Test
    void storesTheBestPromptsWithTheirHeldOutScoresAndPromotesNone() {
        AtomicInteger calls = new AtomicInteger();
        eval.registry.model(EvalUnderTest.TEAM, "solver", 1, 0);
        // The first seven calls, a whole rung, find the provider away: the job tries again.
        eval.gateway.model(
                "registry:solver@1",
                call -> calls.incrementAndGet() <= 7
                        ? FakeGateway.Said.status(503).header("x-should-retry", "false")
                        : solve(call));
        JsonNode done = finished(open("'seed': 4, 'budget': {'candidates': 16}", "solver"));

        assertThat(done.path("status").asString()).isEqualTo("DONE");
        assertThat(done.path("split").path("examples").asInt()).isEqualTo(16);
        assertThat(done.path("split").path("heldOut").asInt()).isEqualTo(52);
        JsonNode best = best(done);
        assertThat(best.path("technique").asString()).contains("CHAIN_OF_THOUGHT");
        assertThat(best.path("heldOut").path("mean").asDouble()).isEqualTo(1);
        assertThat(best.path("heldOut").path("ciLow").asDouble()).isPositive();
        assertThat(best.path("version").asInt()).isGreaterThan(1);
        assertThat(done.path("spent").path("calls").asInt()).isEqualTo(calls.get() - 7);
        assertThat(done.path("spent").path("costUsd").asDouble()).isPositive();

        List<JsonNode> registered = eval.registry.registered("helper");
        assertThat(registered).isNotEmpty().hasSizeLessThanOrEqualTo(3).allSatisfy(version -> {
            assertThat(version.path("team").asString()).isEqualTo(EvalUnderTest.TEAM);
            assertThat(version.path("messages").toString()).contains("{{input}}");
        });
        assertThat(eval.registry.pushed())
                .filteredOn(pushed -> pushed.path().startsWith("/api/v1/prompts/helper/"))
                .hasSameSizeAs(registered)
                .allSatisfy(pushed ->
                        assertThat(pushed.result().path("kind").asString()).isEqualTo("OPTIMISATION"));
        assertThat(eval.gateway.calls("registry:solver@1"))
                .allSatisfy(call ->
                        assertThat(call.at("/plumbline/purpose").asString()).isEqualTo("evaluation"));
        eval.service
                .client(eval.service.governance().userToken("team-b", Role.PROMPT_ENGINEER))
                .get()
                .uri("/api/v1/prompt-optimisations/" + done.path("id").asString())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void letsAModelRewriteInstructionsWithoutSeeingHeldOutRecords() {
        prompt("rewritten");
        eval.registry.model(EvalUnderTest.TEAM, "rewriter", 1, 0);
        eval.gateway.model("registry:rewriter@1", OptimisationIT::solve);
        eval.gateway.route(
                EvalUnderTest.TEAM,
                "writer",
                call -> FakeGateway.Said.text(
                        FakeGateway.question(call).contains("Score")
                                ? "Sure: <instructions>Reason step by step.</instructions>"
                                : "<instructions></instructions>"));
        JsonNode done = finished(open(
                "'strategy': 'INSTRUCTIONS', 'proposer': 'writer', 'budget': {'candidates': 4}",
                "rewriter",
                "rewritten"));

        JsonNode best = best(done);
        assertThat(best.path("origin").asString()).isEqualTo("PROPOSED");
        assertThat(best.path("messages").get(0).path("content").asString()).isEqualTo("Reason step by step.");
        assertThat(done.path("spent").path("proposals").asInt()).isEqualTo(3);
        List<JsonNode> asked = eval.gateway.calls("writer");
        assertThat(asked).hasSize(3);
        String shown = FakeGateway.question(asked.getFirst());
        List<JsonNode> answered = eval.gateway.calls("registry:rewriter@1");
        assertThat(answered)
                .noneSatisfy(call -> assertThat(shown).contains("Question: " + FakeGateway.question(call) + "\n"));
    }

    @Test
    void endsWithinItsBudgetOrWhenCancelled() {
        prompt("bounded");
        eval.registry.model(EvalUnderTest.TEAM, "bounded", 1, 0);
        eval.gateway.model("registry:bounded@1", OptimisationIT::solve);
        JsonNode spent = finished(open("'budget': {'maxCalls': 150}", "bounded", "bounded"));
        assertThat(spent.path("budgetSpent").asBoolean()).isTrue();
        assertThat(spent.path("spent").path("calls").asInt()).isBetween(52, 150);
        assertThat(spent.path("status").asString()).isEqualTo("DONE");

        CountDownLatch cancelled = new CountDownLatch(1);
        eval.registry.model(EvalUnderTest.TEAM, "endless", 1, 0);
        eval.gateway.model("registry:endless@1", call -> {
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return solve(call);
        });
        String id = open("", "endless", "bounded");
        await("a call").until(() -> !eval.gateway.calls("registry:endless@1").isEmpty());
        post("/" + id + "/cancel", "").expectStatus().isOk();
        cancelled.countDown();
        post("/" + id + "/cancel", "").expectStatus().isEqualTo(409);
        assertThat(get(id).path("status").asString()).isEqualTo("CANCELLED");
        post("", request("'metric': 'bleu'", "bounded", "bounded"))
                .expectStatus()
                .isBadRequest();
        post("", request("'proposer': 'nobody'", "bounded", "bounded"))
                .expectStatus()
                .isBadRequest();
    }

    private static JsonNode best(JsonNode done) {
        JsonNode best = done.path("candidates").get(0);
        for (JsonNode candidate : done.path("candidates")) {
            if (candidate.path("heldOut").path("mean").asDouble()
                    > best.path("heldOut").path("mean").asDouble()) {
                best = candidate;
            }
        }
        return best;
    }

    private static String open(String members, String model) {
        return open(members, model, "helper");
    }

    private static String open(String members, String model, String prompt) {
        return Objects.requireNonNull(post("", request(members, model, prompt))
                        .expectStatus()
                        .isAccepted()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("id")
                .asString();
    }

    private static String request(String members, String model, String prompt) {
        return "{'suite': 'better', 'candidate': {'prompt': '%s', 'version': 1, 'model': '%s@1'}%s}"
                .formatted(prompt, model, members.isEmpty() ? "" : ", " + members)
                .replace('\'', '"');
    }

    private static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri("/api/v1/prompt-optimisations" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static JsonNode finished(String id) {
        await("the end of the optimisation")
                .until(() -> !List.of("QUEUED", "RUNNING")
                        .contains(get(id).path("status").asString()));
        return get(id);
    }

    private static JsonNode get(String id) {
        return Objects.requireNonNull(eval.engineer()
                .get()
                .uri("/api/v1/prompt-optimisations/" + id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }
}
