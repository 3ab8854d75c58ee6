package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.webhook.WebhookSecret;
import io.plumbline.monitoring.AlertReceiver.Received;
import io.plumbline.testkit.ServiceUnderTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Messages about alerts, received by real servers. Two replicas share the database.
class AlertMessagesIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TEAM = "team-a";

    private static final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static AlertReceiver receiver;
    private static ServiceUnderTest service;
    private static ServiceUnderTest replica;
    private static JdbcClient database;

    @BeforeAll
    static void start() throws IOException {
        mail.start();
        receiver = new AlertReceiver();
        Map<String, String> settings = Map.of(
                "plumbline.monitoring.alerts.allow-private-addresses", "true",
                "plumbline.monitoring.alerts.mail.host", "127.0.0.1",
                "plumbline.monitoring.alerts.mail.port",
                        Integer.toString(mail.getSmtp().getPort()),
                "plumbline.monitoring.alerts.mail.tls", "NONE",
                "plumbline.monitoring.alerts.mail.domains", "example.com",
                "plumbline.public-urls.console", "https://console.example.com");
        service = ServiceUnderTest.start(MonitoringApplication.class, "monitoring", settings);
        replica = ServiceUnderTest.start(MonitoringApplication.class, "monitoring", settings, service.database());
        database = JdbcClient.create(service.database().superuser());
    }

    @AfterAll
    static void stop() {
        replica.stop();
        service.close();
        receiver.close();
        mail.stop();
    }

    private static String url(String path) {
        return receiver.url(path);
    }

    private static List<Received> at(String path) {
        return receiver.at(path);
    }

    private static RestTestClient.ResponseSpec call(HttpMethod method, String team, String uri, String body) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .method(method)
                .uri("/api/v1/" + uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static int put(String uri, String body) {
        return status(HttpMethod.PUT, TEAM, uri, body);
    }

    private static int status(HttpMethod method, String team, String uri, String body) {
        return call(method, team, uri, body).returnResult().getStatus().value();
    }

    private static JsonNode get(String uri) {
        return service.client(service.governance().userToken(TEAM, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/" + uri)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static void subscribe(String name, String channel, String route, String more) {
        assertThat(put("alert-subscriptions/" + name, """
                        {"channel": "%s", "waitSeconds": 0, "matcher": {"routes": ["%s"]}%s}
                        """.formatted(channel, route, more)))
                .isEqualTo(201);
    }

    private static void channels(String prefix) {
        assertThat(put(
                        "alert-channels/" + prefix + "hook",
                        "{\"kind\": \"WEBHOOK\", \"url\": \"" + url("/" + prefix + "hook") + "\", \"secret\": \""
                                + SECRET + "\"}"))
                .isEqualTo(201);
        assertThat(put(
                        "alert-channels/" + prefix + "slack",
                        "{\"kind\": \"SLACK\", \"secret\": \"" + url("/" + prefix + "slack") + "\"}"))
                .isEqualTo(201);
        assertThat(put(
                        "alert-channels/" + prefix + "pager",
                        "{\"kind\": \"PAGERDUTY\", \"url\": \"" + url("/" + prefix + "pager")
                                + "\", \"secret\": \"0123456789abcdef0123456789abcdef\"}"))
                .isEqualTo(201);
        assertThat(put(
                        "alert-channels/" + prefix + "mail",
                        "{\"kind\": \"EMAIL\", \"recipients\": [\"" + prefix + "oncall@example.com\"]}"))
                .isEqualTo(201);
    }

    private static List<UUID> raise(String team, String route, String... names) {
        List<UUID> ids = List.of(names).stream().map(_ -> UUID.randomUUID()).toList();
        for (int i = 0; i < names.length; i++) {
            database.sql("""
                            insert into monitoring.alert (id, team, source, name, rule, severity, title, description,
                                evidence, started_at, next_attempt_at, route, incident_id)
                            values (?, ?, 'SLO', ?, 'FAST', ?, ?, 'Too <fast>', '{}', now(), 'infinity', ?, ?)
                            """)
                    .params(
                            ids.get(i),
                            team,
                            names[i],
                            i == 0 ? "PAGE" : "TICKET",
                            "Objective " + names[i],
                            route,
                            UUID.randomUUID())
                    .update();
        }
        return ids;
    }

    /// Moves the clock of a route's groups: everything that was sent was sent earlier.
    private static void pass(String subscription, String time) {
        database.sql("update monitoring.alert_group set sent_at = sent_at - cast(? as interval) where subscription = ?")
                .params(time, subscription)
                .update();
        database.sql(
                        "update monitoring.alert_notice set sent_at = sent_at - cast(? as interval) where subscription = ?")
                .params(time, subscription)
                .update();
        evaluate();
    }

    private static void evaluate() {
        database.sql("update monitoring.alert_subscription set next_evaluation_at = '-infinity'")
                .update();
    }

    private static void awaitMessages(String path, int count) {
        await("messages at " + path).untilAsserted(() -> assertThat(at(path)).hasSize(count));
    }

    @Test
    void sendsTheCourseOfAGroupToEveryKindOfChannel() throws Exception {
        channels("all-");
        List<UUID> ids = raise(TEAM, "chat", "available", "quick");
        for (String kind : List.of("hook", "slack", "pager", "mail")) {
            subscribe("all-" + kind, "all-" + kind, "chat", kind.equals("hook") ? """
                            , "escalation": [{"afterMinutes": 10, "channel": "all-slack"}]
                            """ : "");
        }
        for (String kind : List.of("hook", "slack", "pager")) {
            awaitMessages("/all-" + kind, 1);
        }
        Received hook = at("/all-hook").getFirst();
        assertThat(hook.signature())
                .isEqualTo(new WebhookSecret(SECRET).sign(hook.id(), Long.parseLong(hook.timestamp()), hook.body()));
        assertThat(hook.json().path("type").asString()).isEqualTo("alert.firing");
        assertThat(hook.json().path("data").path("alerts").size()).isEqualTo(2);
        assertThat(hook.json().path("data").path("alerts").path(0).path("url").asString())
                .startsWith("https://console.example.com/alerts/");
        JsonNode slack = at("/all-slack").getFirst().json();
        assertThat(slack.path("text").asString()).isEqualTo("[PAGE] Objective available and 1 more");
        assertThat(slack.path("blocks").size()).isEqualTo(4);
        assertThat(slack.toString()).contains("Too &lt;fast&gt;").doesNotContain("<fast>");
        JsonNode trigger = at("/all-pager").getFirst().json();
        assertThat(trigger.path("event_action").asString()).isEqualTo("trigger");
        assertThat(trigger.path("routing_key").asString()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(trigger.path("payload").path("severity").asString()).isEqualTo("critical");
        assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
        assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("[PAGE] Objective available and 1 more");
        assertThat(mail.getReceivedMessages()[0].getContent().toString()).contains("Objective quick", "Too <fast>");

        pass("all-hook", "11 minutes");
        awaitMessages("/all-slack", 2);
        assertThat(at("/all-slack").getLast().json().path("text").asString()).startsWith("[ESCALATED]");

        for (UUID id : ids) {
            assertThat(status(HttpMethod.POST, TEAM, "alerts/" + id + "/acknowledge", "{\"comment\": \"On it.\"}"))
                    .isEqualTo(200);
        }
        evaluate();
        awaitMessages("/all-pager", 2);
        JsonNode acknowledge = at("/all-pager").getLast().json();
        assertThat(acknowledge.path("event_action").asString()).isEqualTo("acknowledge");
        assertThat(acknowledge.path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
        assertThat(get("alerts/" + ids.getFirst())
                        .path("acknowledgement")
                        .path("comment")
                        .asString())
                .isEqualTo("On it.");

        database.sql("update monitoring.alert set resolved_at = now() where route = 'chat'")
                .update();
        pass("all-pager", "6 minutes");
        awaitMessages("/all-pager", 3);
        JsonNode resolve = at("/all-pager").getLast().json();
        assertThat(resolve.path("event_action").asString()).isEqualTo("resolve");
        assertThat(resolve.path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
        assertThat(database.sql("select count(*) from monitoring.alert_notice where subscription = 'all-pager'")
                        .query(Long.class)
                        .single())
                .isZero();
        JsonNode deliveries = get("alerts/" + ids.getFirst() + "/deliveries").path("items");
        assertThat(deliveries.size()).isGreaterThanOrEqualTo(8);
        assertThat(deliveries.path(0).path("state").asString()).isEqualTo("DELIVERED");
        assertThat(status(HttpMethod.DELETE, TEAM, "alert-channels/all-slack", ""))
                .isEqualTo(409);
    }

    @Test
    void sendsNothingOfSilencedAlertsAndOtherTeams() {
        channels("calm-");
        assertThat(
                        status(
                                HttpMethod.POST,
                                TEAM,
                                "alert-silences",
                                "{\"matcher\": {\"names\": [\"noisy\"]}, \"endsAt\": \"2999-01-01T00:00:00Z\", \"reason\": \"-\"}"))
                .isEqualTo(400);
        JsonNode silence = call(
                        HttpMethod.POST,
                        TEAM,
                        "alert-silences",
                        "{\"matcher\": {\"names\": [\"noisy\"]}, \"endsAt\": \""
                                + Instant.now().plusSeconds(3_600) + "\", \"reason\": \"Maintenance\"}")
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(silence.path("state").asString()).isEqualTo("ACTIVE");
        raise("team-b", "calm", "other");
        raise(TEAM, "calm", "loud", "noisy");
        subscribe("calm", "calm-hook", "calm", "");
        awaitMessages("/calm-hook", 1);
        JsonNode alerts = at("/calm-hook").getFirst().json().path("data").path("alerts");
        assertThat(alerts.size()).isEqualTo(1);
        assertThat(alerts.path(0).path("name").asString()).isEqualTo("loud");

        String end = "alert-silences/" + silence.path("id").asString() + "/end";
        assertThat(status(HttpMethod.POST, "team-b", end, "")).isEqualTo(404);
        assertThat(status(HttpMethod.POST, TEAM, end, "")).isEqualTo(200);
        assertThat(status(HttpMethod.POST, TEAM, end, "")).isEqualTo(409);
        pass("calm", "6 minutes");
        awaitMessages("/calm-hook", 2);
        assertThat(at("/calm-hook").getLast().json().path("data").path("alerts").size())
                .isEqualTo(2);
    }

    @Test
    void repeatsADeliveryThatFailedAndShowsItsOutcome() {
        receiver.answer("/flaky", 500, 204);
        String body = "{\"kind\": \"WEBHOOK\", \"url\": \"" + url("/flaky") + "\", \"secret\": \"" + SECRET + "\"}";
        assertThat(put("alert-channels/flaky", body)).isEqualTo(201);
        assertThat(status(HttpMethod.POST, TEAM, "alert-channels/flaky/test", ""))
                .isEqualTo(202);
        assertThat(status(HttpMethod.POST, "team-b", "alert-channels/flaky/test", ""))
                .isEqualTo(404);
        await("the failure").until(() -> database.sql("""
                                update monitoring.alert_delivery set next_attempt_at = now()
                                where channel = 'flaky' and status = 500 and next_attempt_at > now()
                                """).update() == 1);
        awaitMessages("/flaky", 2);
        assertThat(at("/flaky").getFirst().id())
                .isEqualTo(at("/flaky").getLast().id());
        await("the outcome").untilAsserted(() -> {
            JsonNode delivery =
                    get("alert-channels/flaky/deliveries").path("items").path(0);
            assertThat(delivery.path("state").asString()).isEqualTo("DELIVERED");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(2);
            assertThat(delivery.path("event").asString()).isEqualTo("TEST");
        });
    }

    @Test
    void sendsAFailedDeliveryAgainOnRequest() {
        receiver.answer("/refuses", 400, 204);
        String body = "{\"kind\": \"WEBHOOK\", \"url\": \"" + url("/refuses") + "\", \"secret\": \"" + SECRET + "\"}";
        assertThat(put("alert-channels/again", body)).isEqualTo(201);
        raise(TEAM, "again", "again-quick");
        subscribe("again", "again", "again", "");
        await("the failure").untilAsserted(() -> assertThat(state("again")).isEqualTo("FAILED"));
        String id = get("alert-channels/again/deliveries").at("/items/0/id").asString();
        String again = "alert-channels/again/deliveries/" + id + "/redeliver";
        assertThat(status(HttpMethod.POST, "team-b", again, "")).isEqualTo(404);
        assertThat(status(
                        HttpMethod.POST,
                        TEAM,
                        again.replace(id, UUID.randomUUID().toString()),
                        ""))
                .isEqualTo(404);

        receiver.hold();
        assertThat(status(HttpMethod.POST, TEAM, again, "")).isEqualTo(202);
        awaitMessages("/refuses", 2);
        assertThat(status(HttpMethod.POST, TEAM, again, "")).isEqualTo(202);
        receiver.release();
        await("the outcome").untilAsserted(() -> assertThat(state("again")).isEqualTo("DELIVERED"));
        assertThat(status(HttpMethod.POST, TEAM, again, "")).isEqualTo(409);
        assertThat(at("/refuses")).hasSize(2);
        assertThat(events("monitoring.alertDelivery.repeated"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event).contains(id, "\"attempts\":1").doesNotContain(SECRET, "/refuses"));

        database.sql("update monitoring.alert set resolved_at = now() where route = 'again'")
                .update();
        pass("again", "6 minutes");
        awaitMessages("/refuses", 3);
        await("the end").untilAsserted(() -> assertThat(state("again")).isEqualTo("DELIVERED"));
        database.sql("update monitoring.alert_delivery set state = 'FAILED' where id = cast(? as uuid)")
                .param(id)
                .update();
        assertThat(status(HttpMethod.POST, TEAM, again, "")).isEqualTo(409);
    }

    private static String state(String channel) {
        return get("alert-channels/" + channel + "/deliveries")
                .at("/items/0/state")
                .asString();
    }

    private static List<String> events(String action) {
        return database
                .sql("select convert_from(canonical, 'UTF8') from audit.event")
                .query(String.class)
                .list()
                .stream()
                .filter(event -> event.contains(action))
                .toList();
    }

    @Test
    void keepsSecretsAndRefusesInvalidChannels() {
        String hook = "{\"kind\": \"WEBHOOK\", \"url\": \"" + url("/kept") + "\"%s}";
        String withSecret = hook.formatted(", \"secret\": \"" + SECRET + "\"");
        assertThat(put("alert-channels/kept", hook.formatted(""))).isEqualTo(400);
        assertThat(put("alert-channels/kept", withSecret)).isEqualTo(201);
        assertThat(get("alert-channels/kept").toString())
                .contains("\"hasSecret\":true")
                .doesNotContain("whsec");
        assertThat(put("alert-channels/kept", hook.formatted(", \"enabled\": false")))
                .isEqualTo(200);
        assertThat(put("alert-channels/kept", hook.formatted("").replace("/kept", "/moved")))
                .isEqualTo(400);
        assertThat(status(HttpMethod.POST, TEAM, "alert-channels/kept/test", ""))
                .isEqualTo(409);
        assertThat(status(HttpMethod.PUT, "team-b", "alert-channels/kept", withSecret))
                .isEqualTo(404);
        assertThat(status(HttpMethod.PUT, "team-b", "alert-subscriptions/stolen", "{\"channel\": \"kept\"}"))
                .isEqualTo(400);
        for (String invalid : List.of(
                "{\"kind\": \"SLACK\"}",
                "{\"kind\": \"SLACK\", \"secret\": \"http://169.254.169.254/latest\"}",
                "{\"kind\": \"PAGERDUTY\", \"secret\": \"short\"}",
                "{\"kind\": \"EMAIL\"}",
                "{\"kind\": \"EMAIL\", \"recipients\": [\"a@elsewhere.com\"]}",
                "{\"kind\": \"EMAIL\", \"recipients\": [\"a@example.com\\r\\nBcc: b@example.com\"]}",
                withSecret.replace("WEBHOOK", "EMAIL"))) {
            assertThat(put("alert-channels/invalid", invalid)).as(invalid).isEqualTo(400);
        }
        assertThat(database.sql("select plan::text || encode(secret, 'escape') from monitoring.alert_channel")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain("whsec");
        assertThat(events("monitoring.alertChannel."))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event).doesNotContain("whsec", "/kept\"", "oncall@example.com"));
    }
}
