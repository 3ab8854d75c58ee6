package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From feedback to preference data: exports, dataset versions in the registry, and plans.
class PreferencesIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ServiceUnderTest service;
    private static FakeRegistry registry;
    private static TestLog events;

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

    @Test
    void filtersAndSumsUpFeedbackByRouteAndVersion() {
        String team = "team-sums";
        for (int i = 0; i < 8; i++) {
            UUID call = events.append(team, "gateway.call.completed", TestCalls.call("sums", "v1", 5));
            give(team, call, i < 6 ? "'thumbs': 'UP', 'trainingConsent': true" : "'score': 0.25, 'comment': 'no'");
        }
        UUID other = events.append(team, "gateway.call.completed", TestCalls.call("other", "v1", 5));
        give(team, other, "'thumbs': 'DOWN'");

        JsonNode sums = get(team, "/api/v1/feedback/summary");
        assertThat(sums.path("all").path("feedback").asInt()).isEqualTo(9);
        JsonNode first = sums.path("versions").get(0);
        assertThat(first.path("route").asString()).isEqualTo("sums");
        assertThat(first.path("model").asString()).isEqualTo("support@1");
        assertThat(first.path("figures").path("trainable").asInt()).isEqualTo(6);
        assertThat(first.path("figures").path("csat").path("share").asDouble()).isEqualTo(0.75);
        assertThat(first.path("figures").path("csat").path("low").asDouble()).isBetween(0.4, 0.42);
        assertThat(get(team, "/api/v1/feedback?route=sums&maxScore=0.5&model=support")
                        .path("items"))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each.path("call").path("variant").asString()).isEqualTo("v1"));
        assertThat(get(team, "/api/v1/feedback?trainingConsent=true&thumbs=UP").path("items"))
                .hasSize(6);
        assertThat(get("team-stranger", "/api/v1/feedback/summary")
                        .path("all")
                        .path("feedback")
                        .asInt())
                .isZero();
    }

    @Test
    void makesPreferenceDataOnlyWithConsentAndWithoutPersonalData() {
        String team = "team-prefer";
        String erased = service.bean(Pseudonyms.class).of("erased-of-prefer");
        UUID good = call(team, null, "Where is [PERSON_ABCDE_FGHIJ]'s card?", "Write to jane.roe@example.com");
        UUID bad = call(team, null, "Where is [PERSON_VWXYZ_FGHIJ]'s card?", "No idea");
        UUID corrected = call(team, null, "Tell me the fee", "Nothing");
        UUID silent = call(team, null, "Tell me more", "Never");
        UUID gone = call(team, erased, "Tell me less", "Ever");
        UUID without = events.append(team, "gateway.call.completed", TestCalls.call("prefer", "v", 5));
        give(team, good, "'thumbs': 'UP', 'trainingConsent': true");
        give(team, bad, "'thumbs': 'DOWN', 'trainingConsent': true");
        give(team, corrected, "'correction': 'It is 5 euros, says john.doe@example.com', 'trainingConsent': true");
        give(team, silent, "'correction': 'Always'");
        give(team, gone, "'correction': 'Sometimes', 'trainingConsent': true");
        give(team, without, "'correction': 'Sometimes', 'trainingConsent': true");
        new Erasures(service.database().dataSource("governance_app")).erase(erased);

        JsonNode counts = get(team, "/api/v1/preferences/summary");
        assertThat(counts.path("considered").asInt()).isEqualTo(6);
        assertThat(counts.path("used").asInt()).isEqualTo(3);
        assertThat(counts.path("leftOut"))
                .isEqualTo(JSON.valueToTree(Map.of("NO_CONSENT", 1, "CONTENT_ERASED", 1, "CONTENT_NOT_STORED", 1)));
        assertThat(counts.path("byOrigin")).isEqualTo(JSON.valueToTree(Map.of("CORRECTION", 1, "THUMBS", 1)));

        List<JsonNode> pairs = export(team, "TRL_DPO");
        assertThat(pairs)
                .hasSize(2)
                .allSatisfy(pair -> assertThat(pair.toString()).doesNotContain("jane.roe", "john.doe", "ABCDE"));
        assertThat(pairs.getLast().path("prompt").asString()).isEqualTo("Where is <PERSON>'s card?");
        assertThat(pairs.getLast().path("rejected").asString()).isEqualTo("No idea");
        JsonNode openAi = export(team, "OPENAI").getLast();
        assertThat(openAi.at("/input/messages/0/role").asString()).isEqualTo("user");
        assertThat(openAi.at("/non_preferred_output/0/content").asString()).isEqualTo("No idea");
        assertThat(export(team, "TRL_KTO_CONVERSATIONAL"))
                .hasSize(4)
                .extracting(line -> line.path("label").asBoolean())
                .contains(true, false);

        JsonNode made = post(team, "/api/v1/preferences/datasets", "{'dataset': 'prefer'}")
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(made.path("dataset").path("dataset").asString()).isEqualTo("prefer@1");
        JsonNode record = registry.uploads("prefer").getFirst().records().getFirst();
        assertThat(record.path("references").get(0).asString()).startsWith("It is 5 euros");
        assertThat(record.path("feedback")).hasSize(1);
        assertThat(record.path("rejected").asString()).isEqualTo("Nothing");
        assertThat(registry.reports())
                .anySatisfy(report ->
                        assertThat(report.at("/outputs/0/name").asString()).isEqualTo("dataset:prefer@1"));
        post(team, "/api/v1/preferences/datasets", "{'dataset': 'prefer', 'format': 'OPENAI'}")
                .expectStatus()
                .isBadRequest();
        service.client(service.governance().userToken(team, Role.CI_PIPELINE))
                .post()
                .uri("/api/v1/preferences/datasets")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"dataset\": \"prefer\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(get("team-stranger", "/api/v1/preferences/datasets").path("items"))
                .isEmpty();
    }

    @Test
    void storesAVersionOnceAPlanHasEnoughNewPreferences() {
        String team = "team-plan";
        give(team, call(team, null, "One", "1"), "'correction': 'uno', 'trainingConsent': true");
        put(team, "{'dataset': 'planned', 'minNew': 2, 'model': 'support'}")
                .expectStatus()
                .isCreated();
        await("a run")
                .untilAsserted(() -> assertThat(get(team, "/api/v1/preferences/plans/planned")
                                .path("last")
                                .path("newPreferences")
                                .asInt())
                        .isEqualTo(1));
        assertThat(registry.uploads("planned")).isEmpty();

        give(team, call(team, null, "Two", "2"), "'correction': 'due', 'trainingConsent': true");
        put(team, "{'dataset': 'planned', 'minNew': 2, 'model': 'support@1'}")
                .expectStatus()
                .isOk();
        await("a version")
                .untilAsserted(() -> assertThat(get(team, "/api/v1/preferences/plans/planned")
                                .path("last")
                                .path("dataset")
                                .asString())
                        .isEqualTo("planned@1"));
        assertThat(registry.uploads("planned"))
                .singleElement()
                .satisfies(upload -> assertThat(upload.records()).hasSize(2));
        put(team, "{'dataset': 'planned', 'minNew': 1}").expectStatus().isOk();
        await("a run without anything new")
                .untilAsserted(() -> assertThat(get(team, "/api/v1/preferences/plans/planned")
                                .path("last")
                                .path("newPreferences")
                                .asInt())
                        .isZero());
        assertThat(registry.uploads("planned")).hasSize(1);
    }

    private static UUID call(String team, @Nullable String subject, String prompt, String answer) {
        String content = JSON.writeValueAsString(Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", prompt)),
                "choices",
                List.of(Map.of("message", Map.of("role", "assistant", "content", answer), "finish_reason", "stop"))));
        Payload payload = Payload.of(content.getBytes(StandardCharsets.UTF_8), new SecureRandom());
        AuditEvent event = AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "prefer"))
                .outcome(Outcome.SUCCESS)
                .attributes(TestCalls.call("prefer", "v", 5))
                .subjects(subject == null ? List.of() : List.of(subject))
                .payload(payload.commitment())
                .build();
        return events.append(event, payload);
    }

    private static void give(String team, UUID call, String members) {
        service.client(service.governance().userToken(team, Role.APPLICATION))
                .post()
                .uri("/api/v1/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"callId\": \"%s\", %s}".formatted(call, members.replace('\'', '"')))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private static List<JsonNode> export(String team, String format) {
        String lines = engineer(team)
                .get()
                .uri("/api/v1/preferences/export?format=" + format)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return lines.lines().map(JSON::readTree).toList();
    }

    private static RestTestClient.ResponseSpec post(String team, String uri, String body) {
        return engineer(team)
                .post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.replace('\'', '"'))
                .exchange();
    }

    private static RestTestClient.ResponseSpec put(String team, String body) {
        return engineer(team)
                .put()
                .uri("/api/v1/preferences/plans/planned")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.replace('\'', '"'))
                .exchange();
    }

    private static JsonNode get(String team, String uri) {
        return engineer(team)
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static RestTestClient engineer(String team) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER));
    }
}
