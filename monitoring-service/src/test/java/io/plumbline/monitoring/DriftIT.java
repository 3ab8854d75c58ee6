package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Payload;
import io.plumbline.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Semantic drift over calls of an audit log with their content.
class DriftIT extends MonitoringTests {

    private static final String[] CITIES = {"Oslo", "Lyon", "Graz", "Porto", "Ghent", "Turin", "Malmo", "Basel"};
    private static final String PLAN =
            "{\"route\": \"asked\", \"reference\": 50, \"window\": 50, \"minutes\": 60, \"falseAlarmsPerMonth\": 1}";

    private static UUID call(Instant at, String question) {
        return call("asked", at, question);
    }

    private static UUID call(String route, Instant at, String question) {
        UUID id = new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next();
        String content =
                "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"}, {\"role\": \"user\", \"content\": \""
                        + question
                        + "\"}], \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Yes.\"}}]}";
        Payload payload = Payload.of(content.getBytes(StandardCharsets.UTF_8), new SecureRandom());
        AuditEvent event = AuditEvent.builder(id)
                .service("gateway")
                .team("team-drift")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", route))
                .outcome(Outcome.SUCCESS)
                .attributes(TestCalls.call(route, "v1", 100))
                .payload(payload.commitment())
                .build();
        return events.append(event, payload);
    }

    private static void weather(Instant from) {
        for (int i = 0; i < 50; i++) {
            call(
                    from.plusSeconds(i),
                    "Will it rain in " + CITIES[i % 8] + " on day " + i + ", and how warm does it get?");
        }
    }

    private static void awaitListed(int calls) {
        await("the calls")
                .until(() -> get("team-drift", "/api/v1/calls?route=asked&limit=500")
                                .path("items")
                                .size()
                        == calls);
    }

    private static JsonNode baseline() {
        return get("team-drift", "/api/v1/baselines/questions");
    }

    @Test
    void raisesAnAlertWhenTheQuestionsChange() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        alterAContent(now);
        weather(now.minus(3, ChronoUnit.HOURS));
        awaitListed(50);
        service.client(service.governance().userToken("team-drift", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/baselines/questions")
                .contentType(MediaType.APPLICATION_JSON)
                .body(PLAN)
                .exchange()
                .expectStatus()
                .isCreated();
        await("the baseline").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode progress = baseline().path("progress");
            assertThat(progress.path("reference").asInt())
                    .as(progress::toString)
                    .isEqualTo(50);
            assertThat(progress.path("state").asString()).isEqualTo("COMPARING");
        });

        weather(now.minus(100, ChronoUnit.MINUTES));
        awaitListed(100);
        begin(110);
        await("a window without drift")
                .atMost(Duration.ofSeconds(60))
                .until(() -> baseline().path("newest").path("calls").asInt() == 50);
        assertThat(baseline().path("newest").path("drift").asBoolean()).isFalse();

        for (int i = 0; i < 50; i++) {
            call(
                    now.minus(80, ChronoUnit.MINUTES).plusSeconds(i),
                    i % 2 == 0
                            ? "May my landlord in " + CITIES[i % 8] + " end the contract number " + i
                                    + " without notice?"
                            : "Will it rain in " + CITIES[i % 8] + " on day " + i + ", and how warm does it get?");
        }
        awaitListed(150);
        begin(85);
        await("a window with drift")
                .atMost(Duration.ofSeconds(60))
                .until(() -> baseline().path("newest").path("drift").asBoolean());
        JsonNode result = baseline().path("newest");
        assertThat(result.path("statistics").path("pValue").asDouble())
                .isLessThanOrEqualTo(result.path("level").asDouble());
        assertThat(result.path("statistics").path("auc").asDouble()).isGreaterThan(0.6);
        assertThat(result.path("exemplars").size()).isEqualTo(5);
        JsonNode alert =
                get("team-drift", "/api/v1/alerts?source=DRIFT").path("items").path(0);
        assertThat(alert.path("name").asString()).isEqualTo("questions");
        assertThat(alert.path("evidence").path("comparison").asString())
                .isEqualTo(result.path("id").asString());
        assertThat(get("team-drift", "/api/v1/drift?baseline=questions")
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(get("team-else", "/api/v1/drift").path("items").size()).isZero();
        assertThat(JdbcClient.create(service.database().superuser())
                        .sql("""
                                select count(*) from audit.event
                                where team = 'team-drift'
                                  and convert_from(canonical, 'UTF8') like '%monitoring.payload.sampled%'
                                """)
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    /// A baseline of a call whose stored content somebody has altered, due before all others.
    private static void alterAContent(Instant now) {
        UUID altered = call("altered", now.minus(1, ChronoUnit.HOURS), "How warm is it?");
        JdbcClient.create(service.database().superuser())
                .sql("update audit.payload set ciphertext = set_byte(ciphertext, 3, 255 - get_byte(ciphertext, 3))"
                        + " where event_id = ?")
                .param(altered)
                .update();
        await("the call")
                .until(() -> get("team-drift", "/api/v1/calls?route=altered")
                                .path("items")
                                .size()
                        == 1);
        service.client(service.governance().userToken("team-drift", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/baselines/altered")
                .contentType(MediaType.APPLICATION_JSON)
                .body(PLAN.replace("asked", "altered"))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void refusesATimeThatNoContentHas() {
        for (String from : List.of("-1000000000-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
            service.client(service.governance().userToken("team-drift", Role.ML_ENGINEER))
                    .put()
                    .uri("/api/v1/baselines/timeless")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(PLAN.replace("}", ", \"from\": \"" + from + "\"}"))
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    /// As if the current window had begun some minutes ago.
    private static void begin(int minutesAgo) {
        JdbcClient.create(service.database().superuser())
                .sql("""
                        update monitoring.baseline set next_evaluation_at = '-infinity', state = state || jsonb_build_object(
                            'position', to_char(now() at time zone 'UTC' - make_interval(mins => :ago),
                                                'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            'windowSince', to_char(now() at time zone 'UTC' - make_interval(mins => :ago),
                                                   'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                        where name = 'questions'
                        """)
                .param("ago", minutesAgo)
                .update();
    }
}
