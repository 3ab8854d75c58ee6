package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A version is watched for a while after its promotion.
class PromotedVersionIT extends RolloutAnalysisTests {

    @Test
    void rollsBackAPromotedVersionThatTurnsBad() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("promoted");
        events.append("team-promoted", "gateway.rollout.started", id, rollout.attributes());
        calls("team-promoted", rollout, id, 60, 0);
        events.append(
                "team-promoted",
                "gateway.rollout.promoted",
                id,
                rollout.state("PROMOTED").attributes());
        Map<String, Object> call = TestCalls.call("promoted", "stable", 5);
        call.put("modelVersion", 2);
        for (int i = 0; i < 20; i++) {
            events.append("team-promoted", "gateway.call.completed", call);
        }
        call.put("faultDomain", "provider");
        for (int i = 0; i < 30; i++) {
            events.append("team-promoted", "gateway.call.failed", call);
        }
        awaitVerdict(id, "ROLL_BACK");
        FakeGateway.Told told = gateway.posted(id).getLast();
        assertThat(told.verdict().reason()).contains("than the bound of");
        assertThat(told.verdict()
                        .evidence()
                        .path("metrics")
                        .get(0)
                        .path("breach")
                        .path("against")
                        .asString())
                .isEqualTo("BASELINE");
        events.append(
                "team-promoted",
                "gateway.rollout.rolledBack",
                id,
                rollout.state("ROLLED_BACK").attributes());
        await("the rollback")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("team-promoted", "/api/v1/rollbacks")
                                .path("items")
                                .path(0)
                                .path("change")
                                .path("afterPromotion")
                                .asBoolean())
                        .isTrue());
    }

    @Test
    void watchesAPromotedVersionNoLongerThanConfigured() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("watched");
        events.append("team-watched", "gateway.rollout.started", id, rollout.attributes());
        calls("team-watched", rollout, id, 5, 0);
        events.append(
                "team-watched",
                "gateway.rollout.promoted",
                id,
                rollout.state("PROMOTED").attributes());
        Map<String, Object> call = TestCalls.call("watched", "stable", 5);
        call.put("modelVersion", 2);
        Instant later = Instant.now().plus(Duration.ofMinutes(59));
        events.append(later, "team-watched", "gateway.call.completed", call);
        await("the call")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(promotedCalls(id)).isEqualTo(1));
        assertThat(analysis("team-watched", id)
                        .path("times")
                        .path("watchedUntil")
                        .isString())
                .isTrue();
        events.append(later.plus(Duration.ofMinutes(2)), "team-watched", "gateway.call.completed", call);
        await("the end")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(analysis("team-watched", id)
                                .path("times")
                                .path("endedAt")
                                .isNull())
                        .isFalse());
        assertThat(promotedCalls(id)).isEqualTo(1);
    }

    @Test
    void rollsBackAPromotedVersionServedOnlyByItsFallback() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("stood-in");
        events.append("team-stood-in", "gateway.rollout.started", id, rollout.attributes());
        calls("team-stood-in", rollout, id, 60, 0);
        events.append(
                "team-stood-in",
                "gateway.rollout.promoted",
                id,
                rollout.state("PROMOTED").attributes());
        Map<String, Object> call = TestCalls.call("stood-in", "stable", 5);
        for (int i = 0; i < 30; i++) {
            events.append("team-stood-in", "gateway.call.completed", call);
        }
        call.put("fallback", true);
        for (int i = 0; i < 30; i++) {
            events.append("team-stood-in", "gateway.call.completed", call);
        }
        awaitVerdict(id, "ROLL_BACK");
        assertThat(analysis("team-stood-in", id)
                        .path("arms")
                        .path("promoted")
                        .path("calls")
                        .asInt())
                .as("calls of another version that stood in for nothing are not counted")
                .isBetween(1, 30);
    }

    private static int promotedCalls(UUID id) {
        return analysis("team-watched", id)
                .path("arms")
                .path("promoted")
                .path("calls")
                .asInt();
    }
}
