package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Restarts of one installation, with the same secrets and with others.
class BootstrapIT {

    private static final String NEXT_KEY = "plk_00000000000000bb_the-next-bootstrap-secret-0123456789abcdef";

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestPostgres.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void importsSecretsOnceAndAcceptsNewOnes() {
        String token = firstStart();
        restartWithTheSameSecrets(token);
        restartWithOthers();
    }

    private static String firstStart() {
        return run(Map.of(), governance -> {
            JsonNode users =
                    governance.get(Governance.ADMIN_KEY, "/api/v1/users").body().path("items");
            assertThat(users.size()).isEqualTo(1);
            assertThat(users.get(0).path("grants").toString())
                    .isEqualTo("[{\"team\":\"platform\",\"role\":\"platform-admin\"}]");
            governance
                    .admin()
                    .patch()
                    .uri("/api/v1/users/" + users.get(0).path("id").asString())
                    .body(Map.of("password", "changed by its user"))
                    .exchange()
                    .expectStatus()
                    .isOk();
            return governance.serviceToken("registry");
        });
    }

    /// What the user has changed stays so, and tokens from before the restart hold.
    private static void restartWithTheSameSecrets(String token) {
        run(Map.of(), governance -> {
            Browser browser = new Browser(governance.service().url());
            assertThat(browser.signIn(Governance.ADMIN, Governance.PASSWORD)
                            .uri()
                            .getPath())
                    .isEqualTo("/login");
            assertThat(browser.signIn(Governance.ADMIN, "changed by its user")
                            .uri()
                            .getPath())
                    .isEqualTo("/");
            assertThat(governance.get(token, "/api/v1/approvals").status()).isEqualTo(200);
            assertThat(governance.get(Governance.ADMIN_KEY, "/api/v1/teams").status())
                    .isEqualTo(200);
            JsonNode versions = governance
                    .get(Governance.ADMIN_KEY, "/api/v1/policies/standard/versions")
                    .body();
            assertThat(versions.path("items").size()).isEqualTo(1);
            return "";
        });
    }

    private static void restartWithOthers() {
        Map<String, String> others = Map.of(
                "plumbline.bootstrap.admin-password",
                "the operator's new one",
                "plumbline.bootstrap.admin-api-key",
                NEXT_KEY,
                "plumbline.governance.production-changes.rules.shadow-other-vendor.approvers",
                "2,3,4",
                "plumbline.governance.production-changes.rules.policy-looser.refused",
                "true");
        run(others, governance -> {
            Browser browser = new Browser(governance.service().url());
            assertThat(browser.signIn(Governance.ADMIN, "the operator's new one")
                            .uri()
                            .getPath())
                    .isEqualTo("/");
            assertThat(governance.get(NEXT_KEY, "/api/v1/teams").status()).isEqualTo(200);
            decidesByItsOwnTable(governance);
            assertThat(governance.get(Governance.ADMIN_KEY, "/api/v1/teams").status())
                    .isEqualTo(401);
            governance
                    .service()
                    .client(NEXT_KEY)
                    .delete()
                    .uri("/api/v1/api-keys/" + Governance.idOf(NEXT_KEY))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            return "";
        });
        run(others, governance -> {
            assertThat(governance.get(NEXT_KEY, "/api/v1/teams").status())
                    .as("a revoked key does not come back")
                    .isEqualTo(401);
            return "";
        });
    }

    private static void decidesByItsOwnTable(Governance governance) {
        assertThat(governance
                        .get(NEXT_KEY, "/api/v1/production-changes/rules")
                        .body()
                        .toString())
                .contains("\"approvers\":{\"MINIMAL\":2,\"LIMITED\":3,\"HIGH\":4}");
        JsonNode events = governance
                .get(NEXT_KEY, "/api/v1/audit/events?action=governance.changeRules.inForce")
                .body()
                .path("items");
        assertThat(events.size()).as("one for each table, none for a restart").isEqualTo(2);
        assertThat(events.get(0).at("/attributes/rules/POLICY_LOOSER").toString())
                .contains("\"refused\":true", "[0,1,2]");
        governance.gateway().uses("standard", "MINIMAL", "desk");
        var refused = governance
                .service()
                .client(NEXT_KEY)
                .put()
                .uri("/api/v1/policies/standard")
                .body(Map.of("stages", Map.of()))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .returnResult();
        assertThat(refused.getResponseBody()).contains("/problems/production-change-refused");
    }

    @Test
    void doesNotStartWithAPasswordOutOfBoundsOrLogIt() {
        assertThatThrownBy(
                        () -> Governance.start(Map.of("plumbline.bootstrap.admin-password", "0123456789x"), database))
                .hasMessageContaining("12 characters")
                .message()
                .doesNotContain("0123456789x");
    }

    private static String run(Map<String, String> properties, Function<Governance, String> work) {
        Governance governance = Governance.start(properties, database);
        try {
            return work.apply(governance);
        } finally {
            governance.service().stop();
        }
    }
}
