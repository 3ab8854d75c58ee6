package io.plumbline.registry.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What it takes for a prompt, which is run on models.
class PromptPromotionIT extends PromotionTests {

    private static final String LATER = "2026-11-03T12:00:00Z";

    @Test
    void usesTheWorstGateOfAPromptOnEachModel() {
        Client engineer = prompt("on-models");
        promptGate("on-models", "poor@1", "FAIL", EARLY);
        promptGate("on-models", "good@1", "PASS", LATE);
        Answer refused = promote(engineer, "on-models").expect(409, "gate-required");
        assertThat(refused.body().path("missing")).isEqualTo(Registry.JSON.readTree("""
                [{"suite": "of-on-models", "newest": "FAIL"}]
                """));
        promptGate("on-models", "poor@1", "PASS", "2026-11-03T12:00:00Z");
        promote(engineer, "on-models").expect(200);
    }

    /// It was told by nobody before, so nothing newer would ever take its place.
    @Test
    void forgetsResultsOfAnUnknownModelOnceOneIsKnown() {
        Client engineer = prompt("untold");
        promptGate("untold", null, "FAIL", EARLY);
        promote(engineer, "untold").expect(409, "gate-required");
        promptGate("untold", "good@1", "PASS", LATE);
        promote(engineer, "untold").expect(200);
    }

    @Test
    void forgetsResultsOnAnArchivedModel() {
        Client engineer = prompt("on-archived");
        model("old-model", "MINIMAL", 1);
        promptGate("on-archived", "old-model@1", "FAIL", EARLY);
        promptGate("on-archived", "good@1", "PASS", LATE);
        promote(engineer, "on-archived").expect(409, "gate-required");
        long before = changed();

        transition(engineer, "old-model", 1, "ARCHIVED").expect(200);
        assertThat(prompts(before)).as("siblings look again").contains("on-archived");
        promote(engineer, "on-archived").expect(200);

        Client other = prompt("only-archived");
        promptGate("only-archived", "old-model@1", "PASS", LATE);
        promote(other, "only-archived").expect(409, "gate-required");
    }

    @Test
    void requiresNoRerunOnEveryModelAfterASuiteChange() {
        Client engineer = prompt("after-edit");
        registry.eval().suite("of-after-edit", 2);
        promptGate("after-edit", "first@1", "PASS", EARLY, 1);
        promptGate("after-edit", "good@1", "PASS", EARLY, 1);
        promote(engineer, "after-edit").expect(409, "gate-required");
        promptGate("after-edit", "good@1", "PASS", LATE, 2);
        promote(engineer, "after-edit").expect(200);
    }

    @Test
    void remembersAFailureThatALooserSuiteTurnedIntoAPass() {
        Client engineer = prompt("loose");
        registry.eval().suite("of-loose", 3);
        promptGate("loose", "poor@1", "FAIL", EARLY, 1);
        promptGate("loose", "poor@1", "PASS", LATE, 2);
        promptGate("loose", "good@1", "PASS", LATER, 3);
        promote(engineer, "loose").expect(409, "gate-required");
        promptGate("loose", "poor@1", "PASS", LATER, 3);
        promote(engineer, "loose").expect(200);
    }

    private static Client prompt(String name) {
        Client engineer = registry.engineer("promotion");
        engineer.put(
                        "/api/v1/prompts/" + name,
                        "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": [\"of-" + name + "\"]}")
                .expect(201);
        engineer.post("/api/v1/prompts/" + name + "/versions", """
                        {"messages": [{"role": "user", "content": "{{q}}"}], "variables": {"properties": {"q": {}}}}
                        """).expect(201);
        return engineer;
    }

    private static void promptGate(String prompt, @Nullable String model, String verdict, String finishedAt) {
        promptGate(prompt, model, verdict, finishedAt, 0);
    }

    private static void promptGate(
            String prompt, @Nullable String model, String verdict, String finishedAt, int revision) {
        String result = Registry.gate("of-" + prompt, verdict, finishedAt);
        if (model != null) {
            result = result.replace("\"verdict\"", "\"model\": \"" + model + "\", \"verdict\"");
        }
        if (revision > 0) {
            result = result.replace("\"verdict\"", "\"suiteRevision\": " + revision + ", \"verdict\"");
        }
        registry.sibling("eval")
                .post("/api/v1/prompts/" + prompt + "/versions/1/evaluations", result)
                .expect(201);
    }

    private static Answer promote(Client client, String prompt) {
        return client.post("/api/v1/prompts/" + prompt + "/versions/1/transitions", "{\"to\": \"PRODUCTION\"}");
    }

    private static long changed() {
        return snapshot(0).body().path("version").asLong();
    }

    private static java.util.List<String> prompts(long since) {
        return snapshot(since)
                .body()
                .path("prompts")
                .valueStream()
                .map(prompt -> prompt.path("name").asString())
                .toList();
    }

    private static Answer snapshot(long since) {
        return registry.sibling("gateway")
                .get("/internal/v1/snapshot?since=" + since)
                .expect(200);
    }
}
