package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.Caller.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tries each way round the gate and the approvers, on the running stack, and is refused.
class RoundTheGateE2ET {

    private static final String TEAM = "retail-banking";

    private static RunningStack stack;
    private static Caller engineer;
    private static Caller pipeline;
    private static Caller officer;
    private static Caller application;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
        engineer = Caller.of(stack, TEAM, "ml-engineer");
        pipeline = Caller.of(stack, TEAM, "ci-pipeline");
        officer = Caller.person(stack, TEAM, "compliance-officer");
        application = Caller.of(stack, TEAM, "application");
        await("every service knows the keys")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Stream.of(engineer, pipeline, officer, application)
                        .allMatch(caller -> Stream.of("registry", "gateway", "eval", "governance")
                                .noneMatch(service ->
                                        caller.get(service, "/api/v1/nothing").status() == 401)));
    }

    @Test
    void aPassThatSomebodyPostsIsNone() {
        model("posted", "MINIMAL", List.of());
        for (Caller caller : List.of(engineer, pipeline, Caller.admin(stack))) {
            Answer posted = caller.post("registry", versions("posted") + "/evaluations", result());
            assertThat(posted.expect(201).body().path("counts").asBoolean()).isFalse();
        }
        promote("posted").refused(409, "gate-required");
    }

    @Test
    void aSuiteThatCannotFailIsNone() {
        for (List<Map<String, ?>> metrics : List.of(
                List.<Map<String, ?>>of(),
                List.<Map<String, ?>>of(Map.of("name", "rougeL", "floor", 0)),
                List.<Map<String, ?>>of(Map.of("name", "rougeL", "floor", 0.9, "blocking", false)))) {
            engineer.put("eval", "/api/v1/suites/toothless", suite(metrics)).refused(400, "suite-invalid");
        }
    }

    @Test
    void aVersionIsNoBaselineOfItself() {
        model("itself", "MINIMAL", List.of());
        engineer.put("eval", "/api/v1/suites/itself", suite(List.of(Map.of("name", "rougeL", "floor", 0.5))))
                .expect(201);
        Map<String, ?> itself = Map.of("model", "itself", "version", 1);
        pipeline.post("eval", "/api/v1/gates", Map.of("suite", "itself", "candidate", itself, "baseline", itself))
                .expect(400);
    }

    @Test
    void aSuiteThatIsTightenedAgainWasNotPassed() {
        model("lenient", "MINIMAL", List.of("lenient"));
        suiteWithFloor("lenient", 0.99);
        assertThat(gate("lenient", "lenient")).isNotEqualTo("PASS");
        suiteWithFloor("lenient", 0.01);
        assertThat(gate("lenient", "lenient")).isEqualTo("PASS");
        suiteWithFloor("lenient", 0.99);
        promote("lenient").refused(409, "gate-required");
    }

    @Test
    void rulesThatAreLoosenedStillAskForTheirApprovers() {
        model("loosened", "HIGH", List.of("loosened", "safety"));
        suiteWithFloor("loosened", 0.5);
        assertThat(gate("loosened", "loosened")).isEqualTo("PASS");
        engineer.put("registry", "/api/v1/models/loosened", Map.of("riskTier", "MINIMAL"))
                .expect(200);
        Answer refused = promote("loosened").refused(409, "approval-required");
        Answer approval = officer.get(
                        "governance",
                        "/api/v1/approvals/"
                                + refused.body().path("approval").path("id").asString())
                .expect(200);
        assertThat(approval.body().path("approvers").asInt()).isEqualTo(2);
        assertThat(approval.body().path("reason").asString()).contains("HIGH → MINIMAL", "safety");
    }

    @Test
    void aProductionRouteTakesOnlyWhatIsGatedAndApproved() {
        model("routed", "LIMITED", List.of("routed"));
        suiteWithFloor("routed", 0.5);
        Map<String, ?> version = Map.of("model", "routed", "version", 1);
        route(Map.of("provider", "simulator", "model", "sim-support"), List.of())
                .refused(409, "gate-required");
        route(version, List.of()).refused(409, "gate-required");
        route(Map.of("model", "support-assistant", "alias", "production"), List.of(version))
                .refused(409, "gate-required");
        assertThat(gate("routed", "routed")).isEqualTo("PASS");
        route(version, List.of()).refused(409, "gate-required");

        String approval = promote("routed")
                .refused(409, "approval-required")
                .body()
                .path("approval")
                .path("id")
                .asString();
        engineer.post("governance", "/api/v1/approvals/" + approval + "/decision", decision())
                .expect(403);
        officer.post("governance", "/api/v1/approvals/" + approval + "/decision", decision())
                .expect(200);
        await("the gateway has heard of the approval")
                .atMost(Duration.ofSeconds(30))
                .until(() -> route(version, List.of()).status() == 201);
    }

    @Test
    void anApprovalThatACallerOpenedPromotesNothing() {
        model("by-hand", "LIMITED", List.of("by-hand"));
        suiteWithFloor("by-hand", 0.5);
        assertThat(gate("by-hand", "by-hand")).isEqualTo("PASS");
        Map<String, ?> subject = Map.of(
                "action", "registry.model.promote",
                "resourceType", "model-version",
                "resourceId", "by-hand@1",
                "reason", "It answers better.");
        String byHand = engineer.post("governance", "/api/v1/approvals", subject)
                .expect(201)
                .body()
                .path("id")
                .asString();
        officer.post("governance", "/api/v1/approvals/" + byHand + "/decision", decision())
                .expect(200);
        Answer refused = promote("by-hand").refused(409, "approval-required");
        assertThat(refused.body().path("approval").path("id").asString()).isNotEqualTo(byHand);
    }

    @Test
    void aRolloutOfAnUngatedCandidateIsNone() {
        model("rolled", "MINIMAL", List.of("rolled"));
        suiteWithFloor("rolled", 0.5);
        assertThat(gate("rolled", "rolled")).isEqualTo("PASS");
        promote("rolled").expect(200);
        await("the gateway has heard of the promotion")
                .atMost(Duration.ofSeconds(30))
                .until(() -> rolledRoute().status() / 100 == 2);
        version("rolled");
        await("the gateway has heard of the version")
                .atMost(Duration.ofSeconds(30))
                .until(() -> rollout(engineer, 2).status() != 400);
        rollout(engineer, 2).refused(409, "gate-required");
        for (Caller caller : List.of(pipeline, officer, application)) {
            rollout(caller, 2).expect(403);
        }
        assertThat(engineer.get("gateway", "/api/v1/rollouts?route=rolled")
                        .expect(200)
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void aRolloutIsJudgedByServicesAlone() {
        model("judged", "MINIMAL", List.of());
        version("judged");
        engineer.put(
                        "gateway",
                        "/api/v1/routes/judged",
                        route("DEVELOPMENT", Map.of("model", "judged", "version", 1), List.of()))
                .expect(201);
        String id = engineer.post("gateway", "/api/v1/rollouts", rollout("judged", 2))
                .expect(201)
                .body()
                .path("id")
                .asString();
        Map<String, ?> verdict = Map.of("step", 0, "verdict", "PROMOTE", "evidence", Map.of("calls", 1));
        for (Caller caller : List.of(engineer, pipeline, officer, application)) {
            caller.post("gateway", "/api/v1/rollouts/" + id + "/verdicts", verdict)
                    .refused(403, "forbidden");
        }
        for (Caller caller : List.of(pipeline, officer, application)) {
            for (String act : List.of("promote", "pause", "abort")) {
                caller.post("gateway", "/api/v1/rollouts/" + id + "/" + act, Map.of())
                        .refused(403, "forbidden");
            }
        }
        engineer.post("gateway", "/api/v1/rollouts/" + id + "/abort", Map.of()).expect(200);
    }

    @Test
    void rolesThatMayNotAreRefused() {
        model("roles", "MINIMAL", List.of());
        for (Caller caller : List.of(pipeline, officer, application)) {
            caller.post("registry", versions("roles") + "/transitions", Map.of("to", "PRODUCTION"))
                    .expect(403);
            caller.put("gateway", "/api/v1/routes/round-the-gate", Map.of()).expect(403);
        }
    }

    /// A model of these rules with one version that the simulator serves.
    private static void model(String name, String riskTier, List<String> suites) {
        engineer.put(
                        "registry",
                        "/api/v1/models/" + name,
                        Map.of("team", TEAM, "riskTier", riskTier, "requiredSuites", suites))
                .expect(201);
        version(name);
    }

    private static void version(String model) {
        engineer.post(
                        "registry",
                        "/api/v1/models/" + model + "/versions",
                        Map.of("kind", "FOUNDATION", "provider", "simulator", "upstreamModel", "sim-support"))
                .expect(201);
    }

    private static Answer rolledRoute() {
        return engineer.put(
                "gateway",
                "/api/v1/routes/rolled",
                route("PRODUCTION", Map.of("model", "rolled", "alias", "production"), List.of()));
    }

    private static Answer rollout(Caller caller, int version) {
        return caller.post("gateway", "/api/v1/rollouts", rollout("rolled", version));
    }

    private static Map<String, ?> rollout(String route, int version) {
        return Map.of("route", route, "candidate", Map.of("version", version), "steps", List.of(Map.of("weight", 100)));
    }

    private static String versions(String model) {
        return "/api/v1/models/" + model + "/versions/1";
    }

    private static Answer promote(String model) {
        return engineer.post("registry", versions(model) + "/transitions", Map.of("to", "PRODUCTION"));
    }

    private static Map<String, ?> suite(List<? extends Map<String, ?>> metrics) {
        return Map.of(
                "team",
                TEAM,
                "dataset",
                "golden-support@1",
                "template",
                Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}"))),
                "metrics",
                metrics);
    }

    private static void suiteWithFloor(String name, double floor) {
        int status = engineer.put(
                        "eval", "/api/v1/suites/" + name, suite(List.of(Map.of("name", "rougeL", "floor", floor))))
                .status();
        assertThat(status).isIn(200, 201);
    }

    /// The verdict of a suite on version 1.
    private static String gate(String suite, String model) {
        Answer gate = pipeline.post(
                "eval",
                "/api/v1/gates?wait=60",
                Map.of("suite", suite, "candidate", Map.of("model", model, "version", 1)));
        assertThat(gate.body().path("status").asString()).as("%s", gate.body()).isEqualTo("DONE");
        return gate.body().path("verdict").asString();
    }

    private static Answer route(Map<String, ?> target, List<Map<String, ?>> fallbacks) {
        return engineer.put("gateway", "/api/v1/routes/round-the-gate", route("PRODUCTION", target, fallbacks));
    }

    private static Map<String, ?> route(String environment, Map<String, ?> target, List<Map<String, ?>> fallbacks) {
        return Map.of(
                "team",
                TEAM,
                "environment",
                environment,
                "variants",
                List.of(Map.of("name", "all", "target", target, "weight", 100)),
                "fallbacks",
                fallbacks);
    }

    private static Map<String, ?> decision() {
        return Map.of("decision", "APPROVE", "comment", "Seen.");
    }

    private static Map<String, ?> result() {
        return Map.of(
                "kind",
                "GATE",
                "runId",
                UUID.randomUUID().toString(),
                "suite",
                "support-quality",
                "verdict",
                "PASS",
                "finishedAt",
                Instant.now().minusSeconds(1).toString());
    }
}
