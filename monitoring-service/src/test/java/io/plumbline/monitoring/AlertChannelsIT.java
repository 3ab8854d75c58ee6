package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What teams must not do to others with their channels and names.
@ExtendWith(OutputCaptureExtension.class)
class AlertChannelsIT extends MonitoringTests {

    private static int send(HttpMethod method, String team, String path, String body) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .method(method)
                .uri("/api/v1/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static JdbcClient database() {
        return JdbcClient.create(service.database().superuser());
    }

    private static JsonNode delivery(String team, String channel) {
        return await("an attempt")
                .until(
                        () -> get(team, "/api/v1/alert-channels/" + channel + "/deliveries")
                                .at("/items/0"),
                        each -> each.path("status").isNumber()
                                || each.path("error").isString());
    }

    /// As it is copied, with the end of its line.
    @Test
    void takesASecretAddressWithSpacesAroundItAndLogsNone(CapturedOutput output) {
        String team = "team-spaces";
        assertThat(send(
                        HttpMethod.PUT,
                        team,
                        "alert-channels/spaced",
                        "{\"kind\": \"SLACK\", \"secret\": \" https://hooks.slack.invalid/services/T0KEEP\\n\"}"))
                .isEqualTo(201);
        assertThat(send(HttpMethod.POST, team, "alert-channels/spaced/test", ""))
                .isEqualTo(202);
        assertThat(delivery(team, "spaced").path("error").asString())
                .contains("hooks.slack.invalid")
                .doesNotContain("T0KEEP");
        assertThat(output.getAll()).doesNotContain("T0KEEP");
    }

    @Test
    void sendsTheMessagesOfTeamsInTurns() {
        for (String team : new String[] {"team-crowd", "team-fair"}) {
            assertThat(send(
                            HttpMethod.PUT,
                            team,
                            "alert-channels/of-" + team,
                            "{\"kind\": \"PAGERDUTY\", \"secret\": \"0123456789abcdef0123456789abcdef\"}"))
                    .isEqualTo(201);
        }
        database().sql("""
                        with moved as (
                            update monitoring.alert_channel set plan = plan || '{"url": "https://127.0.0.1:1/"}'
                            where name in ('of-team-crowd', 'of-team-fair') returning name)
                        insert into monitoring.alert_delivery (id, team, channel, alerts, message, state, created_at,
                                                               next_attempt_at)
                        select gen_random_uuid(), substr(name, 4), name, '{}', cast(? as jsonb), 'PENDING', now(),
                               now() - interval '1 minute'
                        from moved, generate_series(1, 40) i where name = 'of-team-crowd' or i = 40
                        """).param("""
                        {"event": "TEST", "team": "team-crowd", "severity": "TICKET", "alerts": [], "more": 0,
                         "at": "2026-12-01T00:00:00Z"}
                        """).update();
        delivery("team-fair", "of-team-fair");
        assertThat(database().sql("""
                                select count(*) from monitoring.alert_delivery
                                where channel = 'of-team-crowd'
                                  and attempted_at <= (select max(attempted_at) from monitoring.alert_delivery
                                                       where channel = 'of-team-fair')
                                """).query(Integer.class).single()).isLessThanOrEqualTo(5);
        database()
                .sql("delete from monitoring.alert_delivery where channel = 'of-team-crowd'")
                .update();
    }

    @Test
    void boundsTheChannelsAndTestsOfATeam() {
        String team = "team-many";
        String body = "{\"kind\": \"PAGERDUTY\", \"secret\": \"0123456789abcdef0123456789abcdef\"}";
        assertThat(send(HttpMethod.PUT, team, "alert-channels/many", body)).isEqualTo(201);
        database().sql("""
                        insert into monitoring.alert_delivery (id, team, channel, alerts, message, state, created_at)
                        select gen_random_uuid(), 'team-many', 'many', '{}', '{"event": "TEST"}', 'DELIVERED', now()
                        from generate_series(1, 20)
                        """).update();
        assertThat(send(HttpMethod.POST, team, "alert-channels/many/test", "")).isEqualTo(409);
        database().sql("""
                        insert into monitoring.alert_channel (name, team, plan, created_at, updated_at, revision)
                        select 'many-' || i, 'team-many', '{"kind": "EMAIL", "recipients": [], "enabled": false}', now(),
                               now(), 1
                        from generate_series(1, 49) i
                        """).update();
        assertThat(send(HttpMethod.PUT, team, "alert-channels/too-many", body)).isEqualTo(409);
        assertThat(send(HttpMethod.PUT, team, "alert-channels/many", body)).isEqualTo(200);
    }

    /// The alert shows on later days why it sent no message.
    @Test
    void showsWhatSilencedAnAlertAfterBothHaveEnded() {
        String team = "team-quiet";
        database().sql("""
                        insert into monitoring.alert_silence (id, team, matcher, starts_at, ends_at, reason, author,
                                                              created_at)
                        select gen_random_uuid(), 'team-quiet',
                               cast('{"sources": [], "severities": [], "names": ["' || n || '"], "routes": []}' as jsonb),
                               now() - interval '3 hours', now() - interval '1 hour', n, 'someone', now()
                        from unnest(array['quiet', 'loud']) n
                        """).update();
        UUID alert = UUID.randomUUID();
        database().sql("""
                        insert into monitoring.alert (id, team, source, name, rule, severity, title, description, evidence,
                                                      started_at, resolved_at, next_attempt_at)
                        values (?, 'team-quiet', 'SLO', 'quiet', 'FAST', 'PAGE', 'title', 'description', '{}',
                                now() - interval '2 hours', now() - interval '90 minutes', 'infinity')
                        """).param(alert).update();
        JsonNode silences = get(team, "/api/v1/alerts/" + alert + "/silences").path("items");
        assertThat(silences.size()).isEqualTo(1);
        assertThat(silences.at("/0/reason").asString()).isEqualTo("quiet");
        assertThat(silences.at("/0/state").asString()).isEqualTo("ENDED");
        assertThat(send(HttpMethod.GET, "team-else", "alerts/" + alert + "/silences", ""))
                .isEqualTo(404);
    }

    /// A name that was removed can be used by another team, and for another route.
    @Test
    void comesBackAsTheSameAlertOnlyForTheSameTeamAndRoute() {
        raise("team-before", "first");
        resolve();
        raise("team-after", "first");
        assertThat(alerts("team-before")).isEqualTo(1);
        assertThat(alerts("team-after")).isEqualTo(1);
        resolve();
        raise("team-after", "first");
        assertThat(alerts("team-after")).as("came back").isEqualTo(1);
        assertThat(database()
                        .sql("select count(reopened_at) from monitoring.alert where name = 'taken-over'")
                        .query(Integer.class)
                        .single())
                .as("a remedy acts again")
                .isEqualTo(1);
        resolve();
        raise("team-after", "second");
        assertThat(alerts("team-after")).as("of another route").isEqualTo(2);
    }

    private static final AlertKey KEY = new AlertKey(AlertSource.DRIFT, "taken-over", "INPUT");

    private static void raise(String team, String route) {
        inTransaction(() -> service.bean(Alerts.class)
                .raise(
                        Alert.firing(
                                UUID.randomUUID(),
                                team,
                                KEY,
                                AlertSeverity.TICKET,
                                new Alert.AlertText("title", "description", Map.of()),
                                Instant.now()),
                        Map.of("route", route)));
    }

    private static void resolve() {
        inTransaction(() -> service.bean(Alerts.class).resolve(KEY, Instant.now()));
    }

    private static void inTransaction(Runnable work) {
        Tenancy.asWorker(() -> service.bean(TransactionTemplate.class).executeWithoutResult(_ -> work.run()));
    }

    private static int alerts(String team) {
        return get(team, "/api/v1/alerts?name=taken-over").path("items").size();
    }
}
