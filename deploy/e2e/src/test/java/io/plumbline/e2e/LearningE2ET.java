package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The loop from feedback to a request for approval: a plan of preferences stores a dataset version, and a training
/// plan
/// trains a model on it, gates the result and requests its approval.
class LearningE2ET {

    private static final String TEAM = "retail-banking";
    private static final String RUNS = "/api/v1/training-plans/learner/runs?limit=1";

    @Test
    void requestsTheApprovalOfAVersionThatLearnedFromFeedback() {
        RunningStack stack = RunningStack.get();
        Caller engineer = Caller.person(stack, TEAM, "ml-engineer")
                .knownTo("monitoring", "/api/v1/calls")
                .knownTo("registry", "/api/v1/models");
        rate(engineer, call(Caller.of(stack, TEAM, "application")));
        engineer.put(
                        "monitoring",
                        "/api/v1/preferences/plans/learner",
                        Map.of("team", TEAM, "dataset", "learner-preferences", "route", "support", "minNew", 1))
                .expect(201);
        engineer.put(
                        "registry",
                        "/api/v1/models/learner",
                        Map.of("team", TEAM, "riskTier", "LIMITED", "requiredSuites", List.of("support-quality")))
                .expect(201);
        engineer.put("registry", "/api/v1/training-plans/learner", plan(stack)).expect(201);

        JsonNode run = await("the run has ended")
                .atMost(Duration.ofMinutes(3))
                .until(
                        () -> engineer.get("registry", RUNS).body().at("/items/0"),
                        newest -> newest.path("endedAt").isString());

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("REQUESTED");
        JsonNode approval = engineer.get(
                        "governance",
                        "/api/v1/approvals/" + run.at("/products/approval").asString())
                .expect(200)
                .body();
        assertThat(approval.path("state").asString()).isEqualTo("PENDING");
        assertThat(approval.path("resourceId").asString()).isEqualTo("learner@1");
        JsonNode version = engineer.get("registry", "/api/v1/models/learner/versions/1")
                .expect(200)
                .body();
        assertThat(version.path("stage").asString()).isEqualTo("NONE");
        assertThat(version.at("/adapter/method").asString()).isEqualTo("DPO");
        assertThat(engineer.get("registry", "/api/v1/lineage?of=model:learner@1&direction=BACKWARD&depth=10")
                        .expect(200)
                        .body()
                        .toString())
                .contains(
                        "feedback/" + TEAM + "/support",
                        "dataset:learner-preferences@1",
                        "fine-tuning-job:" + run.at("/products/job").asString());
    }

    private static String call(Caller application) {
        Map<String, ?> question = Map.of(
                "model",
                "support",
                "messages",
                List.of(Map.of("role", "user", "content", "May my neighbour open my deposit box?")));
        AtomicReference<String> call = new AtomicReference<>("");
        await("the gateway knows the key").atMost(Duration.ofSeconds(30)).until(() -> {
            Caller.Answer answer = application.post("gateway", "/v1/chat/completions", question);
            call.set(answer.header("x-plumbline-call-id"));
            return answer.status() == 200;
        });
        return call.get();
    }

    private static void rate(Caller engineer, String call) {
        await("the call is listed")
                .atMost(Duration.ofSeconds(60))
                .until(() -> engineer.get("monitoring", "/api/v1/calls/" + call).status() == 200);
        engineer.post(
                        "monitoring",
                        "/api/v1/feedback",
                        Map.of(
                                "callId",
                                call,
                                "score",
                                0.1,
                                "correction",
                                "No. Only you, and one person whom you have named.",
                                "trainingConsent",
                                true))
                .expect(201);
    }

    private static Map<String, ?> plan(RunningStack stack) {
        return Map.of(
                "model",
                "learner",
                "dataset",
                "learner-preferences",
                "training",
                Map.of(
                        "base",
                        "support-assistant@1",
                        "method",
                        "DPO",
                        "executor",
                        Map.of("kind", "OPENAI", "openAi", Map.of("url", stack.url("simulator") + "/v1"))),
                "secret",
                "any",
                "minNewRecords",
                1,
                "enabled",
                true);
    }
}
