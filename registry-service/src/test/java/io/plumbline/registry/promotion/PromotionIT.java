package io.plumbline.registry.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How pointers move.
class PromotionIT extends PromotionTests {

    @ParameterizedTest
    @ValueSource(strings = {"transition", "alias"})
    void promotesThroughEitherEndpoint(String way) {
        String model = "one-truth-" + way;
        Client engineer = model(model, "MINIMAL", 1);
        registry.gate(model, 1, "any", "PASS", EARLY);
        Answer promoted = way.equals("alias")
                ? alias(engineer, model, "production", 1)
                : transition(engineer, model, 1, "PRODUCTION");
        promoted.expect(200);
        assertThat(promoted.body().path("stage").asString()).isEqualTo("PRODUCTION");
        assertThat(promoted.body().path("aliases").path("production").asInt()).isOne();
        assertThat(stage(engineer, model, 1)).isEqualTo("PRODUCTION");
        assertThat(aliases(engineer, model).path("production").asInt()).isOne();
        assertThat(history(engineer, model)).singleElement().satisfies(move -> {
            assertThat(move.path("pointer").asString()).isEqualTo("production");
            assertThat(move.path("fromVersion").isNull()).isTrue();
            assertThat(move.path("toVersion").asInt()).isOne();
            assertThat(move.path("fromStage").asString()).isEqualTo("NONE");
            assertThat(move.path("toStage").asString()).isEqualTo("PRODUCTION");
        });
    }

    @Test
    void returnsToAFormerVersionWithoutApprovalUnlessItsGateFailedLater() {
        Client engineer = model("back", "LIMITED", 2);
        for (int version = 1; version <= 2; version++) {
            registry.gate("back", version, "any", "PASS", EARLY);
            transition(engineer, "back", version, "PRODUCTION").expect(409, "approval-required");
            registry.governance().decide("back@" + version, Approval.State.APPROVED);
            transition(engineer, "back", version, "PRODUCTION").expect(200);
        }
        assertThat(stage(engineer, "back", 1)).isEqualTo("STAGING");
        registry.governance().decide("back@1", Approval.State.REJECTED);
        registry.gate("back", 1, "any", "FAIL", LATE);
        transition(engineer, "back", 1, "PRODUCTION").expect(409, "gate-required");
        registry.gate("back", 1, "any", "PASS", "2026-11-03T12:00:00Z");

        registry.sibling("gateway")
                .post(
                        "/api/v1/models/back/versions/1/transitions",
                        "{\"to\": \"PRODUCTION\", \"reason\": \"error rate above its margin\"}")
                .expect(200);
        assertThat(stage(engineer, "back", 1)).isEqualTo("PRODUCTION");
        assertThat(stage(engineer, "back", 2)).isEqualTo("STAGING");
        JsonNode move = history(engineer, "back").getFirst();
        assertThat(move.path("fromVersion").asInt()).isEqualTo(2);
        assertThat(move.path("toVersion").asInt()).isEqualTo(1);
        assertThat(move.path("approvalId").isNull()).isTrue();
        assertThat(move.path("reason").asString()).isEqualTo("error rate above its margin");
        assertThat(move.path("movedBy").path("id").asString()).isEqualTo("gateway-service");
    }

    @Test
    void doesNotArchiveAVersionInProduction() {
        Client engineer = model("archive", "MINIMAL", 2);
        registry.gate("archive", 1, "any", "PASS", EARLY);
        transition(engineer, "archive", 1, "PRODUCTION").expect(200);
        transition(engineer, "archive", 1, "ARCHIVED").expect(409, "version-in-production");
        transition(engineer, "archive", 2, "ARCHIVED").expect(200);
        assertThat(stage(engineer, "archive", 2)).isEqualTo("ARCHIVED");

        transition(engineer, "archive", 1, "STAGING").expect(200);
        assertThat(aliases(engineer, "archive")).isEmpty();
        JsonNode move = history(engineer, "archive").getFirst();
        assertThat(move.path("pointer").asString()).isEqualTo("production");
        assertThat(move.path("fromVersion").asInt()).isOne();
        assertThat(move.path("toVersion").isNull()).isTrue();
        transition(engineer, "archive", 1, "ARCHIVED").expect(200);
    }

    @Test
    void isANoOpIfTheAliasAlreadyPointsThere() {
        Client engineer = model("idle", "MINIMAL", 1);
        registry.gate("idle", 1, "any", "PASS", EARLY);
        for (int i = 0; i < 2; i++) {
            transition(engineer, "idle", 1, "STAGING").expect(200);
            alias(engineer, "idle", "canary", 1).expect(200);
        }
        assertThat(history(engineer, "idle")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            transition(engineer, "idle", 1, "PRODUCTION").expect(200);
        }
        assertThat(history(engineer, "idle")).hasSize(3);
    }

    @Test
    void movesOtherAliasesFreely() {
        Client engineer = model("free", "HIGH", 2);
        alias(engineer, "free", "canary", 1).expect(200);
        alias(engineer, "free", "canary", 2).expect(200);
        alias(engineer, "free", "eu-only", 1).expect(200);
        assertThat(aliases(engineer, "free")).isEqualTo(Registry.JSON.readTree("{\"canary\": 2, \"eu-only\": 1}"));
        engineer.delete("/api/v1/models/free/aliases/canary").expect(204);
        engineer.delete("/api/v1/models/free/aliases/canary").expect(404, "not-found");
        assertThat(aliases(engineer, "free")).isEqualTo(Registry.JSON.readTree("{\"eu-only\": 1}"));
        assertThat(history(engineer, "free"))
                .extracting(move ->
                        move.path("pointer").asString() + " " + move.path("fromVersion") + "→" + move.path("toVersion"))
                .containsExactly("canary 2→null", "eu-only null→1", "canary 1→2", "canary null→1");

        alias(engineer, "free", "canary", 3).expect(404, "not-found");
        alias(engineer, "free", "7", 1).expect(400, "invalid-request");
        alias(engineer, "free", "stage", 1).expect(400, "invalid-request");
        engineer.delete("/api/v1/models/free/aliases/production").expect(409, "version-in-production");
    }

    @Test
    void boundsTheNumberOfAliases() {
        Client engineer = model("many-aliases", "MINIMAL", 1);
        for (int i = 0; i < 50; i++) {
            alias(engineer, "many-aliases", "a" + i, 1).expect(200);
        }
        alias(engineer, "many-aliases", "a50", 1).expect(409, "conflict");
        alias(engineer, "many-aliases", "a49", 1).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"to\": \"NONE\"}",
                "{\"to\": \"LIVE\"}",
                "{\"to\": 2}",
                "{\"to\": \"STAGING\", \"by\": 1}"
            })
    void refusesTransitionsToNowhere(String body) {
        Client engineer = registry.engineer("promotion");
        engineer.put("/api/v1/models/nowhere", "{}");
        engineer.post("/api/v1/models/nowhere/versions/1/transitions", body).expect(400, "invalid-request");
    }

    @Test
    void endsConsistentlyUnderConcurrentPromotions() throws Exception {
        int versions = 6;
        Client engineer = model("race", "MINIMAL", versions);
        for (int version = 1; version <= versions; version++) {
            registry.gate("race", version, "any", "PASS", EARLY);
        }
        CyclicBarrier start = new CyclicBarrier(versions * 2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < versions * 2; i++) {
                int version = i % versions + 1;
                boolean byAlias = i % 2 == 0;
                answers.add(threads.submit(() -> {
                    start.await();
                    return byAlias
                            ? alias(engineer, "race", "production", version)
                            : transition(engineer, "race", version, "PRODUCTION");
                }));
            }
            for (Future<Answer> answer : answers) {
                answer.get().expect(200);
            }
        }
        int inProduction = aliases(engineer, "race").path("production").asInt();
        for (int version = 1; version <= versions; version++) {
            assertThat(stage(engineer, "race", version)).isEqualTo(version == inProduction ? "PRODUCTION" : "STAGING");
        }
        List<JsonNode> moves = history(engineer, "race");
        assertThat(moves.getFirst().path("toVersion").asInt()).isEqualTo(inProduction);
        for (int i = 0; i + 1 < moves.size(); i++) {
            assertThat(moves.get(i).path("fromVersion"))
                    .isEqualTo(moves.get(i + 1).path("toVersion"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesConcurrentPromotionsAlikeWithAndWithoutIdempotencyKeys(boolean keyed) throws Exception {
        String name = "crowd-" + keyed;
        model(name, "MINIMAL", 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 40)
                    .mapToObj(i -> {
                        Client engineer = registry.engineer("promotion");
                        return keyed ? engineer.with("Idempotency-Key", name + i) : engineer;
                    })
                    .map(client -> threads.submit(() -> transition(client, name, 1, "PRODUCTION")))
                    .toList();
            for (Future<Answer> answer : answers) {
                answer.get().expect(409, "gate-required");
            }
        }
    }

    @Test
    void auditsARefusalUnderAnIdempotencyKey() {
        model("keyed", "LIMITED", 1);
        registry.gate("keyed", 1, "any", "PASS", EARLY);
        Client engineer = registry.user("keyed-user", Map.of("promotion", new Role[] {Role.ML_ENGINEER}))
                .with("Idempotency-Key", "promote-keyed");
        transition(engineer, "keyed", 1, "PRODUCTION").expect(409, "approval-required");
        assertThat(registry.audited("registry.pointer.moveRefused", "keyed", "DENIED"))
                .isOne();
        registry.governance().decide("keyed@1", Approval.State.APPROVED);
        transition(engineer, "keyed", 1, "PRODUCTION").expect(200);
        transition(engineer, "keyed", 1, "PRODUCTION").expect(200);
        assertThat(registry.audited("registry.pointer.moved", "keyed", "SUCCESS"))
                .isOne();
    }
}
