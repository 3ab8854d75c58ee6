package io.plumbline.registry.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PromotionIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String EARLY = "2026-11-01T12:00:00Z";
    private static final String LATE = "2026-11-02T12:00:00Z";

    /// A model with so many versions.
    private Client model(String name, String riskTier, int versions, String... requiredSuites) {
        Client engineer = registry.engineer("promotion");
        registry.model(engineer, name, riskTier, requiredSuites);
        for (int i = 0; i < versions; i++) {
            registry.version(engineer, name);
        }
        return engineer;
    }

    private static Answer transition(Client client, String model, int version, String to) {
        return client.post(
                "/api/v1/models/" + model + "/versions/" + version + "/transitions", "{\"to\": \"" + to + "\"}");
    }

    private static Answer alias(Client client, String model, String alias, int version) {
        return client.put("/api/v1/models/" + model + "/aliases/" + alias, "{\"version\": " + version + "}");
    }

    private static String stage(Client client, String model, int version) {
        return client.get("/api/v1/models/" + model + "/versions/" + version)
                .body()
                .path("stage")
                .asString();
    }

    private static Instant registeredAt(Client client, String model) {
        return Instant.parse(client.get("/api/v1/models/" + model + "/versions/1")
                .body()
                .path("createdAt")
                .asString());
    }

    private static JsonNode aliases(Client client, String model) {
        return client.get("/api/v1/models/" + model).body().path("aliases");
    }

    private static List<JsonNode> history(Client client, String model) {
        return client.get("/api/v1/models/" + model + "/history")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    @Test
    void refusesPromotionWithoutAPassingGate() {
        Client engineer = model("no-gate", "MINIMAL", 1);
        Answer refused = transition(engineer, "no-gate", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing")).isEmpty();
        assertThat(stage(engineer, "no-gate", 1)).isEqualTo("NONE");
        assertThat(history(engineer, "no-gate")).isEmpty();
        assertThat(registry.audited("registry.pointer.moveRefused", "no-gate", "DENIED"))
                .isOne();
        assertThat(registry.audited("registry.pointer.moved", "no-gate", "SUCCESS"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transition", "alias"})
    void promotesThroughEitherNameOfTheOneTruth(String way) {
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
    void asksForTheNewestGateOfEveryRequiredSuite() {
        Client engineer = model("suites", "MINIMAL", 1, "support", "safety");
        registry.gate("suites", 1, "support", "PASS", EARLY);
        registry.gate("suites", 1, "other", "PASS", EARLY);
        Answer refused = transition(engineer, "suites", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing")).isEqualTo(Registry.JSON.readTree("""
                [{"suite": "safety", "newest": null}]
                """));
        registry.gate("suites", 1, "safety", "INCONCLUSIVE", EARLY);
        assertThat(transition(engineer, "suites", 1, "PRODUCTION")
                        .expect(409, "gate-required")
                        .body()
                        .path("missing")
                        .get(0)
                        .path("newest")
                        .asString())
                .isEqualTo("INCONCLUSIVE");
        registry.gate("suites", 1, "safety", "PASS", LATE);
        transition(engineer, "suites", 1, "PRODUCTION").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "unrequired"})
    void believesNoPassThatFailedSince(String suite) {
        String model = "failed-since-" + suite;
        Client engineer = suite.equals("support") ? model(model, "MINIMAL", 1, suite) : model(model, "MINIMAL", 1);
        registry.gate(model, 1, suite, "FAIL", LATE);
        // Arrives later, but finished before.
        registry.gate(model, 1, suite, "PASS", EARLY);
        transition(engineer, model, 1, "PRODUCTION").expect(409, "gate-required");
        registry.gate(model, 1, suite, "PASS", "2026-11-03T12:00:00Z");
        transition(engineer, model, 1, "PRODUCTION").expect(200);
    }

    @Test
    void takesNoGateOfAnotherVersionOrOfSomebodyElse() {
        Client engineer = model("wrong-gates", "MINIMAL", 2);
        registry.gate("wrong-gates", 1, "any", "PASS", EARLY);
        engineer.post("/api/v1/models/wrong-gates/versions/2/evaluations", Registry.gate("any", "PASS", EARLY))
                .expect(201);
        transition(engineer, "wrong-gates", 2, "PRODUCTION").expect(409, "gate-required");
    }

    @Test
    void needsAsManyOthersToApproveAsTheRiskTierAsks() {
        for (String[] tier : new String[][] {{"LIMITED", "1"}, {"HIGH", "2"}}) {
            String model = "approve-" + tier[0].toLowerCase(java.util.Locale.ROOT);
            String requester = "requester-" + tier[0];
            model(model, tier[0], 1);
            registry.gate(model, 1, "any", "PASS", EARLY);
            Client engineer = registry.user(requester, Map.of("promotion", new Role[] {Role.ML_ENGINEER}));

            Answer refused = transition(engineer, model, 1, "PRODUCTION").expect(409, "approval-required");
            JsonNode approval = refused.body().path("approval");
            assertThat(approval.path("href").asString())
                    .isEqualTo(registry.governance().url() + "/api/v1/approvals/"
                            + approval.path("id").asString());
            assertThat(approval.path("state").asString()).isEqualTo("PENDING");
            assertThat(registry.governance().requirements())
                    .filteredOn(asked -> asked.resourceId().equals(model + "@1"))
                    .containsExactly(new ApprovalRequirement(
                            "promotion",
                            "registry.model.promote",
                            "model-version",
                            model + "@1",
                            requester,
                            Integer.parseInt(tier[1]),
                            "Risk tier " + tier[0] + "; gates: any PASS.",
                            registeredAt(engineer, model)));
            assertThat(stage(engineer, model, 1)).isEqualTo("NONE");

            registry.governance().decide(model + "@1", Approval.State.APPROVED);
            transition(engineer, model, 1, "PRODUCTION").expect(200);
            assertThat(history(engineer, model)).singleElement().satisfies(move -> {
                assertThat(move.path("approvalId")).isEqualTo(approval.path("id"));
                assertThat(move.path("movedBy").path("id").asString()).isEqualTo(requester);
            });
            assertThat(registry.audited("registry.pointer.moveRefused", model, "DENIED"))
                    .isOne();
            assertThat(registry.audited("registry.pointer.moved", model, "SUCCESS"))
                    .isOne();
        }
    }

    @Test
    void believesNoGateOfASuiteThatHasChangedSince() {
        Client engineer = model("other-suite", "MINIMAL", 1, "moving");
        registry.eval().suite("moving", 3);
        registry.gate("other-suite", 1, "moving", 2, "PASS", EARLY);
        Answer refused = transition(engineer, "other-suite", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(refused.body().path("missing").get(0).path("suite").asString())
                .isEqualTo("moving");
        registry.gate("other-suite", 1, "gone", 1, "PASS", EARLY);
        engineer.put("/api/v1/models/other-suite", "{\"riskTier\": \"MINIMAL\"}")
                .expect(200);
        transition(engineer, "other-suite", 1, "PRODUCTION").expect(409, "gate-required");
        registry.gate("other-suite", 1, "moving", 3, "PASS", LATE);
        transition(engineer, "other-suite", 1, "PRODUCTION").expect(200);
    }

    @Test
    void asksForGatesBeforeItAsksForApproval() {
        Client engineer = model("gate-first", "HIGH", 1);
        transition(engineer, "gate-first", 1, "PRODUCTION").expect(409, "gate-required");
        assertThat(registry.governance().requirements())
                .noneMatch(asked -> asked.resourceId().equals("gate-first@1"));
    }

    @Test
    void saysThatAnApprovalWasRejected() {
        Client engineer = model("rejected", "LIMITED", 1);
        registry.gate("rejected", 1, "any", "PASS", EARLY);
        transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("rejected@1", Approval.State.REJECTED);
        Answer refused = transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-rejected");
        assertThat(refused.body().path("approval").path("state").asString()).isEqualTo("REJECTED");
        registry.governance().decide("rejected@1", Approval.State.EXPIRED);
        transition(engineer, "rejected", 1, "PRODUCTION").expect(409, "approval-required");
    }

    @Test
    void takesNoApprovalByFewerThanTheTierAsksForNow() {
        Client engineer = model("raised", "LIMITED", 1);
        registry.gate("raised", 1, "any", "PASS", EARLY);
        transition(engineer, "raised", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("raised@1", Approval.State.APPROVED);
        engineer.put("/api/v1/models/raised", "{\"riskTier\": \"HIGH\"}").expect(200);
        transition(engineer, "raised", 1, "PRODUCTION").expect(409, "approval-required");
    }

    @Test
    void asksForTheEyesOfTheRulesThatWereLoosened() {
        Client engineer = model("loosened", "HIGH", 2, "safety", "tone");
        registry.gate("loosened", 1, "tone", "PASS", EARLY);
        engineer.put("/api/v1/models/loosened", "{\"riskTier\": \"MINIMAL\", \"requiredSuites\": [\"tone\"]}")
                .expect(200);
        transition(engineer, "loosened", 1, "PRODUCTION").expect(409, "approval-required");
        assertThat(registry.governance().requirements())
                .filteredOn(asked -> asked.resourceId().startsWith("loosened@"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.approvers()).isEqualTo(2);
                    assertThat(asked.reason()).contains("HIGH → MINIMAL", "no longer required: safety");
                });
        registry.governance().decide("loosened@1", Approval.State.APPROVED);
        transition(engineer, "loosened", 1, "PRODUCTION").expect(200);

        registry.gate("loosened", 2, "tone", "PASS", EARLY);
        transition(engineer, "loosened", 2, "PRODUCTION").expect(200);
    }

    @Test
    void believesNoApprovalFromBeforeTheRulesWereLoosened() {
        Client engineer = model("loosened-after", "LIMITED", 1, "safety", "tone");
        registry.gate("loosened-after", 1, "safety", "PASS", EARLY);
        registry.gate("loosened-after", 1, "tone", "PASS", EARLY);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("loosened-after@1", Approval.State.APPROVED);
        registry.gate("loosened-after", 1, "safety", "FAIL", LATE);
        engineer.put("/api/v1/models/loosened-after", "{\"requiredSuites\": [\"tone\"]}")
                .expect(200);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("loosened-after@1", Approval.State.APPROVED);
        transition(engineer, "loosened-after", 1, "PRODUCTION").expect(200);
    }

    @Test
    void believesNoApprovalWhoseGateFailedSince() {
        Client engineer = model("approved-failed", "LIMITED", 1);
        registry.gate("approved-failed", 1, "any", "PASS", EARLY);
        transition(engineer, "approved-failed", 1, "PRODUCTION").expect(409, "approval-required");
        registry.governance().decide("approved-failed@1", Approval.State.APPROVED);
        registry.gate("approved-failed", 1, "any", "FAIL", LATE);
        transition(engineer, "approved-failed", 1, "PRODUCTION").expect(409, "gate-required");
    }

    @Test
    void goesBackToWhatWasInProductionWithoutGateOrApproval() {
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
    void archivesNothingThatIsInProduction() {
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
    void doesNothingWhereThePointerIsAlready() {
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
    void endsInOneTruthWhenManyPromoteAtOnce() throws Exception {
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
    void refusesManyAtOnceAlikeWithAndWithoutIdempotencyKeys(boolean keyed) throws Exception {
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
    void auditsARefusalAlsoUnderAnIdempotencyKey() {
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
