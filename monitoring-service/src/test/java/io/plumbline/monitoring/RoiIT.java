package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// The return on investment over an audit log of calls, gates, promotions and rollouts.
class RoiIT extends RolloutAnalysisTests {

    private static final String TEAM = "team-roi";
    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void statesEachFigureWithItsMethodOrWhyItIsUnknown() {
        Instant now = Instant.now();
        register("roi-cheap", "1", "priced", now.minus(Duration.ofHours(22)));
        register("roi-dear", "1", "dear", now.minus(Duration.ofHours(22)));
        register("roi-worse", "2", "priced", now.minus(Duration.ofHours(5)));
        register("roi-untried", "1", "priced", now.minus(Duration.ofHours(5)));
        promote("roi-cheap", now.minus(Duration.ofHours(12)));
        promote("roi-dear", now.minus(Duration.ofHours(2)));
        gate("roi-cheap", 1, Map.of("items", 50)); // from before events stated the judged items
        gate("roi-worse", 2, Map.of("items", 500, "judged", 150));
        gate("roi-untried", 1, Map.of("items", 10, "judged", 10));
        append("registry", "registry.pointer.moveRefused", "model-version", "roi-worse", "2", now, gateRequired());
        append("registry", "registry.pointer.moveRefused", "model-version", "roi-ungated", "1", now, gateRequired());
        UUID rollout = UUID.randomUUID();
        TestRollout canary = new TestRollout("roi-rolled-back");
        events.append(TEAM, "gateway.rollout.started", rollout, canary.attributes());
        events.append(
                TEAM,
                "gateway.rollout.rolledBack",
                rollout,
                canary.state("ROLLED_BACK").attributes());
        UUID liked = call("small", "roi-cheap", Map.of());
        UUID disliked = call("small", "roi-cheap", Map.of());
        call("small", "roi-cheap", Map.of());
        call("large", "roi-dear", Map.of());
        call("large", "roi-dear", Map.of("purpose", "evaluation", "costUsd", 0.25));
        call(
                "small",
                "roi-cheap",
                Map.of(
                        "inputTokens",
                        0,
                        "outputTokens",
                        0,
                        "costUsd",
                        0,
                        "routing",
                        Map.of("cache", "hit", "savedUsd", 0.5)));
        feedback(liked, "UP");
        feedback(disliked, "DOWN");

        String query = "/api/v1/roi?incidentCostUsd=1000&platformCostUsd=100&minutesPerReview=6&minutesPerCheck=1.2";
        await("the projections").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode report = get(TEAM, query);
            assertThat(input(report, "SAVED_BY_CACHE", "Production calls")).isEqualTo(5);
            assertThat(input(report, "HOURS_SAVED_BY_JUDGES", "Finished gates")).isEqualTo(3);
            assertThat(value(report, "INCIDENTS_PREVENTED")).isEqualTo(2);
            assertThat(input(report, "COST_PER_RESOLVED_TASK", "Rated calls")).isEqualTo(2);
        });
        JsonNode report = get(TEAM, query);
        // 0.004 USD for five answers, half of which are resolved.
        assertThat(value(report, "COST_PER_RESOLVED_TASK")).isCloseTo(0.0016, CLOSE);
        JsonNode perTask = figure(report, "COST_PER_RESOLVED_TASK");
        assertThat(perTask.path("low").asDouble()).isLessThan(0.0016).isGreaterThan(0.0008);
        assertThat(perTask.path("high").asDouble()).isGreaterThan(0.0016);
        // 150 and 10 judged items at six minutes; 50, and 50 up to the limit of 200, at 1.2 minutes; 60 USD an hour.
        assertThat(value(report, "HOURS_SAVED_BY_JUDGES")).isCloseTo(16, CLOSE);
        assertThat(value(report, "HOURS_SAVED_BY_METRICS")).isCloseTo(2, CLOSE);
        assertThat(input(report, "HOURS_SAVED_BY_METRICS", "Items that only metrics scored"))
                .isEqualTo(400);
        assertThat(figure(report, "HOURS_SAVED_BY_METRICS").path("notes").toString())
                .contains("1 older gates");
        assertThat(value(report, "HOURS_SAVED_BY_EVALUATION")).isCloseTo(18, CLOSE);
        assertThat(value(report, "SAVED_BY_EVALUATION")).isCloseTo(18 * 60 - 0.25, CLOSE);
        assertThat(value(report, "SAVED_BY_CACHE")).isCloseTo(0.5, CLOSE);
        // 30 tokens a call, at a cent, or three on the large variant.
        assertThat(value(report, "SAVED_BY_ROUTING")).isCloseTo(3 * 30 * 0.02, CLOSE);
        assertThat(report.path("routes").path(0).path("reference").asString()).isEqualTo("large");
        assertThat(figure(report, "INCIDENTS_PREVENTED").path("high").asDouble())
                .isEqualTo(3);
        assertThat(value(report, "SAVED_BY_PREVENTION")).isCloseTo(2_000, CLOSE);
        assertThat(value(report, "TIME_TO_PRODUCTION")).isCloseTo(15, within(0.01));
        double net = 18 * 60 - 0.25 + 0.5 + 1.8 + 2_000;
        assertThat(value(report, "NET_SAVINGS")).isCloseTo(net, CLOSE);
        assertThat(value(report, "RETURN")).isCloseTo((net - 100) / 100, CLOSE);
        report.path("figures")
                .forEach(figure -> assertThat(figure.path("method").asString()).endsWith("."));

        JsonNode others = get("team-roi-stranger", "/api/v1/roi?team=" + TEAM);
        assertThat(others.path("routes")).isEmpty();
        others.path("figures").forEach(figure -> {
            assertThat(figure.path("value").isNull()).isTrue();
            assertThat(figure.path("unknown").asString()).isNotEmpty();
        });
        String csv = service.client(service.governance().userToken(TEAM, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/roi")
                .accept(MediaType.valueOf("text/csv"))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(csv.lines()).hasSize(13);
        assertThat(csv).contains("Set platformCostUsd.").contains("SAVED_BY_CACHE,USD,0.5,");

        service.client(service.governance().userToken(TEAM, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/return-on-investment/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(TEAM, query).path("figures")).isEqualTo(report.path("figures")));
    }

    private static Map<String, Object> gateRequired() {
        return Map.of("problem", "gate-required");
    }

    private static void register(String model, String version, String upstreamModel, Instant at) {
        append(
                "registry",
                "registry.version.registered",
                "model-version",
                model,
                version,
                at,
                Map.of("provider", "simulator", "upstreamModel", upstreamModel));
    }

    private static void promote(String model, Instant at) {
        append(
                "registry",
                "registry.pointer.moved",
                "model-version",
                model,
                "1",
                at,
                Map.of("pointer", "production", "toVersion", 1, "toStage", "PRODUCTION"));
    }

    private static void gate(String model, int version, Map<String, Object> counted) {
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "verdict",
                "FAIL",
                "counts",
                true,
                "candidate",
                Map.of("kind", "MODEL", "model", model, "version", version)));
        attributes.putAll(counted);
        append(
                "eval",
                "eval.gate.finished",
                "gate",
                "gate-of-" + model,
                null,
                Instant.now().minus(Duration.ofMinutes(1)),
                attributes);
    }

    private static UUID call(String variant, String model, Map<String, Object> other) {
        Map<String, Object> call = TestCalls.call("roi", variant, 5);
        call.put("model", model);
        call.putAll(other);
        return events.append(TEAM, "gateway.call.completed", call);
    }

    private static void feedback(UUID call, String thumbs) {
        service.client(service.governance().userToken(TEAM, Role.APPLICATION))
                .post()
                .uri("/api/v1/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"callId\": \"" + call + "\", \"thumbs\": \"" + thumbs + "\"}")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private static void append(
            String by,
            String action,
            String type,
            String id,
            @Nullable String version,
            Instant at,
            Map<String, Object> attributes) {
        events.append(
                by,
                AuditEvent.builder(new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next())
                        .service(by)
                        .team(TEAM)
                        .actor(new Actor("user", "u-9"))
                        .action(action)
                        .resource(version == null ? new Resource(type, id) : new Resource(type, id, version))
                        .outcome(Outcome.SUCCESS)
                        .attributes(attributes)
                        .build());
    }

    private static JsonNode figure(JsonNode report, String name) {
        return report.path("figures")
                .valueStream()
                .filter(figure -> figure.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(JsonNode report, String name) {
        return figure(report, name).path("value").asDouble(Double.NaN);
    }

    private static double input(JsonNode report, String name, String input) {
        return figure(report, name)
                .path("inputs")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(input))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asDouble();
    }
}
