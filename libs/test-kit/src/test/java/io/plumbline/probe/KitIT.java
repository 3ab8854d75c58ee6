package io.plumbline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.DeniedRequests;
import io.plumbline.testkit.InForce;
import io.plumbline.testkit.ServiceUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class KitIT {

    @RegisterExtension
    static final Probe PROBE = new Probe();

    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        service = PROBE.service();
    }

    @Test
    void walksEveryOperationAsAStranger() {
        create(service.governance().userToken("team-a", Role.ML_ENGINEER), "canary-of-a-1");
        AuthorizationWalk.of(service)
                .variable("name", "canary-of-a-1")
                .body("POST /api/v1/things", "{\"team\":\"team-a\",\"name\":\"canary-of-a-2\"}")
                .walk();
    }

    @Test
    void showsNothingOfAnotherTeamEvenToAQueryThatAsksForAll() {
        create(service.governance().userToken("team-a", Role.ML_ENGINEER), "behind-the-check");
        JdbcClient app = JdbcClient.create(service.database().dataSource("monitoring_app"));
        assertThat(app.sql("select count(*) from thing").query(Long.class).single())
                .isZero();
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        assertThat(superuser
                        .sql("select count(*) from monitoring.thing")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void showsEveryTeamToTheWorkerRoleWithTheSameStore() {
        create(service.governance().userToken("team-a", Role.ML_ENGINEER), "seen-by-workers");
        JdbcClient things = service.bean(JdbcClient.class);
        Supplier<String> role =
                () -> things.sql("select current_user").query(String.class).single();
        Supplier<Long> count = () -> things.sql("select count(*) from thing where name = 'seen-by-workers'")
                .query(Long.class)
                .single();
        assertThat(Tenancy.asWorker(role)).isEqualTo("monitoring_worker");
        assertThat(Tenancy.asWorker(count)).isEqualTo(1);
        assertThat(Tenancy.asWorker(() -> Tenancy.callAs(Set.of("team-b"), count)))
                .as("rows within the worker's work for one team")
                .isZero();
        assertThat(role.get()).isEqualTo("monitoring_app");
        assertThat(count.get()).isZero();
    }

    @Test
    void keepsTheRoleOfATransaction() {
        TransactionTemplate transactions = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.execute(_ -> Tenancy.asWorker(() -> "escaped")));
        assertThatIllegalStateException()
                .isThrownBy(() -> Tenancy.asWorker(
                        () -> transactions.execute(_ -> Tenancy.callAs(Set.of("team-a"), () -> "still a worker"))));
        assertThat(Tenancy.<String>asWorker(() -> transactions.execute(_ -> Tenancy.asWorker(() -> "the same role"))))
                .isEqualTo("the same role");
    }

    @Test
    void servesTheDocsPageToEveryone() {
        for (String path :
                List.of("/docs", "/docs/docs.js", "/docs/docs.css", "/docs/webjars/swagger-ui/swagger-ui-bundle.js")) {
            service.client().get().uri(path).exchange().expectStatus().isOk();
        }
        service.client()
                .get()
                .uri("/docs")
                .exchange()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("docs/docs.js", "swagger-ui-bundle.js"));
    }

    @Test
    void pagesByCursor() {
        String token = service.governance().userToken("team-pages", Role.ML_ENGINEER);
        for (int i = 0; i < 3; i++) {
            create(token, "page-" + i);
        }
        String cursor = service.client(token)
                .get()
                .uri("/api/v1/things?limit=2")
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("nextCursor")
                .asString();
        service.client(token)
                .get()
                .uri("/api/v1/things?limit=2&cursor=" + cursor)
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].name")
                .isEqualTo("page-2")
                .jsonPath("$.nextCursor")
                .isEmpty();
        service.client(token)
                .get()
                .uri("/api/v1/things?cursor=%21")
                .exchange()
                .expectStatus()
                .isBadRequest();
        service.client(token)
                .get()
                .uri("/api/v1/things?limit=501")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void takesApiKeysAndForgetsThemWhenRevoked() {
        String key = service.governance().apiKey("team-a", Role.ML_ENGINEER);
        await("the key arrives")
                .untilAsserted(() -> service.client(key)
                        .get()
                        .uri("/api/v1/things")
                        .exchange()
                        .expectStatus()
                        .isOk());
        service.client(key + "x")
                .get()
                .uri("/api/v1/things")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        InForce.within(Duration.ofSeconds(5), attempt -> {
            String revoked = attempt == 0 ? key : service.governance().apiKey("team-a", Role.ML_ENGINEER);
            await("it is taken").until(() -> status(revoked) == 200);
            service.governance().revoke(revoked);
            return () -> status(revoked) == 401;
        });
    }

    private static int status(String key) {
        return service.client(key)
                .get()
                .uri("/api/v1/things")
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void isReadyAndKeepsItsMetricsToItself() {
        service.client()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        service.client()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
        service.client()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.permission")
                .isEqualTo("telemetry:read");
        for (Role role : List.of(Role.PLATFORM_ADMIN, Role.TELEMETRY_READER)) {
            service.client(service.governance().userToken("x", role))
                    .get()
                    .uri("/actuator/prometheus")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .value(metrics -> assertThat(metrics)
                            .contains("http_server_requests_seconds_count")
                            .doesNotContain("spring_security"));
        }
    }

    @Test
    void reportsDeniedRequestsInSumsWithoutAddressAndPath() {
        String team = "team-denied";
        String application = service.governance().userToken(team, Role.APPLICATION);
        for (int i = 0; i < 180; i++) {
            assertThat(statusOf(application, "/api/v1/things/secret-path-" + i)).isEqualTo(403);
        }
        String revoked = service.governance().apiKey(team, Role.ML_ENGINEER);
        await("the key is taken").until(() -> status(revoked) == 200);
        service.governance().revoke(revoked);
        await("the key is revoked").until(() -> status(revoked) == 401);
        String id = ApiKey.parse(revoked).orElseThrow().id();

        await("the first are reported").until(() -> count(ofTeam(team)) > 0 && count(ofKey(id)) > 0);
        assertThat(DeniedRequests.count(service)).isGreaterThan(180);

        List<JsonNode> ofTeam = ofTeam(team);
        assertThat(count(ofTeam)).isEqualTo(180);
        assertThat(ofTeam).hasSizeLessThan(5).allSatisfy(event -> {
            assertThat(event.at("/actor/type").asString()).isEqualTo("user");
            assertThat(event.at("/service").asString()).isEqualTo("monitoring");
            assertThat(event.at("/resource/id").asString()).isEqualTo("monitor:read");
            assertThat(event.at("/outcome").asString()).isEqualTo("DENIED");
            assertThat(event.at("/attributes/operations").toString()).isEqualTo("[\"GET /api/v1/things/{name}\"]");
        });
        assertThat(ofKey(id)).allSatisfy(event -> {
            assertThat(event.at("/actor/type").asString()).isEqualTo("anonymous");
            assertThat(event.at("/actor/id").asString()).startsWith("address-");
            assertThat(event.at("/team").asString()).isEqualTo("platform");
        });
        assertThat(DeniedRequests.events(service).toString())
                .doesNotContain(
                        "secret-path",
                        "127.0.0.1",
                        ApiKey.parse(revoked).orElseThrow().secret());
    }

    private static int statusOf(String credential, String path) {
        return service.client(credential)
                .get()
                .uri(path)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static List<JsonNode> ofTeam(String team) {
        return DeniedRequests.events(service).stream()
                .filter(event -> event.path("team").asString().equals(team))
                .toList();
    }

    private static List<JsonNode> ofKey(String id) {
        return DeniedRequests.events(service).stream()
                .filter(event -> event.at("/attributes/apiKey").asString("").equals(id))
                .toList();
    }

    private static long count(List<JsonNode> events) {
        return events.stream()
                .mapToLong(event -> event.at("/attributes/count").asLong())
                .sum();
    }

    private static void create(String token, String name) {
        service.client(token)
                .post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"" + name + "\"}")
                .exchange()
                .expectStatus()
                .isCreated();
    }
}
