package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a gate demands beside the answers to its suite.
class GateTiersIT extends GateTests {

    private static final String DEMANDING = """
            {"dataset": "faq@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
             "metrics": [{"name": "exactMatch", "floor": 0.8}], "concurrency": 16,
             "requires": {"redTeam": {"maxAgeDays": 30}, "panel": {"maxAgeDays": 90, "fromRiskTier": "HIGH"}}}
            """;

    @Test
    void requiresFreshResultsFromEvalService() {
        eval.suite("demanding", DEMANDING);
        model("demanded", "LIMITED");
        assertThat(gate("demanded", "redTeam")).isEqualTo("INCONCLUSIVE: This suite requires a red-team campaign");

        eval.registry.evaluations("demanded", 1, List.of(stored("RED_TEAM", "PASS", 3, "API_KEY", "key-1")));
        assertThat(gate("demanded", "redTeam"))
                .as("somebody else says so")
                .startsWith("INCONCLUSIVE: This suite requires a red-team campaign");

        eval.registry.evaluations("demanded", 1, List.of(stored("RED_TEAM", "PASS", 31, "SERVICE", "eval-service")));
        assertThat(gate("demanded", "redTeam")).startsWith("INCONCLUSIVE: None of the results of a red-team campaign");

        eval.registry.evaluations(
                "demanded",
                1,
                List.of(
                        stored("RED_TEAM", "FAIL", 40, "SERVICE", "eval-service"),
                        stored("RED_TEAM", "PASS", 3, "SERVICE", "eval-service")));
        JsonNode passed = eval.run(request("demanding", "demanded", 1));
        assertThat(check(passed, "requires.redTeam").path("outcome").asString()).isEqualTo("PASS");
        assertThat(passed.path("verdict").asString())
                .as("a panel is demanded of a higher risk tier alone")
                .isEqualTo("PASS");
        assertThat(passed.path("tiers").path("4").asString()).isEqualTo("PASS");

        eval.registry.evaluations("demanded", 1, List.of(stored("RED_TEAM", "FAIL", 1, "SERVICE", "eval-service")));
        assertThat(eval.run(request("demanding", "demanded", 1)).path("verdict").asString())
                .isEqualTo("FAIL");
    }

    @Test
    void usesTheWorstFreshResultNotTheNewest() {
        eval.suite("demanding-4", DEMANDING);
        model("tried-again", "LIMITED");
        eval.registry.evaluations(
                "tried-again",
                1,
                List.of(
                        stored("RED_TEAM", "PASS", 1, "SERVICE", "eval-service"),
                        stored("RED_TEAM", "FAIL", 20, "SERVICE", "eval-service"),
                        stored("RED_TEAM", "PASS", 25, "SERVICE", "eval-service")));

        JsonNode check = check(eval.run(request("demanding-4", "tried-again", 1)), "requires.redTeam");

        assertThat(check.path("outcome").asString()).isEqualTo("FAIL");
        assertThat(check.path("reason").asString())
                .startsWith("The worst of 3 results of a red-team campaign")
                .endsWith("is 20 days old with the verdict FAIL.");
    }

    @Test
    void usesLargeEnoughResultsOfTheNamedCampaign() {
        eval.suite(
                "demanding-5", DEMANDING.replace("\"maxAgeDays\": 30", "\"name\": \"jailbreaks\", \"minItems\": 200"));
        model("probed", "LIMITED");
        Map<String, Object> other = campaign("PASS", "easy-probes", 500);
        Map<String, Object> small = campaign("PASS", "jailbreaks", 199);

        eval.registry.evaluations("probed", 1, List.of(other));
        assertThat(redTeam("probed")).isEqualTo("INCONCLUSIVE");
        eval.registry.evaluations("probed", 1, List.of(other, small));
        assertThat(redTeam("probed")).isEqualTo("INCONCLUSIVE");
        eval.registry.evaluations("probed", 1, List.of(other, small, campaign("PASS", "jailbreaks", 200)));
        assertThat(redTeam("probed")).isEqualTo("PASS");
        eval.registry.evaluations(
                "probed", 1, List.of(campaign("PASS", "jailbreaks", 200), campaign("FAIL", "jailbreaks", 10)));
        assertThat(redTeam("probed")).as("a failure on few is one").isEqualTo("FAIL");
    }

    @Test
    void usesCampaignsWithoutSomeDefaultStrategiesOnlyIfTheyFail() {
        eval.suite("demanding-7", DEMANDING);
        model("narrow", "LIMITED");
        Map<String, Object> narrow = campaign("PASS", "narrow", 500);
        narrow.put("checks", List.of(Map.of("name", "strategiesLeftOut", "value", 7.0, "outcome", "INCONCLUSIVE")));
        eval.registry.evaluations("narrow", 1, List.of(narrow));
        JsonNode open = check(eval.run(request("demanding-7", "narrow", 1)), "requires.redTeam");
        assertThat(open.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(open.path("reason").asString()).endsWith("with all default strategies.");

        narrow.put("verdict", "FAIL");
        eval.registry.evaluations("narrow", 1, List.of(narrow));
        assertThat(check(eval.run(request("demanding-7", "narrow", 1)), "requires.redTeam")
                        .path("outcome")
                        .asString())
                .isEqualTo("FAIL");
    }

    private static String redTeam(String model) {
        return check(eval.run(request("demanding-5", model, 1)), "requires.redTeam")
                .path("outcome")
                .asString();
    }

    private static Map<String, Object> campaign(String verdict, String name, int items) {
        Map<String, Object> stored = new HashMap<>(stored("RED_TEAM", verdict, 3, "SERVICE", "eval-service"));
        stored.put("suite", name);
        stored.put("checks", List.of(Map.of("name", "items", "value", items, "outcome", "SKIPPED")));
        return stored;
    }

    @Test
    void requiresMoreOfModelsOfAHigherRiskTier() {
        eval.suite("demanding-2", DEMANDING);
        model("risky", "HIGH");
        eval.registry.evaluations("risky", 1, List.of(stored("RED_TEAM", "PASS", 3, "SERVICE", "eval-service")));

        JsonNode open = eval.run(request("demanding-2", "risky", 1));

        assertThat(check(open, "requires.panel").path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(open, "requires.panel").path("tier").asInt()).isEqualTo(3);
        assertThat(open.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void treatsAModelOfUnknownRiskAsTheRiskiest() {
        eval.suite("demanding-3", DEMANDING);
        eval.model("unknown-risk", 100);
        JsonNode open = eval.run(request("demanding-3", "unknown-risk", 1));
        assertThat(check(open, "requires.panel").path("outcome").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void countsPromptResultsOnTheSameModelOnly() {
        eval.suite("demanding-6", DEMANDING);
        model("host-a", "LIMITED");
        eval.gateway.model(
                "registry:host-a@1",
                call -> FakeGateway.Said.text(EvalUnderTest.answer(
                        call.path("plumbline").path("variables").path("input").asString())));
        eval.registry.prompt(TEAM, "asked-on", 1, "input");
        Map<String, Object> result = new HashMap<>(stored("RED_TEAM", "PASS", 3, "SERVICE", "eval-service"));
        eval.registry.promptEvaluations("asked-on", 1, List.of(result));
        result.put("model", "host-b@1");
        assertThat(redTeamOfPrompt("demanding-6")).isEqualTo("INCONCLUSIVE");
        result.put("model", "host-a@1");
        assertThat(redTeamOfPrompt("demanding-6")).isEqualTo("PASS");
    }

    private static String redTeamOfPrompt(String suite) {
        JsonNode gate = eval.run("""
                {"suite": "%s", "candidate": {"prompt": "asked-on", "version": 1, "model": "host-a@1"}}
                """.formatted(suite));
        return check(gate, "requires.redTeam").path("outcome").asString();
    }

    private static String gate(String model, String tier) {
        JsonNode check = check(eval.run(request("demanding", model, 1)), "requires." + tier);
        String reason = check.path("reason").asString();
        int end = reason.indexOf(',');
        return check.path("outcome").asString() + ": " + (end < 0 ? reason : reason.substring(0, end));
    }

    private static void model(String name, String tier) {
        eval.registry.model(TEAM, name, 1, 0);
        eval.registry.riskTier(name, tier);
        eval.gateway.model("registry:" + name + "@1", call -> EvalUnderTest.rightFor(100, call));
    }

    private static Map<String, Object> stored(String kind, String verdict, int daysAgo, String type, String id) {
        return Map.of(
                "kind",
                kind,
                "runId",
                UUID.randomUUID().toString(),
                "suite",
                "campaign",
                "verdict",
                verdict,
                "finishedAt",
                Instant.now().minus(Duration.ofDays(daysAgo)).toString(),
                "recordedBy",
                Map.of("type", type, "id", id));
    }
}
