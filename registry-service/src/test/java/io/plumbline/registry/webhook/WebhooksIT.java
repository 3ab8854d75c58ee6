package io.plumbline.registry.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.webhook.WebhookSecret;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import io.plumbline.registry.webhook.Receiver.Received;
import io.plumbline.registry.webhook.WebhookStore.Due;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class WebhooksIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String EARLY = "2026-11-01T12:00:00Z";

    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Client webhook(String name, String... events) {
        Client engineer = registry.engineer(name);
        engineer.put("/api/v1/webhooks/" + name, body(receiver.url(), events)).expect(201);
        return engineer;
    }

    private static String body(String url, String... events) {
        return "{\"url\": \"%s\", \"secret\": \"%s\", \"events\": %s}"
                .formatted(url, SECRET, Registry.JSON.writeValueAsString(events));
    }

    private Received next(String type) {
        await("the receiver has " + type)
                .until(() -> receiver.received().stream()
                        .anyMatch(each -> each.type().equals(type)));
        return receiver.received().stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode newest(Client client, String name) {
        return client.get("/api/v1/webhooks/" + name + "/deliveries")
                .expect(200)
                .body()
                .at("/items/0");
    }

    @Test
    void sendsSignedEvents() {
        Client engineer = webhook("hook-events", "pointer.moved", "gate.finished", "approval.awaited");
        registry.model(engineer, "hook-model", "LIMITED");
        registry.version(engineer, "hook-model");
        engineer.put("/api/v1/models/hook-model/aliases/canary", "{\"version\": 1}")
                .expect(200);
        registry.gate("hook-model", 1, "any", "PASS", EARLY);
        engineer.post("/api/v1/models/hook-model/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(409, "approval-required");

        Received moved = next("pointer.moved");
        assertThat(moved.signature())
                .isEqualTo(new WebhookSecret(SECRET).sign(moved.id(), moved.timestamp(), moved.body()));
        assertThat(moved.json().path("data")).isEqualTo(Registry.JSON.readTree("""
                        {"resource": "model", "name": "hook-model", "version": 1, "team": "hook-events",
                         "pointer": "canary", "toVersion": 1}
                        """));
        assertThat(next("gate.finished").json().at("/data/verdict").asString()).isEqualTo("PASS");
        assertThat(next("approval.awaited").json().at("/data/approvalId").asString())
                .isEqualTo(registry.governance().approvalOf("hook-model@1").toString());
        await("the log has the outcome")
                .until(() ->
                        newest(engineer, "hook-events").path("state").asString().equals("DELIVERED"));
        assertThat(newest(engineer, "hook-events").path("status").asInt()).isEqualTo(200);
        assertThat(receiver.received()).hasSize(3);
    }

    @Test
    void reportsWhatAPutWouldChangeAndStoresNothing() {
        Client engineer = registry.engineer("hook-diff");
        String wanted = "{\"url\": \"%s\", \"events\": [\"gate.finished\"]}".formatted(receiver.url());
        assertThat(engineer.post("/api/v1/webhooks/hook-diff/diff", wanted)
                        .expect(200)
                        .body()
                        .path("from")
                        .asInt())
                .isZero();
        engineer.get("/api/v1/webhooks/hook-diff").expect(404, "not-found");
        webhook("hook-diff", "gate.finished");
        assertThat(engineer.post("/api/v1/webhooks/hook-diff/diff", wanted)
                        .expect(200)
                        .body()
                        .path("changes")
                        .isEmpty())
                .isTrue();
        assertThat(engineer.post("/api/v1/webhooks/hook-diff/diff", wanted.replace("gate.finished", "pointer.moved"))
                        .expect(200)
                        .body()
                        .path("changes")
                        .findValuesAsString("pointer"))
                .containsExactly("/events");
        registry.engineer("hook-diff-2")
                .post("/api/v1/webhooks/hook-diff/diff", wanted)
                .expect(409, "conflict");
    }

    @Test
    void repeatsAFailedDeliveryAndRedelivers() {
        receiver.answer(302);
        Client engineer = webhook("hook-retries", "pointer.moved");
        engineer.post("/api/v1/webhooks/hook-retries/test", "").expect(202);
        await("the failure is recorded")
                .until(() -> newest(engineer, "hook-retries").path("status").asInt() == 302);
        JsonNode failed = newest(engineer, "hook-retries");
        assertThat(failed.path("state").asString()).isEqualTo("PENDING");
        assertThat(failed.path("nextAttemptAt").asString())
                .isGreaterThan(failed.path("attemptedAt").asString());
        assertThat(engineer.get("/api/v1/webhooks/hook-retries")
                        .body()
                        .path("failingSince")
                        .isNull())
                .isFalse();

        receiver.answer(204);
        String id = failed.path("id").asString();
        engineer.post("/api/v1/webhooks/hook-retries/deliveries/" + id + "/redeliver", "")
                .expect(202);
        assertThat(registry.audited("registry.webhook.redelivered", "hook-retries", "SUCCESS"))
                .isOne();
        await("it is delivered")
                .until(() -> newest(engineer, "hook-retries")
                        .path("state")
                        .asString()
                        .equals("DELIVERED"));
        assertThat(receiver.received())
                .allMatch(each -> each.id().equals(id) && each.type().equals("ping"));
        assertThat(engineer.get("/api/v1/webhooks/hook-retries")
                        .body()
                        .path("failingSince")
                        .isNull())
                .isTrue();
    }

    @Test
    void repeatsNoAttemptThatIsUnderWay() {
        Client engineer = webhook("hook-busy", "pointer.moved");
        UUID id = UUID.randomUUID();
        registry.superuser().sql("""
                        insert into registry.webhook_delivery (id, webhook, team, event, body, state, attempts,
                            created_at, next_attempt_at, attempt_until)
                        values (?, 'hook-busy', 'hook-busy', 'ping', '{}', 'PENDING', 7, now(), now() + interval '1 h',
                            now() + interval '1 h')
                        """).param(id).update();
        String again = "/api/v1/webhooks/hook-busy/deliveries/" + id + "/redeliver";

        assertThat(engineer.post(again, "").expect(202).body().path("attempts").asInt())
                .isEqualTo(7);
        assertThat(registry.audited("registry.webhook.redelivered", "hook-busy", "SUCCESS"))
                .isZero();

        registry.superuser()
                .sql("update registry.webhook_delivery set attempt_until = now() - interval '1 s' where id = ?")
                .param(id)
                .update();
        assertThat(engineer.post(again, "").expect(202).body().path("attempts").asInt())
                .isZero();
    }

    @Test
    void sendsTheDeliveriesOfTeamsInTurns() {
        webhook("hook-crowd", "pointer.moved");
        webhook("hook-lonely", "pointer.moved");
        String deliveries = """
                insert into registry.webhook_delivery (id, webhook, team, event, body, state, attempts, created_at,
                    next_attempt_at)
                select gen_random_uuid(), ?, ?, 'ping', '{}', 'PENDING', 0, now(), timestamptz '2100-01-01' + cast(? as int) * interval '1 h'
                from generate_series(1, cast(? as int))
                """;
        registry.superuser()
                .sql(deliveries)
                .params("hook-crowd", "hook-crowd", 0, 60)
                .update();
        registry.superuser()
                .sql(deliveries)
                .params("hook-lonely", "hook-lonely", 1, 1)
                .update();

        Instant later = Instant.parse("2100-01-02T00:00:00Z");
        List<Due> taken = Tenancy.callAsPlatform(
                () -> registry.service().bean(WebhookStore.class).take(later, later, 20));

        assertThat(taken).hasSize(20).anyMatch(due -> due.webhook().equals("hook-lonely"));
        registry.superuser()
                .sql("delete from registry.webhook_delivery where next_attempt_at > timestamptz '2099-01-01'")
                .update();
    }

    @Test
    void disablesAWebhookWhoseAddressIsGone() {
        receiver.answer(410);
        Client engineer = webhook("hook-gone", "pointer.moved");
        engineer.post("/api/v1/webhooks/hook-gone/test", "").expect(202);
        await("it is disabled")
                .until(() -> !engineer.get("/api/v1/webhooks/hook-gone")
                        .body()
                        .path("enabled")
                        .asBoolean());
        assertThat(registry.audited("registry.webhook.disabled", "hook-gone", "SUCCESS"))
                .isOne();
        engineer.post("/api/v1/webhooks/hook-gone/test", "").expect(409, "conflict");
        registry.model(engineer, "hook-gone-model", "MINIMAL");
        registry.version(engineer, "hook-gone-model");
        engineer.put("/api/v1/models/hook-gone-model/aliases/canary", "{\"version\": 1}")
                .expect(200);
        assertThat(newest(engineer, "hook-gone").path("event").asString()).isEqualTo("ping");
        engineer.put("/api/v1/webhooks/hook-gone", body(receiver.url(), "pointer.moved"))
                .expect(200);
        assertThat(engineer.get("/api/v1/webhooks/hook-gone")
                        .body()
                        .path("enabled")
                        .asBoolean())
                .isTrue();
        engineer.delete("/api/v1/webhooks/hook-gone").expect(204);
        engineer.get("/api/v1/webhooks/hook-gone").expect(404, "not-found");
    }

    @Test
    void keepsSecretsAndTeamsApart() {
        Client engineer = webhook("hook-kept", "gate.finished");
        Answer answer = engineer.get("/api/v1/webhooks/hook-kept").expect(200);
        assertThat(answer.body().has("secret")).isFalse();
        byte[] stored = registry.superuser()
                .sql("select secret from registry.webhook where name = 'hook-kept'")
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);

        Client stranger = registry.engineer("hook-strangers");
        stranger.put("/api/v1/webhooks/hook-kept", body(receiver.url(), "gate.finished"))
                .expect(409, "conflict");
        stranger.post("/api/v1/webhooks/hook-kept/test", "").expect(404, "not-found");
        stranger.delete("/api/v1/webhooks/hook-kept").expect(404, "not-found");
        assertThat(stranger.get("/api/v1/webhooks").body().path("items")).isEmpty();
    }

    @Test
    void refusesWhatItCannotSend() {
        Client engineer = registry.engineer("hook-refused");
        String path = "/api/v1/webhooks/hook-refused";
        assertThat(engineer.put(path, body("http://169.254.169.254/latest/meta-data", "gate.finished"))
                        .expect(400, "invalid-request")
                        .pointers())
                .isEqualTo(List.of("/url"));
        engineer.put(path, body(receiver.url(), "model.deleted")).expect(400, "invalid-request");
        engineer.put(path, body(receiver.url())).expect(400, "invalid-request");
        engineer.put(path, body(receiver.url(), "gate.finished").replace(SECRET, "whsec_short"))
                .expect(400, "invalid-request");
        assertThat(engineer.put(path, "{\"url\": \"" + receiver.url() + "\", \"events\": [\"gate.finished\"]}")
                        .expect(400, "invalid-request")
                        .pointers())
                .isEqualTo(List.of("/secret"));
    }
}
