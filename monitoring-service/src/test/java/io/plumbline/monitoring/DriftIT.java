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
import io.plumbline.testkit.ServiceUnderTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Semantic drift over calls of an audit log with their content.
class DriftIT extends MonitoringTests {

    private static final String[] CITIES = {"Oslo", "Lyon", "Graz", "Porto", "Ghent", "Turin", "Malmo", "Basel"};
    private static final String PLAN =
            "{\"route\": \"asked\", \"reference\": 50, \"window\": 50, \"minutes\": 60, \"falseAlarmsPerMonth\": 1}";

    private static FakeRegistry registry;

    /// Hides that of all tests of monitoring: this service has a registry.
    @BeforeAll
    static void start() {
        registry = new FakeRegistry();
        service = ServiceUnderTest.start(
                MonitoringApplication.class, "monitoring", Map.of("plumbline.services.registry", registry.url()));
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        registry.close();
    }

    private static UUID call(Instant at, String question) {
        return call("asked", at, question, Map.of());
    }

    private static UUID call(String route, Instant at, String question, Map<String, Object> more) {
        UUID id = new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next();
        String content =
                "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"}, {\"role\": \"user\", \"content\": \""
                        + question
                        + "\"}], \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Yes.\"}}]}";
        Payload payload = Payload.of(content.getBytes(StandardCharsets.UTF_8), new SecureRandom());
        Map<String, Object> attributes = TestCalls.call(route, "v1", 100);
        attributes.putAll(more);
        AuditEvent event = AuditEvent.builder(id)
                .service("gateway")
                .team("team-drift")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", route))
                .outcome(Outcome.SUCCESS)
                .attributes(attributes)
                .payload(payload.commitment())
                .build();
        return events.append(event, payload);
    }

    private static void weather(Instant from) {
        for (int i = 0; i < 50; i++) {
            call(from.plusSeconds(i), onWeather(i));
        }
    }

    private static String onWeather(int i) {
        return "Will it rain in " + CITIES[i % 8] + " on day " + i + ", and how warm does it get?";
    }

    private static String onLaw(int i) {
        return "May my landlord in " + CITIES[i % 8] + " end the contract number " + i + " without notice?";
    }

    private static void awaitListed(String route, int calls) {
        await("the calls")
                .until(() -> get("team-drift", "/api/v1/calls?limit=500&route=" + route)
                                .path("items")
                                .size()
                        == calls);
    }

    private static JsonNode baseline() {
        return baseline("questions");
    }

    private static JsonNode baseline(String name) {
        return get("team-drift", "/api/v1/baselines/" + name);
    }

    private static RestTestClient.ResponseSpec put(String name, String more) {
        return service.client(service.governance().userToken("team-drift", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/baselines/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(PLAN.replace("\"route\": \"asked\", ", "").replace("}", ", " + more.replace("'", "\"") + "}"))
                .exchange();
    }

    private static void awaitComparing(String name) {
        await(name).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode progress = baseline(name).path("progress");
            assertThat(progress.path("state").asString()).as(progress::toString).isEqualTo("COMPARING");
        });
    }

    private static JsonNode newest(String name) {
        return await(name)
                .atMost(Duration.ofSeconds(60))
                .until(() -> baseline(name).path("newest"), newest -> newest.has("statistics"));
    }

    /// Calls of a version, whose passages are on the weather and whose comments repeat the question.
    private static void serve(int version, Instant from, IntFunction<String> question) {
        Map<UUID, String> comments = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            UUID chunk = new UUID(7, i % 20);
            registry.chunk(chunk, onWeather(i % 20));
            Map<String, Object> passage =
                    Map.of("chunk", chunk.toString(), "document", "d" + i % 20, "version", 1, "score", 1);
            Instant at = from.plusSeconds(i);
            UUID call = call(
                    "versions",
                    at,
                    question.apply(i),
                    Map.of(
                            "modelVersion",
                            version,
                            "retrieval",
                            Map.of("knowledgeBase", "atlas", "passages", List.of(passage))));
            comments.put(call, question.apply(i));
        }
        comment(comments);
        awaitListed("versions", 50 * version);
        awaitCalls("team-drift", "versions", 50 * version);
    }

    /// @param comments by call, a minute after it
    private static void comment(Map<UUID, String> comments) {
        JdbcClient.create(service.database().superuser())
                .sql("""
                        insert into monitoring.feedback (id, team, call_id, author, score, comment, settled, received_at,
                                                         route, variant, model)
                        select gen_random_uuid(), 'team-drift', c.call, 'a', 0.5, c.comment, true,
                               c.at + interval '1 minute', 'versions', 'v1', 'support@1'
                        from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[]))
                            c (call, comment, at)
                        """)
                .params(
                        comments.keySet().stream().map(UUID::toString).toArray(String[]::new),
                        comments.values().toArray(String[]::new),
                        comments.keySet().stream()
                                .map(call -> UuidV7.instantOf(call).toString())
                                .toArray(String[]::new))
                .update();
    }

    @Test
    void comparesWithADatasetAndThePreviousVersionAndOtherTexts() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        registry.dataset(
                "golden",
                "team-drift",
                IntStream.range(0, 120).mapToObj(DriftIT::onWeather).toList());
        registry.dataset(
                "foreign",
                "team-else",
                IntStream.range(0, 60).mapToObj(DriftIT::onWeather).toList());
        put("of-golden", "'route': 'versions', 'against': 'DATASET', 'dataset': 'foreign@1'")
                .expectStatus()
                .isBadRequest();
        put("of-golden", "'route': 'versions', 'dataset': 'golden@1'")
                .expectStatus()
                .isBadRequest();
        serve(1, now.minus(190, ChronoUnit.MINUTES), DriftIT::onWeather);
        put("of-passages", "'route': 'versions', 'text': 'PASSAGE'")
                .expectStatus()
                .isCreated();
        put("of-comments", "'route': 'versions', 'text': 'FEEDBACK'")
                .expectStatus()
                .isCreated();
        awaitComparing("of-passages");
        awaitComparing("of-comments");
        serve(2, now.minus(100, ChronoUnit.MINUTES), DriftIT::onLaw);
        put("of-golden", "'route': 'versions', 'against': 'DATASET', 'dataset': 'golden@1'")
                .expectStatus()
                .isCreated();
        put("of-versions", "'route': 'versions', 'against': 'PREVIOUS_VERSION'")
                .expectStatus()
                .isCreated();
        awaitComparing("of-golden");
        awaitComparing("of-versions");
        for (String name : List.of("of-golden", "of-versions", "of-passages", "of-comments")) {
            begin(name, 105);
        }

        JsonNode golden = newest("of-golden");
        assertThat(golden.path("drift").asBoolean()).isTrue();
        assertThat(golden.at("/reference/dataset").asString()).isEqualTo("golden@1");
        assertThat(golden.at("/reference/samples").asInt()).isEqualTo(50);
        JsonNode versions = newest("of-versions");
        assertThat(versions.path("drift").asBoolean()).isTrue();
        assertThat(versions.at("/reference/versions/current").asString()).isEqualTo("support@2");
        assertThat(versions.at("/reference/versions/previous").asString()).isEqualTo("support@1");
        assertThat(newest("of-passages").path("drift").asBoolean()).isFalse();
        JsonNode comments = newest("of-comments");
        String id = comments.path("id").asString();
        JsonNode projection = get("team-drift", "/api/v1/drift/" + id + "/projection");
        assertThat(projection.path("window").size()).isEqualTo(50);
        assertThat(get("team-drift", "/api/v1/drift/" + id + "/exemplars?purpose=test")
                        .at("/items/0/text")
                        .asString())
                .containsAnyOf("landlord", "rain");
        assertThat(get(
                                "team-drift",
                                "/api/v1/drift/"
                                        + newest("of-passages").path("id").asString() + "/exemplars?purpose=test")
                        .at("/items/0/passage/knowledgeBase")
                        .asString())
                .isEqualTo("atlas");
        assertThat(get("team-drift", "/api/v1/drift/" + golden.path("id").asString() + "/exemplars?purpose=test")
                        .at("/items/0/text")
                        .asString())
                .contains("landlord");
        assertThat(get("team-else", "/api/v1/drift/" + id + "/exemplars?purpose=test")
                        .path("status")
                        .asInt())
                .isEqualTo(404);
        rebuildsAfterAChangeOfTheEncoder();
    }

    private static void rebuildsAfterAChangeOfTheEncoder() {
        JdbcClient.create(service.database().superuser()).sql("""
                        update monitoring.baseline set next_evaluation_at = '-infinity',
                            state = state || '{"encoder": "sha256:00"}' where name = 'of-golden'
                        """).update();
        await("the refusal")
                .until(() ->
                        baseline("of-golden").at("/progress/state").asString().equals("REBUILD_NEEDED"));
        assertThat(get("team-drift", "/api/v1/alerts?source=DRIFT&state=FIRING&name=of-golden")
                        .path("items")
                        .valueStream()
                        .map(alert -> alert.path("rule").asString()))
                .contains("ENCODER");
        service.client(service.governance().userToken("team-drift", Role.ML_ENGINEER))
                .post()
                .uri("/api/v1/baselines/of-golden/rebuild")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(baseline("of-golden").at("/progress/state").asString()).isNotEqualTo("REBUILD_NEEDED");
        assertThat(get("team-drift", "/api/v1/alerts?source=DRIFT&state=FIRING&name=of-golden")
                        .path("items"))
                .isEmpty();
    }

    @Test
    void raisesAnAlertWhenTheQuestionsChange() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        alterAContent(now);
        weather(now.minus(3, ChronoUnit.HOURS));
        awaitListed("asked", 50);
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
        awaitListed("asked", 100);
        begin("questions", 110);
        await("a window without drift")
                .atMost(Duration.ofSeconds(60))
                .until(() -> baseline().path("newest").path("calls").asInt() == 50);
        assertThat(baseline().path("newest").path("drift").asBoolean()).isFalse();

        for (int i = 0; i < 50; i++) {
            call(now.minus(80, ChronoUnit.MINUTES).plusSeconds(i), i % 2 == 0 ? onLaw(i) : onWeather(i));
        }
        awaitListed("asked", 150);
        begin("questions", 85);
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
        UUID altered = call("altered", now.minus(1, ChronoUnit.HOURS), "How warm is it?", Map.of());
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
    private static void begin(String baseline, int minutesAgo) {
        JdbcClient.create(service.database().superuser())
                .sql("""
                        update monitoring.baseline set next_evaluation_at = '-infinity', state = state || jsonb_build_object(
                            'position', to_char(now() at time zone 'UTC' - make_interval(mins => :ago),
                                                'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            'windowSince', to_char(now() at time zone 'UTC' - make_interval(mins => :ago),
                                                   'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                        where name = :name
                        """)
                .param("name", baseline)
                .param("ago", minutesAgo)
                .update();
    }
}
