package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import io.plumbline.testkit.TenantTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class GovernanceIT {

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance = Governance.start();
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void describesItselfAsDocumented() {
        OpenApiDrift.check(governance.service(), "governance");
    }

    @Test
    void refusesAnonymousCallersInEveryOperation() {
        String canary = AuthorizationWalk.CANARY;
        governance.team(AuthorizationWalk.TEAM_A);
        governance.team(canary);
        String user = governance.user(canary, AuthorizationWalk.TEAM_A, Role.ML_ENGINEER);
        String approval = governance
                .post(
                        governance.key(AuthorizationWalk.TEAM_A, Role.ML_ENGINEER),
                        "/api/v1/approvals",
                        Map.of(
                                "action",
                                "registry.version.promote",
                                "resourceType",
                                "model-version",
                                "resourceId",
                                canary + "@1"))
                .body()
                .path("id")
                .asString();
        assertThat(approval).isNotEmpty();
        governance
                .admin()
                .put()
                .uri("/api/v1/policies/" + canary)
                .body(Map.of(
                        "team",
                        AuthorizationWalk.TEAM_A,
                        "stages",
                        Map.of("input", Map.of("pii", Map.of("action", "redact")))))
                .exchange()
                .expectStatus()
                .isCreated();
        Map<String, Object> incident = Map.of(
                "team",
                AuthorizationWalk.TEAM_A,
                "severity",
                "LOW",
                "kind",
                "OTHER",
                "title",
                canary,
                "resource",
                Map.of("type", "rollout", "id", canary));
        assertThat(governance
                        .post(Governance.ADMIN_KEY, "/api/v1/incidents", incident)
                        .status())
                .isEqualTo(201);
        AuthorizationWalk.of(governance.service())
                .credentials((team, role) ->
                        role == Role.SERVICE ? governance.serviceToken("registry") : governance.key(team, role))
                .limitedKey(governance
                        .post(
                                Governance.ADMIN_KEY,
                                "/api/v1/api-keys",
                                Map.of(
                                        "name",
                                        "limited",
                                        "team",
                                        AuthorizationWalk.TEAM_A,
                                        "role",
                                        "platform-admin",
                                        "routes",
                                        List.of("no-such-route")))
                        .body()
                        .path("key")
                        .asString())
                .variable("name", canary)
                .variable("version", "1")
                .variable("id", approval)
                .variable("user", user)
                .variable("type", "USER")
                .body("POST /internal/v1/annotators", "{\"team\":\"team-a\"}")
                // Needs a user's own token; TokenIT has the checks.
                .open("GET /api/v1/account")
                .open("PUT /api/v1/account/password")
                .open("GET /checkpoint")
                .open("GET /api/v1/audit/verifier-key")
                .open("GET /tile/{level}/{tile}")
                .variable("tile", "000")
                .body("POST /api/v1/teams", "{\"name\":\"stolen\"}")
                .body("POST /api/v1/policies/{name}/dry-run", "{\"draft\":{\"stages\":{}}}")
                .body("POST /api/v1/policies/{name}/diff", "{\"stages\":{}}")
                .body(
                        "POST /api/v1/approvals",
                        "{\"team\":\"team-a\",\"action\":\"registry.version.promote\",\"resourceType\":\"x\","
                                + "\"resourceId\":\"y\"}")
                .walk();
        TenantTables.check(
                governance.service(),
                "governance",
                "authorization_code",
                "bootstrap_secret",
                "change_rules",
                "log_signing_key",
                "log_verification",
                "refresh_token",
                "token_signing_key",
                "user_account");
        assertThat(user).isNotEmpty();
    }

    @Test
    void hidesOtherTeamsEvenFromUnfilteredQueries() {
        governance.post(
                governance.key("rls-team", Role.ML_ENGINEER),
                "/api/v1/approvals",
                Map.of("action", "registry.version.promote", "resourceType", "model-version", "resourceId", "rls@1"));
        JdbcClient app = JdbcClient.create(governance.service().database().dataSource("governance_app"));
        JdbcClient superuser = JdbcClient.create(governance.service().database().superuser());
        for (String table : new String[] {"team", "api_key", "user_grant", "approval"}) {
            assertThat(app.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
            assertThat(superuser
                            .sql("select count(*) from governance." + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isPositive();
        }
    }
}
