package io.plumbline.eval.scorer;

import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.kit.security.Role;
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
