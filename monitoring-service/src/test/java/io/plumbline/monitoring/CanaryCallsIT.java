package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which calls say something of a canary.
class CanaryCallsIT extends RolloutAnalysisTests {

    @Test
    void omitsCallsWithoutInformationOnTheModel() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("left-out");
        events.append("team-left", "gateway.rollout.started", id, rollout.attributes());
        events.append("team-left", "gateway.call.blocked", rollout.call(id, true, "policy"));
        events.append("team-left", "gateway.call.failed", rollout.call(id, true, "caller"));
        Map<String, Object> evaluation = rollout.call(id, true, null);
        evaluation.put("purpose", "evaluation");
        events.append("team-left", "gateway.call.completed", evaluation);
        Map<String, Object> third = rollout.call(id, true, null);
        third.put("variant", "neither");
        events.append("team-left", "gateway.call.completed", third);
        events.append("team-stranger", "gateway.call.failed", rollout.call(id, true, "provider"));
        Map<String, Object> odd = rollout.call(id, true, null);
        odd.put("rollout", Map.of("id", "no-uuid", "step", 0));
        events.append("team-left", "gateway.call.completed", odd);
        Map<String, Object> absurd = rollout.attributes();
        absurd.put("state", "ASLEEP");
        events.append("team-left", "gateway.rollout.advanced", id, absurd);
        Map<String, Object> margin = rollout.attributes();
        margin.put(
                "analysis",
                Map.of("metrics", List.of(Map.of("name", "errorRate", "margin", 5)), "falseRollbackRate", 2));
        events.append("team-left", "gateway.rollout.started", UUID.randomUUID(), margin);
        events.append("team-left", "gateway.rollout.started", id, Map.of());
        events.append(
                "team-stranger",
                "gateway.rollout.aborted",
                id,
                rollout.state("ABORTED").attributes());
        events.append("team-left", "gateway.call.failed", rollout.call(id, true, "gateway"));

        awaitCanaryCalls("team-left", id, 1);
        JsonNode canary = analysis("team-left", id).path("arms").path("canary");
        assertThat(canary.path("errors").asInt()).isEqualTo(1);
        assertThat(canary.path("leftOut").asInt()).isEqualTo(2);
        assertThat(analysis("team-left", id).path("state").asString()).isEqualTo("RUNNING");
    }

    @Test
    void countsACallServedByAFallbackAsAnErrorOfItsVariant() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("saved");
        events.append("team-saved", "gateway.rollout.started", id, rollout.attributes());
        Map<String, Object> byTheControlsVersion = rollout.call(id, true, null);
        byTheControlsVersion.put("modelVersion", 1);
        Map<String, Object> byAnotherModel = rollout.call(id, false, null);
        byAnotherModel.put("model", "another");
        Map<String, Object> byNoModel = rollout.call(id, false, null);
        byNoModel.remove("model");
        byNoModel.remove("modelVersion");
        Map<String, Object> byTheSameVersionElsewhere = rollout.call(id, true, null);
        byTheSameVersionElsewhere.put("fallback", true);
        Map<String, Object> blocked = rollout.call(id, true, "policy");
        blocked.put("modelVersion", 1);
        UUID saved = events.append("team-saved", "gateway.call.completed", byTheControlsVersion);
        for (Map<String, Object> call : List.of(byAnotherModel, byNoModel, byTheSameVersionElsewhere, blocked)) {
            events.append("team-saved", "gateway.call.completed", call);
        }
        events.append("team-saved", "gateway.call.completed", rollout.call(id, false, null));
        UUID own = events.append("team-saved", "gateway.call.completed", rollout.call(id, true, null));

        awaitCanaryCalls("team-saved", id, 3);
        JsonNode arms = analysis("team-saved", id).path("arms");
        assertThat(arms.path("canary").path("errors").asInt()).isEqualTo(2);
        assertThat(arms.path("canary").path("leftOut").asInt()).isOne();
        assertThat(arms.path("control").path("calls").asInt()).isEqualTo(3);
        assertThat(arms.path("control").path("errors").asInt()).isEqualTo(2);
        assertThat(rows("rollout_call", id))
                .as("calls whose feedback counts")
                .extracting(row -> row.get("call_id"))
                .contains(own)
                .doesNotContain(saved)
                .hasSize(2);
    }

    @Test
    void followsARolloutScheduledForLater() {
        UUID before = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        UUID never = UUID.randomUUID();
        TestRollout first = new TestRollout("planned");
        TestRollout planned = first.step(0, 0).state("PENDING");
        events.append("team-planned", "gateway.rollout.started", before, first.attributes());
        events.append(
                "team-planned",
                "gateway.rollout.promoted",
                before,
                first.state("PROMOTED").attributes());
        events.append("team-planned", "gateway.rollout.scheduled", id, planned.attributes());
        events.append("team-planned", "gateway.rollout.scheduled", never, planned.attributes());
        events.append(
                "team-planned",
                "gateway.rollout.aborted",
                never,
                planned.state("ABORTED").attributes());
        await("the end of the one")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                analysis("team-planned", never).path("state").asString())
                        .isEqualTo("ABORTED"));
        assertThat(analysis("team-planned", never).path("verdict").isNull()).isTrue();
        JsonNode waiting = analysis("team-planned", id);
        assertThat(waiting.path("state").asString()).isEqualTo("PENDING");
        assertThat(waiting.path("verdict").path("verdict").asString()).isEqualTo("HOLD");
        assertThat(isWatched(before)).as("is watched until another begins").isTrue();

        events.append("team-planned", "gateway.rollout.started", id, first.attributes());
        calls("team-planned", first, id, 2, 0);
        awaitCanaryCalls("team-planned", id, 2);
        assertThat(isWatched(before)).isFalse();
        assertThat(gateway.posted(id)).isEmpty();
    }

    @Test
    void countsACallThatHangsOnceAndBeforeItEnds() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("hanging");
        events.append("team-hanging", "gateway.rollout.started", id, rollout.attributes());
        Map<String, Object> late = rollout.call(id, true, "provider");
        late.put("latencyMs", 75_000);
        AuditEvent end = events.event("team-hanging", "gateway.call.failed", late);
        Map<String, Object> report = Map.of(
                "variant",
                "canary",
                "rollout",
                Map.of("id", id.toString(), "step", 0),
                "startedAt",
                end.time().toString(),
                "afterMs",
                60_000);
        events.append("team-hanging", "gateway.hangingCall.detected", end.id(), report);
        events.append("team-stranger", "gateway.hangingCall.detected", UUID.randomUUID(), report);
        events.append("team-hanging", "gateway.hangingCall.detected", UUID.randomUUID(), Map.of("variant", "canary"));
        awaitCanaryCalls("team-hanging", id, 1);
        assertThat(analysis("team-hanging", id)
                        .path("arms")
                        .path("canary")
                        .path("errors")
                        .asInt())
                .isOne();

        events.append(end);
        events.append("team-hanging", "gateway.call.completed", rollout.call(id, true, null));
        awaitCanaryCalls("team-hanging", id, 2);
        assertThat(analysis("team-hanging", id)
                        .path("arms")
                        .path("canary")
                        .path("errors")
                        .asInt())
                .isOne();
    }

    @Test
    void rollsBackACanaryWithAWorseScoreOfItsJudge() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("rated");
        Map<String, Object> attributes = rollout.attributes();
        attributes.put(
                "analysis",
                Map.of(
                        "metrics",
                        List.of(Map.of("name", "judgeScore", "margin", 0.05, "scorer", "helpful")),
                        "falseRollbackRate",
                        0.01));
        events.append("team-rated", "gateway.rollout.started", id, attributes);
        for (int i = 0; i < 30; i++) {
            for (boolean canary : List.of(false, true)) {
                UUID call = events.append("team-rated", "gateway.call.completed", rollout.call(id, canary, null));
                Map<String, Object> scores = Map.of("helpful", canary ? 0.25 : 0.75, "other", canary ? 1 : 0);
                events.scores(Instant.now(), "team-rated", call, scores);
                // another evaluation with the same judge, and another team, add nothing
                events.scores(Instant.now(), "team-rated", call, Map.of("helpful", 1));
                events.scores(Instant.now(), "team-stranger", call, Map.of("helpful", 1));
            }
        }

        awaitVerdict(id, "ROLL_BACK");
        assertThat(gateway.posted(id).getFirst().verdict().reason()).contains("judgeScore: 0.250 (of ");
        JsonNode found = analysis("team-rated", id);
        assertThat(found.path("rollout").path("judgeScorer").asString()).isEqualTo("helpful");
        JsonNode metric = found.path("metrics").path(0);
        assertThat(metric.path("control").asDouble()).isEqualTo(0.75);
        assertThat(metric.path("high").asDouble()).isLessThan(-0.05);
    }
}
