package io.plumbline.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationsIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String PASS = Registry.gate("support", "PASS", "2026-11-01T12:00:00Z");

    private Client engineer(String name) {
        Client engineer = registry.engineer("evaluations");
        registry.model(engineer, name, "MINIMAL");
        registry.version(engineer, name);
        return engineer;
    }

    private static String path(String name) {
        return "/api/v1/models/" + name + "/versions/1/evaluations";
    }

    @Test
    void countsOnlyGatesFromEvalService() {
        Client engineer = engineer("eval-counts");
        Answer byService =
                registry.sibling("eval").post(path("eval-counts"), PASS).expect(201);
        assertThat(byService.body().path("kind").asString()).isEqualTo("GATE");
        assertThat(byService.body().path("counts").asBoolean()).isTrue();

        String apiKey = registry.governance().apiKey("evaluations", Role.SERVICE);
        await("the key arrives")
                .until(() -> registry.credential(apiKey).get("/api/v1/models").status() == 200);
        Client namesake = registry.user("eval-service", Map.of("evaluations", new Role[] {Role.PLATFORM_ADMIN}));
        for (Client other : new Client[] {
            engineer, namesake, registry.sibling("gateway"), registry.sibling("monitoring"), registry.credential(apiKey)
        }) {
            Answer reported = other.post(path("eval-counts"), PASS).expect(201);
            assertThat(reported.body().path("kind").asString()).isEqualTo("REPORTED");
            assertThat(reported.body().path("counts").asBoolean()).isFalse();
        }
        assertThat(engineer.get(path("eval-counts")).body().path("items")).hasSize(6);
    }

    @Test
    void storesOtherKindsWithoutCountingThem() {
        Client engineer = engineer("eval-kinds");
        for (String kind : new String[] {"RED_TEAM", "PANEL"}) {
            String result =
                    Registry.gate("support", "PASS", "2026-11-01T12:00:00Z").replace("GATE", kind);
            Answer stored =
                    registry.sibling("eval").post(path("eval-kinds"), result).expect(201);
            assertThat(stored.body().path("kind").asString()).isEqualTo(kind);
            assertThat(stored.body().path("counts").asBoolean()).isFalse();
            assertThat(engineer.post(path("eval-kinds"), result)
                            .expect(201)
                            .body()
                            .path("kind")
                            .asString())
                    .isEqualTo("REPORTED");
        }
        Answer panel = registry.sibling("eval")
                .post(path("eval-kinds"), PASS.replace("GATE", "HUMAN_PANEL"))
                .expect(201);
        assertThat(panel.body().path("kind").asString()).isEqualTo("HUMAN_PANEL");
        assertThat(panel.body().path("counts").asBoolean()).isFalse();
    }

    @Test
    void storesARunResultOnce() {
        Client engineer = engineer("eval-once");
        Client eval = registry.sibling("eval");
        String result = Registry.gate("support", "FAIL", "2026-11-01T12:00:00Z");
        Answer first = eval.post(path("eval-once"), result).expect(201);
        Answer again =
                eval.post(path("eval-once"), result.replace("FAIL", "PASS")).expect(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(engineer.get(path("eval-once")).body().path("items")).hasSize(1);
        assertThat(registry.audited("registry.evaluation.recorded", "eval-once", "SUCCESS"))
                .isOne();
    }

    @Test
    void preventsOthersFromClaimingAnEvalServiceRunId() {
        Client engineer = engineer("eval-taken");
        String failed = Registry.gate("support", "FAIL", "2026-11-01T12:00:00Z");
        engineer.post(path("eval-taken"), failed.replace("FAIL", "PASS")).expect(201);
        Answer real = registry.sibling("eval").post(path("eval-taken"), failed).expect(201);
        assertThat(real.body().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(real.body().path("counts").asBoolean()).isTrue();
    }

    @Test
    void storesChecksAsMeasured() {
        Client engineer = engineer("eval-checks");
        String body = """
                {"kind": "GATE", "runId": "%s", "suite": "support", "verdict": "PASS", "commit": "abc123",
                 "finishedAt": "2026-11-01T12:00:00.123456Z",
                 "checks": [{"name": "rougeL", "value": 0.81, "ciLow": 0.78, "ciHigh": 0.84, "threshold": 0.7,
                             "outcome": "PASS", "reason": null}]}
                """.formatted(UUID.randomUUID());
        registry.sibling("eval").post(path("eval-checks"), body).expect(201);
        Answer list = engineer.get(path("eval-checks")).expect(200);
        var stored = list.body().path("items").get(0);
        assertThat(stored.path("checks")).isEqualTo(Registry.JSON.readTree(body).path("checks"));
        assertThat(stored.path("finishedAt").asString()).isEqualTo("2026-11-01T12:00:00.123456Z");
        assertThat(stored.path("recordedBy").path("id").asString()).isEqualTo("eval-service");
    }

    @Test
    void listsNewestFirstPageByPage() {
        Client engineer = engineer("eval-pages");
        for (int i = 0; i < 3; i++) {
            registry.gate("eval-pages", 1, "s" + i, "PASS", "2026-11-01T12:00:00Z");
        }
        Answer first = engineer.get(path("eval-pages") + "?limit=2").expect(200);
        assertThat(first.body().path("items").get(0).path("suite").asString()).isEqualTo("s2");
        Answer second = engineer.get(path("eval-pages") + "?limit=2&cursor="
                        + first.body().path("nextCursor").asString())
                .expect(200);
        assertThat(second.body().path("items").get(0).path("suite").asString()).isEqualTo("s0");
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T12:00:00Z, 9999-01-01T00:00:00Z, /finishedAt",
        "2026-11-01T12:00:00Z, +1000000-01-01T00:00:00Z, /finishedAt",
        "2026-11-01T12:00:00Z, 1999-01-01T00:00:00Z, /finishedAt",
        "2026-11-01T12:00:00Z, yesterday, /finishedAt",
        "PASS, MAYBE, /verdict",
        "GATE, gate, /kind",
        "support, a b, /suite",
        "[], [{}], /checks/0/name"
    })
    void refusesWhatIsNoResult(String part, String otherwise, String pointer) {
        String name = "eval-bad-" + UUID.randomUUID();
        engineer(name);
        assertThat(registry.sibling("eval")
                        .post(path(name), PASS.replace(part, otherwise))
                        .expect(400, "invalid-request")
                        .pointers())
                .contains(pointer);
    }

    @Test
    void returnsNotFoundForUnknownVersions() {
        Client engineer = engineer("eval-missing");
        engineer.get("/api/v1/models/eval-missing/versions/2/evaluations").expect(404, "not-found");
        registry.sibling("eval")
                .post("/api/v1/models/eval-missing/versions/2/evaluations", PASS)
                .expect(404, "not-found");
        registry.sibling("eval")
                .post("/api/v1/prompts/eval-missing/versions/1/evaluations", PASS)
                .expect(404, "not-found");
    }
}
