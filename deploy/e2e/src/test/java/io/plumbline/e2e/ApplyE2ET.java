package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A folder of files that a platform team keeps, put in force on the running stack again and again.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplyE2ET {

    private static final String ROUTE = "/api/v1/routes/kept-support";
    private static final String PROMPT = "/api/v1/prompts/kept-answer";

    /// The files are named so that each stands before what it refers to.
    private static final Map<String, String> FILES = Map.of(
            "a-budget.yaml",
            """
            kind: Budget
            name: kept-budget
            scope: {team: retail-banking, route: kept-support}
            amountUsd: 900.50
            period: MONTH
            action: ALERT
            """,
            "b-route.yaml",
            """
            kind: Route
            name: kept-support
            team: retail-banking
            environment: DEVELOPMENT
            policy: kept-guard
            variants:
              - {name: main, weight: 1, target: {model: kept-bot, version: 1}, prompt: kept-answer@1}
            """,
            "c-policy.json",
            """
            {"kind": "Policy", "name": "kept-guard",
             "stages": {"input": {"secret": {"action": "block"}}}, "onFailure": "OPEN", "timeoutMs": 2000}
            """,
            "d-texts.yaml",
            """
            kind: Prompt
            name: kept-answer
            team: retail-banking
            riskTier: MINIMAL
            version:
              messages:
                - role: system
                  content: |
                    You answer customers of a bank.
                    Be brief.
            """,
            "e-models.yaml",
            """
            kind: Model
            name: kept-bot
            team: retail-banking
            description: Answers customers.
            riskTier: MINIMAL
            version: {kind: FOUNDATION, provider: simulator, upstreamModel: sim-kept}
            aliases: {blue: 1}
            ---
            kind: TrainingPlan
            name: kept-plan
            team: retail-banking
            model: kept-bot
            dataset: kept-preferences
            suites: [support-quality]
            training:
              base: kept-bot@1
              method: DPO
              executor: {kind: KUBERNETES, kubernetes: {image: "trainer:1", plumblineUrl: "https://registry.example.com"}}
            ---
            kind: Provider
            name: kept-provider
            team: retail-banking
            type: openai
            baseUrl: http://127.0.0.1:9/v1
            models: [nothing]
            """,
            "f-monitor.yaml",
            """
            kind: Monitor
            name: kept-errors
            team: retail-banking
            route: kept-support
            metric: ERROR_RATE
            falseAlarmsPerMonth: 0.5
            ---
            kind: Slo
            name: kept-availability
            team: retail-banking
            route: kept-support
            indicator: AVAILABILITY
            target: 0.99
            ---
            kind: Remedy
            name: kept-pause
            team: retail-banking
            trigger: {source: SLO, name: kept-availability}
            action: {kind: PAUSE}
            limits: {routes: [kept-support], holdMinutes: 30}
            ---
            kind: Baseline
            name: kept-questions
            team: retail-banking
            route: kept-support
            ---
            kind: PreferencePlan
            name: kept-pairs
            team: retail-banking
            dataset: kept-pairs
            model: kept-bot
            minNew: 200
            """);

    private static RunningStack stack;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        stack = RunningStack.get();
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static String apply(int exitCode, String... flags) {
        List<String> words = new ArrayList<>(List.of("apply", folder.toString()));
        words.addAll(List.of(flags));
        RunningStack.Ended ended = RunningStack.run(words.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
        return ended.output();
    }

    private static void edit(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    private static int newest(String path) {
        return stack.get("registry", path).path("newestVersion").asInt();
    }

    @Test
    @Order(1)
    void onlySaysWhatItWouldMake() {
        assertThat(apply(0, "--dry-run").lines().filter(line -> !line.startsWith("  ")))
                .containsExactly(
                        "provider kept-provider: would be created",
                        "model kept-bot: would be created, version 1",
                        "prompt kept-answer: would be created, version 1",
                        "policy kept-guard: would be created, version 1",
                        "monitor kept-errors: would be created",
                        "slo kept-availability: would be created",
                        "remedy kept-pause: would be created",
                        "baseline kept-questions: would be created",
                        "preference-plan kept-pairs: would be created",
                        "training-plan kept-plan: waits for model kept-bot",
                        "route kept-support: waits for model kept-bot, prompt kept-answer, policy kept-guard",
                        "budget kept-budget: waits for route kept-support");
        Caller.admin(stack).get("gateway", ROUTE).refused(404, "not-found");
        Caller.admin(stack).get("registry", PROMPT).refused(404, "not-found");
    }

    @Test
    @Order(2)
    void storesNothingWhereOneFileHasAnUnknownField() throws IOException {
        edit("d-texts.yaml", "riskTier: MINIMAL", "colour: red");
        assertThat(apply(1)).contains("d-texts.yaml: ", "colour");
        edit("d-texts.yaml", "colour: red", "riskTier: MINIMAL");
        Caller.admin(stack).get("registry", "/api/v1/models/kept-bot").refused(404, "not-found");
    }

    @Test
    @Order(3)
    void makesAllOfItAndNothingTheSecondTime() {
        assertThat(apply(0).lines())
                .containsExactly(
                        "provider kept-provider: created",
                        "model kept-bot: created, version 1",
                        "prompt kept-answer: created, version 1",
                        "policy kept-guard: created, version 1",
                        "monitor kept-errors: created",
                        "slo kept-availability: created",
                        "remedy kept-pause: created",
                        "baseline kept-questions: created",
                        "preference-plan kept-pairs: created",
                        "training-plan kept-plan: created",
                        "route kept-support: created",
                        "budget kept-budget: created");
        assertThat(apply(0).lines())
                .hasSize(12)
                .allMatch(line -> line.contains(": unchanged"))
                .contains("prompt kept-answer: unchanged, version 1", "route kept-support: unchanged");
        assertThat(newest(PROMPT)).isOne();
        assertThat(stack.get("registry", "/api/v1/models/kept-bot")
                        .path("aliases")
                        .toString())
                .isEqualTo("{\"blue\":1}");
    }

    @Test
    @Order(4)
    void registersOneVersionOfAPromptThatWasChanged() throws IOException {
        edit("d-texts.yaml", "Be brief.", "Be brief and kind.");
        edit("b-route.yaml", "kept-answer@1", "kept-answer@2");
        assertThat(apply(0, "--dry-run")).contains("""
                prompt kept-answer: would be changed, version 2
                  @ /version/messages/0/content, line 2
                  - Be brief.
                  + Be brief and kind.
                """, "route kept-support: waits for prompt kept-answer");
        assertThat(newest(PROMPT)).isOne();
        assertThat(apply(0)).contains("""
                prompt kept-answer: changed, version 2
                """, """
                route kept-support: changed
                  - /variants/0/prompt: "kept-answer@1"
                  + /variants/0/prompt: "kept-answer@2"
                """, "model kept-bot: unchanged, version 1");
        assertThat(apply(0)).doesNotContain("changed, version 3").contains("prompt kept-answer: unchanged, version 2");
        assertThat(newest(PROMPT)).isEqualTo(2);
        assertThat(stack.get("registry", PROMPT).path("aliases").isEmpty())
                .as("no pointer was moved")
                .isTrue();
    }

    @Test
    @Order(5)
    void servesByTheRouteThatItMade() {
        Caller.admin(stack)
                .post(
                        "gateway",
                        "/v1/chat/completions",
                        Map.of(
                                "model",
                                "kept-support",
                                "messages",
                                List.of(Map.of("role", "user", "content", "When do you open?"))))
                .expect(200);
        assertThat(stack.text("simulator", "/control/sim-kept/calls?limit=5", "application/json"))
                .contains("Be brief and kind.", "When do you open?");
    }
}
