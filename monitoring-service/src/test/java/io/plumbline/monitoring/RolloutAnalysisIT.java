package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RolloutAnalysisIT extends RolloutAnalysisTests {

    @Test
    void rollsBackAWorseCanaryWithReasonsAndOpensOneIncident() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("worse");
        service.governance().takeIncidents(false);
        events.append("team-worse", "gateway.rollout.started", id, rollout.attributes());
        calls("team-worse", rollout, id, 20, 0);
        calls("team-worse", rollout, id, 40, 2);

        awaitVerdict(id, "ROLL_BACK");
        FakeGateway.Told told = gateway.posted(id).getFirst();
        assertThat(told.verdict().step()).isZero();
        assertThat(told.verdict().reason()).contains("errorRate", "worse than its margin of 0.020");
        JsonNode evidence = told.verdict().evidence();
        assertThat(evidence.path("canary").path("errors").asInt()).isPositive();
        JsonNode errors = evidence.path("metrics").get(0);
        assertThat(errors.path("harm").path("eValue").asDouble()).isGreaterThanOrEqualTo(200);
        assertThat(errors.path("harm").path("threshold").asDouble()).isBetween(199.9, 200.1);
        assertThat(errors.path("low").asDouble())
                .isLessThan(errors.path("difference").asDouble());
        assertThat(errors.path("breach").path("callsSinceFirstError").asInt()).isBetween(2, 40);
        assertThat(breachEvents(id)).isEqualTo(1);

        events.append(
                "team-worse",
                "gateway.rollout.rolledBack",
                id,
                rollout.state("ROLLED_BACK").attributes());
        await("the rollback's record").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode rollbacks = get("team-worse", "/api/v1/rollbacks").path("items");
            assertThat(rollbacks.size()).isEqualTo(1);
            JsonNode rollback = rollbacks.get(0);
            assertThat(rollback.path("change").path("fromVersion").asInt()).isEqualTo(2);
            assertThat(rollback.path("change").path("toVersion").asInt()).isEqualTo(1);
            assertThat(took(rollback)).isEqualTo(tookByTheLog(id));
            assertThat(rollback.path("took").path("calls").asInt()).isEqualTo(60);
            assertThat(rollback.path("evidence").path("calls").asInt()).isEqualTo(7);
            assertThat(rollback.path("incidentId").isNull()).isTrue();
        });
        service.governance().takeIncidents(true);
        await("the incident")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("team-worse", "/api/v1/rollbacks")
                                .path("items")
                                .path(0)
                                .path("incidentId")
                                .isString())
                        .isTrue());
        assertThat(service.governance().incidents()).containsKey(id.toString());
        assertThat(service.governance().incidents().get(id.toString()).kind()).isEqualTo("ROLLBACK");
        assertThat(gateway.posted(id)).hasSize(1);
        assertThat(breachEvents(id)).isEqualTo(1);

        JsonNode found = analysis("team-worse", id);
        assertThat(found.path("course").path("points").size())
                .as("the evidence over time")
                .isGreaterThan(1);
        assertThat(found.path("course").path("verdicts").path(0).path("verdict").asString())
                .isEqualTo("ROLL_BACK");
        assertThat(found.path("course").path("verdicts").path(0).path("state").asString())
                .isEqualTo("TAKEN");
    }

    private static List<Long> took(JsonNode rollback) {
        JsonNode took = rollback.path("took");
        return List.of(
                took.path("calls").asLong(),
                took.path("callsSinceFirstError").asLong(),
                took.path("millisSinceFirstCall").asLong(),
                took.path("millisSinceFirstError").asLong());
    }

    /// The same, counted from the events themselves.
    private static List<Long> tookByTheLog(UUID id) {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                    with event as (
                        select l.index, convert_from(e.canonical, 'UTF8')::jsonb as e
                        from audit.leaf l join audit.event e on e.id = l.event_id),
                    call as (
                        select index, (e ->> 'time')::timestamptz as at,
                               e #>> '{attributes,faultDomain}' in ('provider', 'gateway') as failed
                        from event
                        where e #>> '{attributes,rollout,id}' = :id and e #>> '{attributes,variant}' = 'canary'),
                    error as (select index, at from call where failed order by index limit 1),
                    ended as (
                        select (e ->> 'time')::timestamptz as at from event
                        where e ->> 'action' = 'gateway.rollout.rolledBack' and e #>> '{resource,id}' = :id)
                    select count(*), count(*) filter (where call.index >= error.index),
                           round(extract(epoch from max(ended.at) - min(call.at)) * 1000),
                           round(extract(epoch from max(ended.at) - max(error.at)) * 1000)
                    from call, error, ended
                    """)
                .param("id", id.toString())
                .query((row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    @Test
    void retriesUntilAnUnavailableGatewayAnswers() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("away");
        gateway.answer(id, 503);
        events.append("team-away", "gateway.rollout.started", id, rollout.attributes());
        calls("team-away", rollout, id, 40, 1);
        await("tries").atMost(PATIENCE).until(() -> gateway.posted(id).size() >= 2);
        assertThat(breachEvents(id)).isEqualTo(1);
        gateway.answer(id, 409);
        await("the refusal")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(analysis("team-away", id)
                                .path("course")
                                .path("verdicts")
                                .path(0)
                                .path("state")
                                .asString())
                        .isEqualTo("REFUSED"));
    }

    @Test
    void promotesASafeCanaryOnlyWithTheCallsOfItsStep() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("safe");
        events.append("team-safe", "gateway.rollout.started", id, rollout.attributes());
        calls("team-safe", rollout, id, 60, 0);
        awaitCanaryCalls("team-safe", id, 60);
        assertThat(analysis("team-safe", id).path("verdict").path("verdict").asString())
                .isEqualTo("HOLD");
        assertThat(analysis("team-safe", id).path("verdict").path("reason").asString())
                .contains("not proven to be within its margin yet");
        assertThat(gateway.posted(id)).isEmpty();

        calls("team-safe", rollout, id, 260, 0);
        awaitVerdict(id, "PROMOTE");
        assertThat(gateway.posted(id).getFirst().verdict().reason())
                .contains("score: not compared, because both arms need feedback");

        TestRollout next = rollout.step(1, 50);
        events.append("team-safe", "gateway.rollout.advanced", id, next.attributes());
        calls("team-safe", next, id, 19, 0);
        awaitCanaryCalls("team-safe", id, 339);
        assertThat(analysis("team-safe", id).path("verdict").path("reason").asString())
                .contains("19 of 20 canary calls");
        calls("team-safe", next, id, 5, 0);
        await("the second promotion")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.posted(id))
                        .extracting(told -> told.verdict().step())
                        .containsExactly(0, 1));
    }

    @Test
    void holdsWithoutData() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("silent").steps(List.of(Map.of("weight", 20, "minCalls", 0)));
        events.append("team-silent", "gateway.rollout.started", id, rollout.attributes());
        for (int i = 0; i < 80; i++) {
            events.append("team-silent", "gateway.call.completed", rollout.call(id, true, null));
        }
        awaitCanaryCalls("team-silent", id, 80);
        JsonNode analysis = analysis("team-silent", id);
        assertThat(analysis.path("verdict").path("verdict").asString()).isEqualTo("HOLD");
        assertThat(analysis.path("metrics").get(0).path("harm").path("eValue").asDouble())
                .isEqualTo(1);
        assertThat(gateway.posted(id)).isEmpty();
    }

    @Test
    void reportsAnExpiredStepOnce() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("slow").steps(List.of(Map.of("weight", 20, "maxMinutes", 0)));
        events.append("team-slow", "gateway.rollout.started", id, rollout.attributes());
        awaitVerdict(id, "HOLD");
        events.append(
                "team-slow",
                "gateway.rollout.paused",
                id,
                rollout.state("PAUSED").attributes());
        calls("team-slow", rollout, id, 40, 1);
        awaitVerdict(id, "ROLL_BACK");
        assertThat(gateway.posted(id))
                .extracting(told -> told.verdict().verdict())
                .containsExactly("HOLD", "ROLL_BACK");
    }

    @Test
    void computesTheSameAfterARebuild() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("again");
        events.append("team-again", "gateway.rollout.started", id, rollout.attributes());
        calls("team-again", rollout, id, 150, 30);
        TestRollout next = rollout.step(1, 50);
        events.append("team-again", "gateway.rollout.advanced", id, next.attributes());
        calls("team-again", next, id, 30, 3);
        awaitCanaryCalls("team-again", id, 180);
        events.append(
                "team-again",
                "gateway.rollout.rolledBack",
                id,
                next.state("ROLLED_BACK").attributes());
        await("the rollback").atMost(PATIENCE).until(() -> rows("rollback", id).size() == 1);
        List<Map<String, Object>> analysis = rows("rollout_analysis", id);
        List<Map<String, Object>> rollback = rows("rollback", id);

        service.client(service.governance().userToken("team-again", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/rollout-analysis/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild").atMost(PATIENCE).until(() -> rows("rollback", id).size() == 1);
        assertThat(rows("rollout_analysis", id)).isEqualTo(analysis);
        assertThat(rows("rollback", id)).isEqualTo(rollback);
        assertThat(breachEvents(id)).isLessThanOrEqualTo(1);
    }

    private static long breachEvents(UUID id) {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                    select count(*) from audit.event
                    where convert_from(canonical, 'UTF8') like '%monitoring.breach.detected%'
                      and convert_from(canonical, 'UTF8') like ?
                    """)
                .param("%" + id + "%")
                .query(Long.class)
                .single();
    }
}
