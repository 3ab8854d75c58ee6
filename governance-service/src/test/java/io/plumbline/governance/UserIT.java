package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class UserIT {

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.team("retail-banking");
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void isCreatedWithGrantsAndReturnedWithoutPassword() {
        Answer made = create("Mira.ML-Engineer", Governance.PASSWORD, "retail-banking", "ml-engineer");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("username").asString()).isEqualTo("mira.ml-engineer");
        assertThat(made.body().path("grants").get(0).path("role").asString()).isEqualTo("ml-engineer");
        assertThat(made.body().toString()).doesNotContain(Governance.PASSWORD, "hash", "bcrypt");
        String stored = JdbcClient.create(governance.service().database().superuser())
                .sql("select password_hash from governance.user_account where username = 'mira.ml-engineer'")
                .query(String.class)
                .single();
        assertThat(stored).startsWith("{bcrypt}$2");
        assertThat(create("MIRA.ml-engineer", Governance.PASSWORD, "retail-banking", "auditor")
                        .body()
                        .path("type")
                        .asString())
                .isEqualTo("/problems/username-taken");
    }

    @Test
    void refusesAPasswordOutOfBounds() {
        for (String password : List.of("elevenchars", "x".repeat(73), "ü".repeat(37))) {
            Answer refused = create("weak", password, "retail-banking", "auditor");
            assertThat(refused.status()).as(password).isEqualTo(400);
            assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                    .isEqualTo("/password");
            assertThat(refused.body().toString()).doesNotContain(password);
        }
        assertThat(create("strong", "ü".repeat(36), "retail-banking", "auditor").status())
                .isEqualTo(201);
    }

    @Test
    void refusesInvalidGrants() {
        assertThat(pointer(create("x1", Governance.PASSWORD, "no-such-team", "auditor")))
                .isEqualTo("/grants/0/team");
        assertThat(pointer(create("x2", Governance.PASSWORD, "retail-banking", "king")))
                .isEqualTo("/grants/0/role");
        assertThat(create("x3", Governance.PASSWORD, "retail-banking", "service")
                        .status())
                .isEqualTo(403);
        assertThat(pointer(create("with space", Governance.PASSWORD, "retail-banking", "auditor")))
                .isEqualTo("/username");
    }

    @Test
    void isChangedUnlessSomebodyElseChangedItFirst() {
        JsonNode user = create("changed", Governance.PASSWORD, "retail-banking", "auditor")
                .body();
        String path = "/api/v1/users/" + user.path("id").asString();
        String tag = governance
                .admin()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        patch(path, tag, Map.of("grants", List.of()), 200);
        patch(path, tag, Map.of("disabled", true), 412);
        JsonNode now = governance.get(Governance.ADMIN_KEY, path).body();
        assertThat(now.path("grants").size()).isZero();
        assertThat(now.path("disabled").asBoolean()).isFalse();
    }

    @Test
    void isListedByTeamAndTellsWhetherItSignedInAndMustChangeThePassword() {
        governance.team("treasury");
        String id = create("treasurer", Governance.PASSWORD, "treasury", "auditor")
                .body()
                .path("id")
                .asString();
        create("elsewhere", Governance.PASSWORD, "retail-banking", "auditor");
        JsonNode members = governance
                .get(Governance.ADMIN_KEY, "/api/v1/users?team=treasury")
                .body()
                .path("items");
        assertThat(members.size()).isEqualTo(1);
        assertThat(members.get(0).path("username").asString()).isEqualTo("treasurer");
        assertThat(members.get(0).path("lastSignInAt").isNull()).isTrue();
        long version = members.get(0).path("version").asLong();

        new Browser(governance.service().url()).signIn("treasurer", Governance.PASSWORD);
        JsonNode seen =
                governance.get(Governance.ADMIN_KEY, "/api/v1/users/" + id).body();
        assertThat(seen.path("lastSignInAt").isNull()).isFalse();
        assertThat(seen.path("version").asLong()).isEqualTo(version);
        governance
                .admin()
                .patch()
                .uri("/api/v1/users/" + id)
                .body(Map.of("password", "a-temporary-password", "mustChangePassword", true))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(governance
                        .get(Governance.ADMIN_KEY, "/api/v1/users/" + id)
                        .body()
                        .path("mustChangePassword")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void hasRolesThatTheServiceLists() {
        JsonNode roles =
                governance.get(Governance.ADMIN_KEY, "/api/v1/roles").body().path("items");
        assertThat(roles.size()).isEqualTo(Role.values().length);
        for (JsonNode role : roles) {
            Role known = Role.ofCode(role.path("name").asString()).orElseThrow();
            assertThat(role.path("permissions").size())
                    .as(known.code())
                    .isEqualTo(known.permissions().size());
            assertThat(role.path("grantable").asBoolean()).isEqualTo(known != Role.SERVICE);
        }
    }

    @Test
    void appearsByNameInNoEvent() {
        create("secret-name", Governance.PASSWORD, "retail-banking", "auditor");
        JsonNode events = governance
                .get(Governance.ADMIN_KEY, "/api/v1/audit/events?action=governance.user.created")
                .body();
        assertThat(events.path("items").size()).isPositive();
        assertThat(events.toString()).doesNotContain("secret-name");
    }

    @Test
    void refusesDuplicateTeamNames() {
        assertThat(governance
                        .post(Governance.ADMIN_KEY, "/api/v1/teams", Map.of("name", "retail-banking"))
                        .status())
                .isEqualTo(409);
        for (String name : List.of("Upper", "-dash", "a".repeat(64), "ä", "")) {
            assertThat(governance
                            .post(Governance.ADMIN_KEY, "/api/v1/teams", Map.of("name", name))
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(governance
                        .get(Governance.ADMIN_KEY, "/api/v1/teams/platform")
                        .status())
                .isEqualTo(200);
        assertThat(governance.get(Governance.ADMIN_KEY, "/api/v1/teams/nothing").status())
                .isEqualTo(404);
    }

    private static void patch(String path, String tag, Map<String, ?> change, int status) {
        governance
                .admin()
                .patch()
                .uri(path)
                .header("If-Match", tag)
                .body(change)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private static String pointer(Answer refused) {
        assertThat(refused.status()).isEqualTo(400);
        return refused.body().path("errors").get(0).path("pointer").asString();
    }

    private static Answer create(String name, String password, String team, String role) {
        return governance.post(
                Governance.ADMIN_KEY,
                "/api/v1/users",
                Map.of(
                        "username", name,
                        "password", password,
                        "grants", List.of(Map.of("team", team, "role", role))));
    }
}
