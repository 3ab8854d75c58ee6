package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Rollouts of a gateway that is not there, whose calls are in the audit log.
abstract class RolloutAnalysisTests {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /// By team: to sign a token takes longer than most requests.
    private static final Map<String, RestTestClient> CLIENTS = new ConcurrentHashMap<>();

    static ServiceUnderTest service;
    static FakeGateway gateway;
    static TestLog events;

    @BeforeAll
    static void start() {
        CLIENTS.clear();
        gateway = new FakeGateway();
        service = ServiceUnderTest.start(
                MonitoringApplication.class,
                "monitoring",
                Map.of(
                        "plumbline.services.gateway",
                        gateway.url(),
                        "plumbline.public-urls.governance",
                        "http://governance.example"));
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
    }

    static List<Map<String, Object>> rows(String table, UUID id) {
        return JdbcClient.create(service.database().superuser())
                .sql("select * from monitoring." + table + " where rollout_id = ?")
                .param(id)
                .query()
                .listOfRows();
    }

    /// So many calls of each arm, by turns; each so-manieth of the canary's fails, none for 0.
    static void calls(String team, TestRollout rollout, UUID id, int each, int failing) {
        for (int i = 1; i <= each; i++) {
            events.append(team, "gateway.call.completed", rollout.call(id, false, null));
            boolean fails = failing > 0 && i % failing == 0;
            events.append(
                    team,
                    fails ? "gateway.call.failed" : "gateway.call.completed",
                    rollout.call(id, true, fails ? "provider" : null));
        }
    }

    static void awaitVerdict(UUID id, String verdict) {
        await("the verdict " + verdict)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.posted(id))
                        .extracting(told -> told.verdict().verdict())
                        .contains(verdict));
    }

    static JsonNode analysis(String team, UUID id) {
        return get(team, "/api/v1/rollout-analyses/" + id);
    }

    static JsonNode get(String team, String uri) {
        return CLIENTS.computeIfAbsent(
                        team, _ -> service.client(service.governance().userToken(team, Role.ML_ENGINEER)))
                .get()
                .uri(uri)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    static void awaitCanaryCalls(String team, UUID id, int calls) {
        await("the analysis")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(analysis(team, id)
                                .path("arms")
                                .path("canary")
                                .path("calls")
                                .asInt())
                        .isEqualTo(calls));
    }

    static boolean isWatched(UUID id) {
        return Boolean.TRUE.equals(rows("rollout_analysis", id).getFirst().get("watched"));
    }
}
