package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.testkit.ServiceUnderTest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class FeedbackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ServiceUnderTest service;
    private static FakeGateway gateway;
    private static TestLog events;

    @BeforeAll
    static void start() {
        gateway = new FakeGateway();
        service = ServiceUnderTest.start(
                MonitoringApplication.class, "monitoring", Map.of("plumbline.services.gateway", gateway.url()));
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
    }

    @Test
    void keepsTheLatestFeedbackWithoutPersonalData() {
        UUID call = events.append("team-words", "gateway.call.completed", TestCalls.call("words", "v1", 5));
        String token = service.governance().userToken("team-words", Role.APPLICATION);
        give(token, "{'callId': '%s', 'score': 0.25}".formatted(call))
                .expectStatus()
                .isCreated();
        give(token, """
                        {'callId': '%s', 'thumbs': 'UP', 'comment': 'Ask jane.roe@example.com, she knows.',
                         'correction': 'Write to john.doe@example.com'}
                        """.formatted(call)).expectStatus().isCreated();

        JsonNode found = list("team-words");
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0).path("score").asDouble()).isEqualTo(1);
        assertThat(found.get(0).path("state").asString()).isEqualTo("SETTLED");
        assertThat(found.toString()).contains("she knows").doesNotContain("jane.roe", "john.doe");
        List<String> logged = logged(call);
        assertThat(logged).hasSize(2);
        assertThat(logged.getLast()).contains("\"score\":1").doesNotContain("knows", "Write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'callId': 'CALL'}",
                "{'callId': 'CALL', 'score': 0.5, 'thumbs': 'UP'}",
                "{'callId': 'CALL', 'score': 1.5}",
                "{'callId': 'CALL', 'score': -0.1}",
                "{'callId': 'CALL', 'score': 1e999}",
                "{'callId': 'CALL', 'score': -1e999}",
                "{'callId': 'CALL', 'score': NaN}",
                "{'callId': 'CALL', 'score': 'NaN'}",
                "{'callId': 'CALL', 'score': 'Infinity'}",
                "{'callId': 'CALL', 'comment': ''}",
                "{'callId': 'CALL', 'thumbs': 'SIDEWAYS'}",
                "{'score': 1}"
            })
    void refusesWhatSaysNothingOrTooMuch(String body) {
        UUID call = events.append("team-refused", "gateway.call.completed", TestCalls.call("refused", "v1", 5));
        give(service.governance().userToken("team-refused", Role.APPLICATION), body.replace("CALL", call.toString()))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void findsNoCallOfAnotherTeamAndNoUnknownCall() {
        UUID call = events.append("team-own", "gateway.call.completed", TestCalls.call("own", "v1", 5));
        UUID noCall = events.append("team-own", "gateway.route.changed", Map.of());
        String stranger = service.governance().userToken("team-other", Role.APPLICATION);
        String own = service.governance().userToken("team-own", Role.APPLICATION);
        give(stranger, "{'callId': '%s', 'score': 1}".formatted(call))
                .expectStatus()
                .isNotFound();
        give(own, "{'callId': '%s', 'score': 1}".formatted(UUID.randomUUID()))
                .expectStatus()
                .isNotFound();
        give(own, "{'callId': '%s', 'score': 1}".formatted(noCall))
                .expectStatus()
                .isNotFound();
        give(own, "{'callId': '01890000-0000-7000-8000-000000000000', 'score': 1}")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void refusesAKeyOfOtherRoutes() {
        UUID call = events.append("team-bound", "gateway.call.completed", TestCalls.call("r", "v1", 5));
        String body = "{'callId': '%s', 'thumbs': 'DOWN'}".formatted(call);
        String bound = keyOf("team-bound", "r");
        await("the key's arrival")
                .atMost(PATIENCE)
                .untilAsserted(() -> give(bound, body).expectStatus().isCreated());
        String elsewhere = keyOf("team-bound", "another");
        await("the key's arrival")
                .atMost(PATIENCE)
                .untilAsserted(() -> give(elsewhere, body).expectStatus().isNotFound());
        assertThat(list("team-bound")).hasSize(1);
    }

    private static String keyOf(String team, String route) {
        ApiKey made = ApiKey.generate(new SecureRandom());
        service.governance()
                .publish(new ApiKeyEntry(
                        made.id(),
                        team,
                        Role.APPLICATION.code(),
                        made.secretSha256(),
                        null,
                        null,
                        List.of(),
                        List.of(route),
                        null,
                        false));
        return made.text();
    }

    @Test
    void matchesFeedbackThatPrecedesItsCall() {
        AuditEvent call = events.event("team-early", "gateway.call.completed", TestCalls.call("early", "v1", 5));
        AuditEvent others = events.event("team-late", "gateway.call.completed", TestCalls.call("late", "v1", 5));
        String token = service.governance().userToken("team-early", Role.APPLICATION);
        give(token, "{'callId': '%s', 'thumbs': 'DOWN'}".formatted(call.id()))
                .expectStatus()
                .isCreated();
        give(token, "{'callId': '%s', 'thumbs': 'DOWN'}".formatted(others.id()))
                .expectStatus()
                .isCreated();
        assertThat(list("team-early"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.path("state").asString()).isEqualTo("PENDING"));
        assertThat(logged(call.id())).isEmpty();
        events.append(call);
        events.append(others);
        await("settlement")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(list("team-early"))
                        .singleElement()
                        .satisfies(each ->
                                assertThat(each.path("state").asString()).isEqualTo("SETTLED")));
        assertThat(logged(call.id()))
                .singleElement()
                .satisfies(event -> assertThat(event).contains("\"score\":0"));
        assertThat(logged(others.id())).isEmpty();
    }

    @Test
    void rollsBackACanaryWithWorseFeedback() {
        UUID id = UUID.randomUUID();
        TestRollout rollout = new TestRollout("people");
        events.append("team-people", "gateway.rollout.started", id, rollout.attributes());
        // One person alone cannot decide.
        List<String> people = Stream.generate(() -> service.governance().userToken("team-people", Role.APPLICATION))
                .limit(10)
                .toList();
        for (int i = 0; i < 30; i++) {
            String token = people.get(i % people.size());
            UUID control = events.append("team-people", "gateway.call.completed", rollout.call(id, false, null));
            UUID canary = events.append("team-people", "gateway.call.completed", rollout.call(id, true, null));
            give(token, "{'callId': '%s', 'score': 0.9}".formatted(control))
                    .expectStatus()
                    .isCreated();
            give(token, "{'callId': '%s', 'thumbs': 'DOWN'}".formatted(canary))
                    .expectStatus()
                    .isCreated();
        }
        UUID last = events.append("team-people", "gateway.call.completed", rollout.call(id, true, null));
        give(people.getFirst(), "{'callId': '%s', 'thumbs': 'DOWN'}".formatted(last))
                .expectStatus()
                .isCreated();
        give(people.getFirst(), "{'callId': '%s', 'thumbs': 'UP'}".formatted(last))
                .expectStatus()
                .isCreated();
        events.sequenceAll();

        await("the verdict")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.posted(id))
                        .extracting(told -> told.verdict().verdict())
                        .contains("ROLL_BACK"));
        assertThat(gateway.posted(id).getFirst().verdict().reason()).contains("score: ");
        await("every score").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode canary = service.client(service.governance().userToken("team-people", Role.ML_ENGINEER))
                    .get()
                    .uri("/api/v1/rollout-analyses/" + id)
                    .exchange()
                    .expectBody(JsonNode.class)
                    .returnResult()
                    .getResponseBody()
                    .path("arms")
                    .path("canary");
            assertThat(canary.path("scores").asInt()).isEqualTo(31);
            assertThat(canary.path("meanScore").asDouble()).isBetween(0.032, 0.033);
        });
    }

    private static RestTestClient.ResponseSpec give(String token, String body) {
        return service.client(token)
                .post()
                .uri("/api/v1/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.replace('\'', '"'))
                .exchange();
    }

    private static JsonNode list(String team) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/feedback")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("items");
    }

    /// The events of feedback of a call, oldest first.
    private static List<String> logged(UUID call) {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                        select convert_from(canonical, 'UTF8') from audit.event
                        where convert_from(canonical, 'UTF8') like '%monitoring.feedback.received%'
                          and convert_from(canonical, 'UTF8') like ?
                        order by id
                        """)
                .param("%\"callId\":\"" + call + "\"%")
                .query(String.class)
                .list();
    }
}
