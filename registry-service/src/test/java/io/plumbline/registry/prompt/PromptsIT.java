package io.plumbline.registry.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromptsIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String PROMPTS = "/api/v1/prompts/";
    private static final String GREETING = """
            {"messages": [{"role": "system", "content": "You help customers of {{bank}}.\\nBe kind.\\nBe brief."},
                          {"role": "user", "content": "{{question}}"}],
             "variables": {"type": "object", "properties": {"bank": {"type": "string", "default": "our bank"},
                                                            "question": {"type": "string", "maxLength": 200}},
                           "required": ["question"]},
             "technique": "zero-shot", "parameters": {"temperature": 0.1}}
            """;

    private static Client writer() {
        return registry.user("prompts", Role.PROMPT_ENGINEER);
    }

    @Test
    void createsThePromptOfAFirstVersion() {
        Client writer = writer();
        Answer made = writer.post(PROMPTS + "greeting/versions", GREETING).expect(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/prompts/greeting/versions/1");
        assertThat(made.body().path("technique").asString()).isEqualTo("zero-shot");
        assertThat(made.body().path("messages"))
                .isEqualTo(Registry.JSON.readTree(GREETING).path("messages"));
        writer.post(PROMPTS + "greeting/versions", GREETING).expect(201);
        Answer prompt = writer.get(PROMPTS + "greeting").expect(200);
        assertThat(prompt.body().path("team").asString()).isEqualTo("prompts");
        assertThat(prompt.body().path("riskTier").asString()).isEqualTo("LIMITED");
        assertThat(prompt.body().path("newestVersion").asInt()).isEqualTo(2);
        assertThat(writer.get(PROMPTS + "greeting/versions/1")
                        .expect(200)
                        .body()
                        .path("variables"))
                .isEqualTo(Registry.JSON.readTree(GREETING).path("variables"));
        assertThat(writer.get(PROMPTS + "greeting/versions").expect(200).body().path("items"))
                .hasSize(2);
        assertThat(registry.audited("registry.prompt.registered", "greeting", "SUCCESS"))
                .isOne();
        assertThat(registry.audited("registry.version.registered", "greeting", "SUCCESS"))
                .isEqualTo(2);
    }

    @Test
    void takesTheTeamOfANewPromptFromTheBody() {
        Client both = registry.user(
                "prompts-both",
                Map.of("prompts", new Role[] {Role.PROMPT_ENGINEER}, "prompts-2", new Role[] {Role.PROMPT_ENGINEER}));
        both.post(PROMPTS + "teamless/versions", GREETING).expect(400, "team-required");
        both.post(PROMPTS + "teamless/versions", GREETING.replaceFirst("\\{", "{\"team\": \"prompts-2\","))
                .expect(201);
        assertThat(both.get(PROMPTS + "teamless").body().path("team").asString())
                .isEqualTo("prompts-2");
        writer().post(PROMPTS + "teamless/versions", GREETING).expect(409, "conflict");
        writer().get(PROMPTS + "teamless").expect(404, "not-found");
    }

    /// As the optimiser of eval-service stores a version and its scores.
    @Test
    void takesVersionsOfAServiceOnlyForTheTeamOfThePrompt() {
        writer().post(PROMPTS + "optimised/versions", GREETING).expect(201);
        Client service = registry.user("platform", Role.SERVICE);
        String better = GREETING.replaceFirst("\\{", "{\"team\": \"prompts\",")
                .replace("zero-shot", "FEW_SHOT+CHAIN_OF_THOUGHT");
        assertThat(service.post(PROMPTS + "optimised/versions", better)
                        .expect(201)
                        .body()
                        .path("technique")
                        .asString())
                .isEqualTo("FEW_SHOT+CHAIN_OF_THOUGHT");
        service.post(PROMPTS + "optimised/versions", better.replace("\"prompts\"", "\"prompts-2\""))
                .expect(409, "conflict");
        service.post(PROMPTS + "optimised/versions", GREETING).expect(201);
        service.post(PROMPTS + "optimised/versions/2/evaluations", """
                        {"kind": "OPTIMISATION", "runId": "01890000-0000-7000-8000-000000000001", "suite": "support",
                         "suiteRevision": 1, "model": "support@1", "verdict": "PASS", "finishedAt": "%s",
                         "checks": [{"name": "exactMatch", "value": 0.9, "outcome": "SKIPPED", "reason": "mean"},
                                    {"name": "difference", "value": 0.2, "ciLow": 0.1, "ciHigh": 0.3, "threshold": 0.0,
                                     "outcome": "PASS", "reason": "to greeting@1"}]}
                        """.formatted(
                                Instant.now().toString()))
                .expect(201);
        writer().post(PROMPTS + "optimised/versions/2/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(409, "gate-required");
    }

    @Test
    void separatesPromptsAndModelsOfTheSameName() {
        Client engineer = registry.engineer("prompts");
        registry.model(engineer, "namesake", "MINIMAL");
        engineer.post(PROMPTS + "namesake/versions", GREETING).expect(201);
        engineer.get("/api/v1/models/namesake/versions/1").expect(404, "not-found");
        engineer.get(PROMPTS + "namesake/versions/1").expect(200);
    }

    @Test
    void refusesInconsistentTemplates() {
        Client writer = writer();
        assertThat(writer.post(PROMPTS + "faulty/versions", GREETING.replace("{{bank}}", "{{firm}}"))
                        .expect(400, "invalid-request")
                        .pointers())
                .contains("/variables/properties", "/variables/properties/bank");
        assertThat(writer.post(PROMPTS + "faulty/versions", GREETING.replace("{{bank}}", "{{bank"))
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/messages/0/content");
        writer.post(PROMPTS + "faulty/versions", GREETING.replace("zero-shot", ""))
                .expect(400, "invalid-request");
        writer.post(PROMPTS + "faulty/versions", "{\"messages\": null}").expect(400, "invalid-request");
        writer.post(PROMPTS + "faulty/versions", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\\u0000\"}]}")
                .expect(400, "invalid-request");
        writer.post(PROMPTS + "Faulty/versions", GREETING).expect(400, "invalid-request");
        writer.get(PROMPTS + "faulty").expect(404, "not-found");
    }

    @Test
    void rendersVersionsAndAliases() {
        Client writer = writer();
        writer.post(PROMPTS + "rendered/versions", GREETING).expect(201);
        writer.post(PROMPTS + "rendered/versions", GREETING.replace("Be kind", "Be formal"))
                .expect(201);
        Answer rendered = writer.post(
                        PROMPTS + "rendered/versions/1/render", "{\"variables\": {\"question\": \"Who is {{bank}}?\"}}")
                .expect(200);
        assertThat(rendered.body().path("messages")).isEqualTo(Registry.JSON.readTree("""
                [{"role": "system", "content": "You help customers of our bank.\\nBe kind.\\nBe brief."},
                 {"role": "user", "content": "Who is {{bank}}?"}]
                """));
        assertThat(rendered.body().path("parameters").path("temperature").asDouble())
                .isEqualTo(0.1);
        assertThat(writer.post(PROMPTS + "rendered/versions/1/render", "{\"variables\": {\"quest\": 1}}")
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactlyInAnyOrder("/variables/quest", "/variables/question");
        writer.post(PROMPTS + "rendered/versions/3/render", "{}").expect(404, "not-found");

        String named = "{\"version\": 2, \"variables\": {\"question\": \"Who?\"}}";
        assertThat(writer.post(PROMPTS + "rendered/render", named)
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        String pointed = "{\"alias\": \"tryout\", \"variables\": {\"question\": \"Who?\"}}";
        writer.post(PROMPTS + "rendered/render", pointed).expect(404, "not-found");
        writer.put(PROMPTS + "rendered/aliases/tryout", "{\"version\": 2}").expect(200);
        assertThat(writer.post(PROMPTS + "rendered/render", pointed)
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        writer.post(PROMPTS + "rendered/render", "{\"variables\": {\"question\": \"Who?\"}}")
                .expect(404, "not-found");
    }

    @Test
    void comparesVersionsLineByLine() {
        Client writer = writer();
        writer.post(PROMPTS + "compared/versions", GREETING).expect(201);
        writer.post(PROMPTS + "compared/versions", GREETING.replace("Be kind", "Be formal"))
                .expect(201);
        Answer diff = writer.get(PROMPTS + "compared/diff?from=1&to=2").expect(200);
        assertThat(diff.body().path("added").asInt()).isOne();
        assertThat(diff.body().path("removed").asInt()).isOne();
        assertThat(diff.body().path("unified").asString())
                .startsWith("--- compared@1\n+++ compared@2\n@@ -1,")
                .contains("\n-Be kind.\n+Be formal.\n Be brief.\n");
        assertThat(diff.body().path("lines"))
                .extracting(line ->
                        line.path("kind").asString() + " " + line.path("text").asString())
                .startsWith(
                        "SAME # system",
                        "SAME You help customers of {{bank}}.",
                        "REMOVED Be kind.",
                        "ADDED Be formal.",
                        "SAME Be brief.");
        assertThat(writer.get(PROMPTS + "compared/diff?from=1&to=1")
                        .body()
                        .path("unified")
                        .asString())
                .isEmpty();
        writer.get(PROMPTS + "compared/diff?from=1&to=3").expect(404, "not-found");
        writer.get(PROMPTS + "compared/diff?from=1").expect(400, "invalid-request");
    }

    @Test
    void reachesProductionByGateAndApprovalLikeAModel() {
        Client writer = writer();
        writer.put(PROMPTS + "promoted", "{\"requiredSuites\": [\"support\"]}").expect(201);
        writer.post(PROMPTS + "promoted/versions", GREETING).expect(201);
        String transition = "{\"to\": \"PRODUCTION\"}";
        writer.post(PROMPTS + "promoted/versions/1/transitions", transition).expect(409, "gate-required");
        registry.sibling("eval")
                .post(
                        PROMPTS + "promoted/versions/1/evaluations",
                        Registry.gate("support", "PASS", "2026-11-01T12:00:00Z"))
                .expect(201);
        writer.post(PROMPTS + "promoted/versions/1/transitions", transition).expect(409, "approval-required");
        assertThat(registry.governance().requirements()).anySatisfy(asked -> {
            assertThat(asked.action()).isEqualTo("registry.prompt.promote");
            assertThat(asked.resourceType()).isEqualTo("prompt-version");
            assertThat(asked.resourceId()).isEqualTo("promoted@1");
        });
        registry.governance().decide("promoted@1", Approval.State.APPROVED);
        writer.put(PROMPTS + "promoted/aliases/production", "{\"version\": 1}").expect(200);
        assertThat(writer.post(PROMPTS + "promoted/render", "{\"variables\": {\"question\": \"Who?\"}}")
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt())
                .isOne();
        assertThat(writer.get(PROMPTS + "promoted/history").body().path("items"))
                .hasSize(1);
    }
}
