package io.plumbline.eval.scorer;

import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.eval.sandbox.SandboxIT;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.webhook.WebhookSecret;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Custom scorers over the API, and gates that use them.
class ScorerIT {

    /// Scores a hundredth for each byte of its input, at most 1.
    private static final String LENGTH =
            "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABCiECBQBBgA"
                    + "gLGQAgAbdEAAAAAAAAWUCjRAAAAAAAAPA/pAs=";

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
    }

    private static RestTestClient.ResponseSpec register(RestTestClient client, String name, String module) {
        return client.post()
                .uri("/api/v1/scorers/" + name + "/versions")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"module\": \"" + module + "\"}")
                .exchange();
    }

    private static String digest(RestTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                        .isCreated()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("digest")
                .asString();
    }

    private static RestTestClient other() {
        return eval.service.client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER));
    }

    private static String suite(String digest) {
        return document(
                "tiny@1",
                "[{\"name\": \"wasm\", \"as\": \"length\", \"floor\": 0.1, \"options\": {\"module\": \"" + digest
                        + "\"}}]");
    }

    private static RestTestClient.ResponseSpec put(RestTestClient client, String name, String document) {
        return client.put()
                .uri("/api/v1/suites/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange();
    }

    @Test
    void measuresAGateWithTheModuleThatTheSuitePins() {
        String digest = digest(register(eval.engineer(), "length", LENGTH));
        put(eval.engineer(), "pinned", suite(digest)).expectStatus().isCreated();
        eval.model("measured", 100);
        JsonNode gate = eval.run(request("pinned", "measured", 1));
        JsonNode check = EvalUnderTest.check(gate, "length.floor");
        assertThat(check.path("value").asDouble()).isEqualTo(1);
        put(eval.engineer(), "unknown", suite("sha256:" + "0".repeat(64)))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void hidesScorersFromOtherTeams() {
        String digest = digest(register(eval.engineer(), "ours", LENGTH));
        other().get()
                .uri("/api/v1/scorers/ours/versions/1")
                .exchange()
                .expectStatus()
                .isNotFound();
        put(other(), "theirs", suite(digest)).expectStatus().isBadRequest();
        register(other(), "ours", LENGTH).expectStatus().isEqualTo(409);
    }

    @Test
    void refusesModulesThatCannotScore() {
        register(eval.engineer(), "broken", "AGFzbQEAAAA=").expectStatus().isBadRequest();
        register(eval.engineer(), "broken", "no base64!").expectStatus().isBadRequest();
        register(eval.engineer(), "broken", padded(WasmProgram.MAX_MODULE + 1))
                .expectStatus()
                .isBadRequest();
        register(eval.engineer(), "padded", padded(WasmProgram.MAX_MODULE))
                .expectStatus()
                .isCreated();
        eval.engineer()
                .get()
                .uri("/api/v1/scorers/broken/versions")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static JsonNode body(RestTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(JsonNode.class).returnResult().getResponseBody());
    }

    private static RestTestClient.ResponseSpec putScorer(String name, String document) {
        return eval.engineer()
                .put()
                .uri("/api/v1/scorers/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange();
    }

    private static String over(FakeScorer scorer, String more) {
        return "{\"http\": {\"url\": \"%s\", \"costUsdPerItem\": 0.01}%s}".formatted(scorer.url(), more);
    }

    private static String suiteOf(String version, String more) {
        return document(
                "tiny@1",
                "[{\"name\": \"scorer\", \"as\": \"ours\", \"floor\": 0.1, \"options\": {\"version\": \"" + version
                        + "\"}}" + more + "]");
    }

    @Test
    void measuresAGateOverHttpAndStatesItemsWithoutAScore() {
        try (FakeScorer scorer = new FakeScorer()) {
            putScorer("remote", over(scorer, "")).expectStatus().isBadRequest();
            JsonNode made = body(putScorer("remote", over(scorer, ", \"secret\": \"" + SECRET + "\"")));
            assertThat(made.toString()).contains("\"statedVersion\":\"1.0\"").doesNotContain("whsec");
            put(eval.engineer(), "remote", suiteOf("remote@1", ""))
                    .expectStatus()
                    .isCreated();

            eval.model("knows", 100);
            JsonNode good = eval.run(request("remote", "knows", 1));
            assertThat(EvalUnderTest.check(good, "ours.floor").path("value").asDouble())
                    .isEqualTo(1);
            assertThat(good.path("run").path("costUsd").asDouble()).isGreaterThanOrEqualTo(0.03);
            assertThat(good.toString())
                    .contains("remote@1|registration:" + made.path("digest").asString() + "|stated:1.0");

            scorer.version = "2.0";
            eval.model("ignorant", 0);
            JsonNode bad = eval.run(request("remote", "ignorant", 1));
            assertThat(bad.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
            assertThat(EvalUnderTest.check(bad, "ours.errors").path("reason").asString())
                    .startsWith("3 of 3 answers have no score because the scorer failed.");
            assertThat(EvalUnderTest.check(bad, "ours.version").path("outcome").asString())
                    .isEqualTo("INCONCLUSIVE");

            FakeScorer.Call first = scorer.calls.get(0);
            FakeScorer.Call repeated = scorer.calls.get(1);
            assertThat(repeated.id()).isEqualTo(first.id());
            assertThat(repeated.signature())
                    .isEqualTo(new WebhookSecret(SECRET).sign(repeated.id(), repeated.timestamp(), repeated.body()));
        }
    }

    /// Two instances of the service behind one address may be of two versions.
    @Test
    void leavesAGateOpenIfTheScorerStatesAnotherVersionInBetween() {
        try (FakeScorer scorer = new FakeScorer()) {
            putScorer("mixed", over(scorer, ", \"secret\": \"" + SECRET + "\""))
                    .expectStatus()
                    .isCreated();
            put(eval.engineer(), "mixed", suiteOf("mixed@1", "").replace("tiny@1", "faq@1"))
                    .expectStatus()
                    .isCreated();
            eval.model("mixes", 100);
            scorer.next.add("2.0");

            JsonNode gate = eval.run(request("mixed", "mixes", 1));

            assertThat(scorer.calls).hasSizeGreaterThan(3);
            assertThat(EvalUnderTest.check(gate, "ours.version").path("outcome").asString())
                    .isEqualTo("INCONCLUSIVE");
            assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        }
    }

    @Test
    void keepsTheVersionOfAnEqualDefinitionAndRefusesInternalAddresses() {
        String source = "{\"source\": \"def score(item):\\n    return len(item['hypothesis']) > 3\"}";
        if (SandboxIT.isAvailable()) {
            putScorer("long", source).expectStatus().isCreated();
            assertThat(body(putScorer("long", source)).path("version").asInt()).isEqualTo(1);
            put(eval.engineer(), "long", suiteOf("long@1", "")).expectStatus().isCreated();
            eval.model("talks", 100);
            JsonNode gate = eval.run(request("long", "talks", 1));
            assertThat(EvalUnderTest.check(gate, "ours.floor").path("value").asDouble())
                    .isEqualTo(1);
            assertThat(body(eval.engineer().get().uri("/api/v1/scorers").exchange())
                            .path("items")
                            .toString())
                    .contains("\"type\":\"PYTHON\"")
                    .doesNotContain("def score");
            other().get().uri("/api/v1/scorers/long").exchange().expectStatus().isNotFound();
            put(other(), "long-other", suiteOf("long@1", "")).expectStatus().isBadRequest();
        } else {
            putScorer("long", source).expectStatus().isEqualTo(503);
        }
        putScorer("inside", "{\"http\": {\"url\": \"https://169.254.169.254/\"}, \"secret\": \"" + SECRET + "\"}")
                .expectStatus()
                .isBadRequest();
        putScorer("both", source.replace("}", ", \"module\": \"" + LENGTH + "\"}"))
                .expectStatus()
                .isBadRequest();
    }

    /// `LENGTH` with a custom section, whose content means nothing.
    private static String padded(int size) {
        byte[] module = Base64.getDecoder().decode(LENGTH);
        int content = size - module.length - 4;
        ByteBuffer padded = ByteBuffer.allocate(size).put(module).put(new byte[] {
            0, (byte) ((content & 0x7f) | 0x80), (byte) (((content >> 7) & 0x7f) | 0x80), (byte) (content >> 14)
        });
        return Base64.getEncoder().encodeToString(padded.array());
    }
}
