package io.plumbline.testpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestPostgres.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void runsAgainWithoutChangingAnything() throws SQLException {
        String privileges = """
                SELECT 'schema ' || nspname || ' ' || coalesce(nspacl::text, '') FROM pg_namespace
                UNION ALL SELECT 'database ' || datacl::text FROM pg_database WHERE datname = current_database()
                UNION ALL SELECT 'member ' || roleid::regrole || ' ' || member::regrole || inherit_option || set_option
                    FROM pg_auth_members
                UNION ALL SELECT 'default ' || defaclrole::regrole || defaclacl::text FROM pg_default_acl
                UNION ALL SELECT 'function ' || proname || proacl::text FROM pg_proc
                    WHERE pronamespace = 'plumbline'::regnamespace
                ORDER BY 1
                """;
        List<String> before = query(database.superuser(), privileges);

        try (Connection connection = database.superuser().getConnection()) {
            Template.bootstrap(connection, database.password());
        }

        assertThat(before).hasSizeGreaterThan(20);
        assertThat(query(database.superuser(), privileges)).isEqualTo(before);
    }

    @Test
    void runsForARoleThatMayCreateRolesAndOwnsTheDatabase() throws SQLException {
        Server fresh = EmbeddedServer.start(PostgresPrograms.directory(), "superuser");
        fresh.execute(
                "CREATE ROLE operator LOGIN CREATEROLE PASSWORD '%s'".formatted(TestPostgres.PASSWORD),
                "CREATE DATABASE plumbline OWNER operator");
        TestDatabase owned = new TestDatabase(fresh, "plumbline");
        for (int run = 0; run < 2; run++) {
            try (Connection connection = owned.dataSource("operator").getConnection()) {
                Template.bootstrap(connection, owned.password());
            }
        }

        execute(
                owned.dataSource("registry_owner"),
                "CREATE TABLE model (name text PRIMARY KEY, team text NOT NULL)",
                "SELECT plumbline.protect('model')",
                "INSERT INTO model VALUES ('fraud', 'cards')");
        assertThat(query(owned.dataSource("registry_app"), "SELECT name FROM model"))
                .isEmpty();
        assertThat(query(owned.dataSource("registry_worker"), "SELECT name FROM model"))
                .containsExactly("fraud");
        execute(owned.dataSource("governance_owner"), "SET ROLE audit_owner", "CREATE TABLE audit.t (id int)");
    }

    @Test
    void setsAPasswordOnlyWhereOneIsGiven() throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET plumbline.eval_app_password = 'another''s'");
            statement.execute(Template.script());
        }
        try {
            assertThatThrownBy(() -> query(database.dataSource("eval_app"), "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(database.dataSource("eval_worker"), "SELECT 1")).containsExactly("1");
        } finally {
            try (Connection connection = database.superuser().getConnection()) {
                Template.bootstrap(connection, database.password());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"governance", "registry", "gateway", "eval", "monitoring"})
    void givesEachServiceASchemaThatOnlyItsOwnerMayChange(String service) throws SQLException {
        execute(database.dataSource(service + "_owner"), "CREATE TABLE thing (id int)");

        assertThat(query(
                        database.superuser(),
                        "SELECT schemaname || '.' || tableowner FROM pg_tables WHERE tablename = 'thing'"))
                .containsExactly(service + "." + service + "_owner");
        for (String role : List.of(service + "_app", service + "_worker")) {
            assertThatThrownBy(() -> execute(database.dataSource(role), "CREATE TABLE other (id int)"))
                    .hasMessageContaining("permission denied for schema " + service);
            assertThatThrownBy(() -> query(database.dataSource(role), "SELECT id FROM thing"))
                    .hasMessageContaining("permission denied for table thing");
        }
        String stranger = "registry".equals(service) ? "eval_app" : "registry_app";
        assertThatThrownBy(() -> query(database.dataSource(stranger), "SELECT id FROM " + service + ".thing"))
                .hasMessageContaining("permission denied for schema " + service);
    }

    @Test
    void stripsThePublicOfEverything() throws SQLException {
        String stranger =
                "stranger_" + database.name().substring(database.name().length() - 12);
        execute(database.superuser(), "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(stranger, database.password()));
        try {
            assertThatThrownBy(() -> query(database.dataSource(stranger), "SELECT 1"))
                    .hasMessageContaining("permission denied for database");
            assertThatThrownBy(() -> execute(database.dataSource("registry_app"), "CREATE TABLE public.t (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> execute(database.dataSource("registry_app"), "CREATE TEMP TABLE t (id int)"))
                    .hasMessageContaining("permission denied to create temporary tables");
        } finally {
            execute(database.superuser(), "DROP ROLE " + stranger);
        }
    }

    @Test
    void showsAppsOnlyTheRowsOfTheTeamsThatTheTransactionNames() throws SQLException {
        protectModels();

        assertThat(names("registry_app", null)).isEmpty();
        assertThat(names("registry_app", "")).isEmpty();
        assertThat(names("registry_app", "cards")).containsExactly("fraud");
        assertThat(names("registry_app", "loans,cards")).containsExactly("fraud", "scoring");
        assertThat(names("registry_app", "card")).isEmpty();
        assertThat(names("registry_app", "*")).containsExactly("fraud", "scoring");
        assertThat(names("registry_worker", null)).containsExactly("fraud", "scoring");
        assertThat(names("registry_owner", null)).containsExactly("fraud", "scoring");
    }

    @Test
    void refusesAppsToWriteOrMoveRowsToAnotherTeam() throws SQLException {
        protectModels();

        assertThatThrownBy(() -> asTeams("cards", "INSERT INTO model VALUES ('x', 'loans')"))
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> asTeams("cards", "UPDATE model SET team = 'loans' WHERE name = 'fraud'"))
                .hasMessageContaining("row-level security");
        assertThatCode(() -> asTeams("cards", "DELETE FROM model")).doesNotThrowAnyException();
        assertThat(names("registry_owner", null)).containsExactly("scoring");
    }

    @Test
    void checksForeignKeysUnderForcedRowLevelSecurity() throws SQLException {
        protectModels();
        execute(
                database.dataSource("registry_owner"),
                "CREATE TABLE version (model text REFERENCES model, team text NOT NULL)",
                "SELECT plumbline.protect('version')");

        asTeams("cards", "INSERT INTO version VALUES ('fraud', 'cards')");

        assertThatThrownBy(() -> asTeams("cards", "INSERT INTO version VALUES ('absent', 'cards')"))
                .hasMessageContaining("foreign key");
    }

    @Test
    void refusesToProtectATableWithoutATeam() {
        assertThatThrownBy(() -> execute(
                        database.dataSource("registry_owner"),
                        "CREATE TABLE plain (id int)",
                        "SELECT plumbline.protect('plain')"))
                .hasMessageContaining("needs a column \"team\"");
    }

    @Test
    void grantsAPlainTableToAppAndWorker() throws SQLException {
        execute(
                database.dataSource("eval_owner"),
                "CREATE TABLE job (id bigserial PRIMARY KEY)",
                "SELECT plumbline.grant_plain('job')");

        execute(database.dataSource("eval_app"), "INSERT INTO job DEFAULT VALUES");

        assertThat(query(database.dataSource("eval_worker"), "SELECT id FROM job"))
                .containsExactly("1");
    }

    @Test
    void letsGovernanceAloneTakeOnTheAuditOwner() throws SQLException {
        assertThatThrownBy(() -> execute(database.dataSource("governance_owner"), "CREATE TABLE audit.t (id int)"))
                .hasMessageContaining("permission denied for schema audit");
        execute(database.dataSource("governance_owner"), "SET ROLE audit_owner", "CREATE TABLE audit.t (id int)");
        assertThatThrownBy(() -> execute(database.dataSource("registry_owner"), "SET ROLE audit_owner"))
                .hasMessageContaining("permission denied to set role");
    }

    private void protectModels() throws SQLException {
        execute(
                database.dataSource("registry_owner"),
                "CREATE TABLE model (name text PRIMARY KEY, team text NOT NULL)",
                "SELECT plumbline.protect('model')",
                "INSERT INTO model VALUES ('fraud', 'cards'), ('scoring', 'loans')");
    }

    private List<String> names(String role, @Nullable String teams) throws SQLException {
        try (Connection connection = database.dataSource(role).getConnection();
                var statement = connection.createStatement()) {
            if (teams != null) {
                statement.execute("SET plumbline.teams = '" + teams + "'");
            }
            return column(connection, "SELECT name FROM model ORDER BY name");
        }
    }

    private void asTeams(String teams, String sql) throws SQLException {
        execute(database.dataSource("registry_app"), "SET plumbline.teams = '" + teams + "'", sql);
    }

    private static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return column(connection, sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
