package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Costs of calls of an audit log.
class CostsIT extends MonitoringTests {

    private static void call(String route, Instant at, double usd) {
        Map<String, Object> attributes = TestCalls.call(route, "v1", 100);
        attributes.put("costUsd", usd);
        events.append(at, "team-cost", "gateway.call.completed", attributes);
    }

    @Test
    void explainsAChangeAndForecastsTheMonth() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int day = 0; day < 10; day++) {
            for (int call = 0; call < (day < 5 ? 4 : 2); call++) {
                call("explained", hour.minus(1 + day * 24L, ChronoUnit.HOURS).plusSeconds(call), 0.5);
            }
        }
        await("the projection")
                .untilAsserted(() -> assertThat(cost("explained", hour)
                                .path("sum")
                                .path("calls")
                                .asLong())
                        .isEqualTo(20));
        JsonNode cost = cost("explained", hour);
        assertThat(cost.path("before").path("costUsd").asDouble()).isCloseTo(5, within(1e-6));
        assertThat(cost.path("change").path("volume").asDouble()).isCloseTo(5, within(1e-6));
        assertThat(cost.path("change").path("price").asDouble()).isCloseTo(0, within(1e-6));
        assertThat(cost.path("models").path(0).path("model").asString()).isEqualTo("support@1");
        JsonNode forecast =
                get("team-cost", "/api/v1/costs/forecasts").path("teams").path(0);
        assertThat(forecast.path("team").asString()).isEqualTo("team-cost");
        assertThat(forecast.path("forecast").path("p50").asDouble())
                .isGreaterThanOrEqualTo(
                        forecast.path("forecast").path("spentUsd").asDouble());
        assertThat(get("team-else", "/api/v1/costs/forecasts").path("teams").size())
                .isZero();
        assertThat(get("team-else", "/api/v1/costs?route=explained")
                        .path("sum")
                        .path("calls")
                        .asLong())
                .isZero();
    }

    private static JsonNode cost(String route, Instant to) {
        return get("team-cost", "/api/v1/costs?route=" + route + "&to=" + to + "&from=" + to.minus(5, ChronoUnit.DAYS));
    }

    @Test
    void raisesAnAlertOfExpensiveHours() {
        Instant end = Instant.now().minus(3, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.HOURS);
        for (int ago = 1; ago <= 40; ago++) {
            call("expensive", end.minus(ago, ChronoUnit.HOURS), ago <= 2 ? 50 : 1);
        }
        await("the projection")
                .untilAsserted(() -> assertThat(
                                cost("expensive", end).path("sum").path("calls").asLong())
                        .isEqualTo(40));
        // As if the hours had just ended.
        JdbcClient.create(service.database().superuser())
                .sql("update monitoring.cost_evaluation set evaluated_until = '-infinity'")
                .update();
        await("the alert").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode alerts =
                    get("team-cost", "/api/v1/alerts?source=COST&state=FIRING").path("items");
            assertThat(alerts.size()).isOne();
            assertThat(alerts.path(0).path("name").asString()).isEqualTo("team-cost/expensive");
            assertThat(alerts.path(0).path("evidence").path("usd").asDouble()).isGreaterThan(100);
        });
    }

    @Test
    void findsTheRetryStormOfACaller() {
        Instant from = Instant.ofEpochSecond(Instant.now().minusSeconds(60).getEpochSecond() / 300 * 300 - 300);
        for (int call = 0; call < 70; call++) {
            Map<String, Object> attributes = TestCalls.call("stormy", "v1", 100);
            attributes.put("costUsd", 0.5);
            attributes.put("inputTokens", call < 60 ? 77 : call);
            attributes.put("attempts", call < 40 ? 3 : 1);
            events.append(from.plusSeconds(call), "team-cost", "gateway.call.completed", attributes);
        }
        for (int call = 0; call < 60; call++) {
            Map<String, Object> alike = TestCalls.call("alike", "v1", 100);
            alike.put("requestFingerprint", "%016x".formatted(call));
            events.append(from.plusSeconds(call), "team-cost", "gateway.call.completed", alike);
            Map<String, Object> repeated = TestCalls.call("repeated", "v1", 100);
            repeated.put("requestFingerprint", "00000000000000ff");
            events.append(from.plusSeconds(call), "team-cost", "gateway.call.completed", repeated);
        }
        await("the projection")
                .untilAsserted(() -> assertThat(calls("stormy") + calls("alike") + calls("repeated"))
                        .isEqualTo(190));
        // As if the five minutes had just ended.
        JdbcClient.create(service.database().superuser())
                .sql("update monitoring.retry_evaluation set evaluated_until = ?")
                .param(Timestamp.from(from))
                .update();
        JsonNode storms = await("the storms")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("team-cost", "/api/v1/costs?route=stormy").path("storms"), found -> found.size() == 2);
        assertThat(storms.path(0).path("kind").asString()).isEqualTo("PROVIDER");
        assertThat(storms.path(0).path("repeats").asInt()).isEqualTo(80);
        assertThat(storms.path(1).path("caller").asString()).isEqualTo("k");
        assertThat(storms.path(1).path("repeats").asInt()).isEqualTo(59);
        assertThat(storms.path(1).path("costUsd").asDouble()).isCloseTo(29.5, within(1e-6));
        assertThat(get("team-cost", "/api/v1/costs?route=stormy")
                        .at("/sum/repeats")
                        .asInt())
                .isEqualTo(59);
        assertThat(storms.path(1).path("equalRequests").asBoolean()).isFalse();
        assertThat(get("team-cost", "/api/v1/costs?route=alike").path("storms"))
                .as("equal numbers of tokens, of different requests")
                .isEmpty();
        JsonNode repeated = get("team-cost", "/api/v1/costs?route=repeated").path("storms");
        assertThat(repeated.size()).isEqualTo(1);
        assertThat(repeated.path(0).path("repeats").asInt()).isEqualTo(59);
        assertThat(repeated.path(0).path("equalRequests").asBoolean()).isTrue();
        JsonNode alerts = get("team-cost", "/api/v1/alerts?source=RETRY").path("items");
        assertThat(alerts.size()).isEqualTo(3);
        assertThat(alerts.toString()).contains("60 calls with equal requests", "60 calls of the same size");
        assertThat(get("team-else", "/api/v1/costs?route=stormy").path("storms"))
                .isEmpty();
    }

    private static int calls(String route) {
        return get("team-cost", "/api/v1/calls?limit=500&route=" + route)
                .path("items")
                .size();
    }
}
