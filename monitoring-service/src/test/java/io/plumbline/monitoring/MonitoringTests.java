package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/// Monitoring over an audit log of calls.
abstract class MonitoringTests {

    static Instant start;
    static ServiceUnderTest service;
    static TestLog events;

    @BeforeAll
    static void start() {
        start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        service = ServiceUnderTest.start(MonitoringApplication.class, "monitoring");
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static void awaitCalls(String team, String route, int calls) {
        await("the projection").untilAsserted(() -> {
            JsonNode windows = windows(team, route);
            long sum = 0;
            for (JsonNode window : windows.path("items")) {
                sum += window.path("calls").asLong();
            }
            assertThat(sum).isEqualTo(calls);
        });
    }

    /// From the second minute of a day, because whole hours come from the sums by hour.
    static JsonNode windows(String team, String route) {
        return get(
                team,
                "/api/v1/windows?minutes=1440&limit=500&from=" + start.plusSeconds(60) + "&to="
                        + start.plusSeconds(7 * 86_400) + "&route=" + route);
    }

    static JsonNode get(String team, String uri) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri(uri)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    static long sum(JsonNode windows, String variant, String member) {
        long sum = 0;
        for (JsonNode window : windows.path("items")) {
            if (window.path("variant").asString().equals(variant)) {
                sum += window.path(member).asLong();
            }
        }
        return sum;
    }
}
