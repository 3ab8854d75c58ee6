package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.InForce;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// API keys, at two replicas of one installation.
class KeyIT {

    private static final String ANYTHING = "/api/v1/teams";
    private static final Duration SOON = Duration.ofSeconds(2);

    private static Governance here;
    private static Governance there;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("governance");
        here = Governance.start(Map.of(), database);
        there = Governance.start(Map.of(), database);
        here.team("retail-banking");
    }

    @AfterAll
    static void stop() {
        here.service().stop();
        there.close();
    }

    @Test
    void isValidEverywhereAtOnce() {
        String key = here.newKey("retail-banking", Role.ML_ENGINEER, null);
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(200);
        assertThat(there.get(key, ANYTHING).status()).isEqualTo(200);
    }

    @Test
    void tellsWhenItWasLastUsed() {
        String key = here.newKey("retail-banking", Role.PLATFORM_ADMIN, null);
        String info = "/api/v1/api-keys/" + Governance.idOf(key);
        assertThat(here.get(Governance.ADMIN_KEY, info)
                        .body()
                        .path("lastUsedAt")
                        .isNull())
                .isTrue();
        assertThat(here.post(key, "/api/v1/teams", Map.of("name", "made-by-a-key"))
                        .status())
                .isEqualTo(201);
        assertThat(Instant.parse(here.get(Governance.ADMIN_KEY, info)
                        .body()
                        .path("lastUsedAt")
                        .asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void hasNoOwnerIfAUserCreatesItForAMachine() {
        String person = here.person("retail-banking", Role.PLATFORM_ADMIN);
        Answer machine = here.post(
                person,
                "/api/v1/api-keys",
                Map.of("name", "program", "team", "retail-banking", "role", "application", "machine", true));
        assertThat(machine.status()).isEqualTo(201);
        assertThat(machine.body().path("owner").isNull()).isTrue();
        Answer both = here.post(
                person,
                "/api/v1/api-keys",
                Map.of(
                        "name",
                        "program",
                        "team",
                        "retail-banking",
                        "role",
                        "application",
                        "machine",
                        true,
                        "owner",
                        here.user("owner-of-none", "retail-banking", Role.APPLICATION)));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.body().path("errors").get(0).path("pointer").asString()).isEqualTo("/owner");
    }

    @Test
    void isShownOnceAndStoredOnlyByDigest() {
        Answer made = here.post(
                Governance.ADMIN_KEY,
                "/api/v1/api-keys",
                Map.of(
                        "name",
                        "pipeline",
                        "team",
                        "retail-banking",
                        "role",
                        "ci-pipeline",
                        "scopes",
                        List.of("direct-models"),
                        "routes",
                        List.of("support"),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString()));
        assertThat(made.status()).isEqualTo(201);
        String key = made.body().path("key").asString();
        assertThat(key).matches("plk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
        String id = made.body().path("id").asString();
        assertThat(made.body().path("prefix").asString()).isEqualTo("plk_" + id);

        JsonNode shown =
                here.get(Governance.ADMIN_KEY, "/api/v1/api-keys/" + id).body();
        String secret = key.substring(key.indexOf('_', 4) + 1);
        assertThat(shown.has("key")).isFalse();
        assertThat(shown.toString()).doesNotContain(secret);
        assertThat(shown.path("scopes").get(0).asString()).isEqualTo("direct-models");
        String rows = JdbcClient.create(here.service().database().superuser())
                .sql("select string_agg(k::text, ' ') from governance.api_key k")
                .query(String.class)
                .single();
        assertThat(rows).contains(id).doesNotContain(secret);
    }

    @Test
    void acceptsItsOldSecretDuringTheGracePeriod() {
        String key = here.newKey("retail-banking", Role.ML_ENGINEER, null);
        String id = Governance.idOf(key);
        assertThat(there.get(key, ANYTHING).status()).isEqualTo(200);
        Answer rotated =
                here.post(Governance.ADMIN_KEY, "/api/v1/api-keys/" + id + "/rotate", Map.of("graceSeconds", 10));
        assertThat(rotated.status()).isEqualTo(200);
        String renewed = rotated.body().path("key").asString();
        Instant until = Instant.parse(rotated.body().path("previousValidUntil").asString());
        assertThat(until).isBetween(Instant.now(), Instant.now().plusSeconds(10));
        assertThat(renewed).startsWith("plk_" + id + "_").isNotEqualTo(key);

        assertThat(here.get(renewed, ANYTHING).status()).isEqualTo(200);
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(200);
        await("the other replica knows the new secret")
                .atMost(Duration.ofSeconds(20))
                .until(() -> there.get(renewed, ANYTHING).status() == 200);
        await("the grace is over")
                .atMost(Duration.ofSeconds(20))
                .until(() -> there.get(key, ANYTHING).status() == 401);
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(401);
        assertThat(here.get(renewed, ANYTHING).status()).isEqualTo(200);
    }

    @Test
    void losesItsOldSecretAtOnceWithoutGrace() {
        String key = here.newKey("retail-banking", Role.ML_ENGINEER, null);
        here.post(Governance.ADMIN_KEY, "/api/v1/api-keys/" + Governance.idOf(key) + "/rotate", Map.of());
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(401);
    }

    @Test
    void isRevokedEverywhereWithinTwoSeconds() {
        AtomicReference<String> made = new AtomicReference<>("");
        InForce.within(SOON, _ -> {
            String key = here.newKey("retail-banking", Role.ML_ENGINEER, null);
            made.set(key);
            assertThat(there.get(key, ANYTHING).status()).isEqualTo(200);
            for (int i = 0; i < 2; i++) {
                here.admin()
                        .delete()
                        .uri("/api/v1/api-keys/" + Governance.idOf(key))
                        .exchange()
                        .expectStatus()
                        .isNoContent();
            }
            return refusedThere(key);
        });
        String key = made.get();
        String path = "/api/v1/api-keys/" + Governance.idOf(key);
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(401);
        assertThat(here.get(Governance.ADMIN_KEY, path).body().path("revokedAt").isNull())
                .isFalse();
        Answer rotated = here.post(Governance.ADMIN_KEY, path + "/rotate", Map.of("graceSeconds", 1));
        assertThat(rotated.status()).isEqualTo(409);
        assertThat(rotated.body().path("type").asString()).isEqualTo("/problems/api-key-ended");
        JsonNode events = here.get(
                        Governance.ADMIN_KEY,
                        "/api/v1/audit/events?action=governance.key.revoked&resource=" + Governance.idOf(key))
                .body()
                .path("items");
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.get(0).path("actor").path("id").asString()).isEqualTo(Governance.idOf(Governance.ADMIN_KEY));
    }

    @Test
    void isRevokedWithItsOwner() {
        String machines = here.newKey("retail-banking", Role.ML_ENGINEER, null);
        InForce.within(SOON, attempt -> {
            String owner = here.user("leaver" + attempt, "retail-banking", Role.ML_ENGINEER);
            String key = here.newKey("retail-banking", Role.ML_ENGINEER, owner);
            assertThat(there.get(key, ANYTHING).status()).isEqualTo(200);
            disable(owner, true);
            assertThat(here.get(key, ANYTHING).status()).isEqualTo(401);
            return refusedThere(key);
        });
        String owner = here.user("returner", "retail-banking", Role.ML_ENGINEER);
        String key = here.newKey("retail-banking", Role.ML_ENGINEER, owner);
        disable(owner, true);
        await("the other replica has heard").atMost(Duration.ofSeconds(20)).until(refusedThere(key));
        disable(owner, false);
        assertThat(here.get(key, ANYTHING).status()).isEqualTo(401);
        assertThat(there.get(key, ANYTHING).status()).isEqualTo(401);
        assertThat(there.get(machines, ANYTHING).status()).isEqualTo(200);
    }

    private static void disable(String user, boolean disabled) {
        here.admin()
                .patch()
                .uri("/api/v1/users/" + user)
                .body(Map.of("disabled", disabled))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static Callable<Boolean> refusedThere(String key) {
        return () -> there.get(key, ANYTHING).status() == 401;
    }

    @Test
    void isRevokedWithTheGrantThatCoveredIt() {
        here.team("cards");
        AtomicReference<String> mover = new AtomicReference<>("");
        InForce.within(SOON, attempt -> {
            String owner = here.user("mover" + attempt, "retail-banking", Role.ML_ENGINEER);
            mover.set(owner);
            grant(owner, Map.of("retail-banking", "ml-engineer", "cards", "auditor"));
            String lost = here.newKey("retail-banking", Role.ML_ENGINEER, owner);
            assertThat(there.get(lost, ANYTHING).status()).isEqualTo(200);
            String kept = here.newKey("cards", Role.AUDITOR, owner);
            grant(owner, Map.of("retail-banking", "application", "cards", "auditor"));
            assertThat(here.get(lost, ANYTHING).status()).isEqualTo(401);
            assertThat(here.get(kept, ANYTHING).status()).isEqualTo(200);
            return refusedThere(lost);
        });
        String kept = here.newKey("cards", Role.AUDITOR, mover.get());
        assertThat(here.get(kept, ANYTHING).status()).isEqualTo(200);
        grant(mover.get(), Map.of());
        assertThat(here.get(kept, ANYTHING).status()).isEqualTo(401);
    }

    private static void grant(String user, Map<String, String> roles) {
        List<Map<String, String>> grants = roles.entrySet().stream()
                .map(grant -> Map.of("team", grant.getKey(), "role", grant.getValue()))
                .toList();
        here.admin()
                .patch()
                .uri("/api/v1/users/" + user)
                .body(Map.of("grants", grants))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void belongsOnlyToUsersWithItsPermissions() {
        String owner = here.user("less", "retail-banking", Role.ML_ENGINEER);
        for (String role : List.of("compliance-officer", "ci-pipeline")) {
            Answer refused = here.post(
                    Governance.ADMIN_KEY,
                    "/api/v1/api-keys",
                    Map.of("name", "x", "team", "retail-banking", "role", role, "owner", owner));
            assertThat(refused.status()).as(role).isEqualTo(role.equals("ci-pipeline") ? 201 : 400);
        }
    }

    @Test
    void refusesForeignKeys() {
        String key = here.newKey("retail-banking", Role.ML_ENGINEER, null);
        for (String wrong : List.of(Governance.unknownKey(), key + "x", key.substring(0, 21), "plk__", "plk_")) {
            assertThat(here.get(wrong, ANYTHING).status()).as(wrong).isEqualTo(401);
        }
    }

    @Test
    void hasNoRoleItsCreatorLacks() {
        Answer refused = here.post(
                Governance.ADMIN_KEY,
                "/api/v1/api-keys",
                Map.of("name", "x", "team", "retail-banking", "role", "service"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/grant-exceeds-own");
    }

    @Test
    void refusesInvalidRequests() {
        Map<String, Map<String, Object>> wrong = Map.of(
                "/team", Map.of("name", "x", "team", "no-such-team", "role", "auditor"),
                "/role", Map.of("name", "x", "team", "retail-banking", "role", "king"),
                "/scopes/1",
                        Map.of(
                                "name", "x",
                                "team", "retail-banking",
                                "role", "application",
                                "scopes", List.of("direct-models", "banana")),
                "/name", Map.of("name", "a\r\nb", "team", "retail-banking", "role", "auditor"),
                "/expiresAt",
                        Map.of(
                                "name", "x",
                                "team", "retail-banking",
                                "role", "auditor",
                                "expiresAt", "2020-01-01T00:00:00Z"),
                "/owner",
                        Map.of(
                                "name", "x",
                                "team", "retail-banking",
                                "role", "auditor",
                                "owner", "00000000-0000-7000-8000-000000000000"));
        wrong.forEach((pointer, body) -> {
            Answer refused = here.post(Governance.ADMIN_KEY, "/api/v1/api-keys", body);
            assertThat(refused.status()).as(pointer).isEqualTo(400);
            assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                    .isEqualTo(pointer);
        });
        assertThat(here.post(Governance.ADMIN_KEY, "/api/v1/api-keys", Map.of("name", "x", "role", "auditor"))
                        .body()
                        .path("type")
                        .asString())
                .isEqualTo("/problems/team-required");
    }

    @Test
    void expiresWithinTheCalendarOrNever() {
        Answer refused = here.post(
                Governance.ADMIN_KEY,
                "/api/v1/api-keys",
                Map.of(
                        "name", "x",
                        "team", "retail-banking",
                        "role", "auditor",
                        "expiresAt", "+500000-01-01T00:00:00Z"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/expiresAt");
    }

    @Test
    void areListedPageByPage() {
        here.team("paged");
        for (String name : List.of("b", "a", "c")) {
            here.post(
                    Governance.ADMIN_KEY, "/api/v1/api-keys", Map.of("name", name, "team", "paged", "role", "auditor"));
        }
        JsonNode first = here.get(Governance.ADMIN_KEY, "/api/v1/api-keys?team=paged&limit=2")
                .body();
        assertThat(first.path("items").valueStream().map(key -> key.path("name").asString()))
                .containsExactly("a", "b");
        JsonNode second = here.get(
                        Governance.ADMIN_KEY,
                        "/api/v1/api-keys?team=paged&limit=2&cursor="
                                + first.path("nextCursor").asString())
                .body();
        assertThat(second.path("items")
                        .valueStream()
                        .map(key -> key.path("name").asString()))
                .containsExactly("c");
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }
}
