package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks the database itself, bypassing the application: every table of a service's schema, except those named
/// as belonging to no team, forces row-level security by team. The platform sees its rows; another team or an
/// unauthenticated session sees none, whatever the query.
public final class TenantTables {

    /// Tables of the kit and of web-kit.
    private static final Set<String> SHARED = Set.of(
            "flyway_schema_history", "change_counter", "idempotency_key", "web_session", "web_session_attributes");

    /// Rows of the team `*` are visible to all.
    private static final String NOT_SHARED = " where team <> '*'";

    private TenantTables() {}

    /// Checks the schema of a service that holds team-owned rows.
    ///
    /// @param plain the tables that belong to no team
    public static void check(ServiceUnderTest service, String schema, String... plain) {
        Set<String> exempt = new HashSet<>(SHARED);
        exempt.addAll(List.of(plain));
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        List<String> tables = superuser.sql("""
                        select relname from pg_class where relnamespace = ?::regnamespace and relkind in ('r', 'p')
                        """).param(schema).query(String.class).list().stream()
                .map(String::valueOf)
                .toList();
        assertThat(tables)
                .as("tables of %s, those without a team included", schema)
                .containsAll(List.of(plain));
        long rows = 0;
        for (String table : tables) {
            if (!exempt.contains(table)) {
                assertThat(isProtected(superuser, schema, table))
                        .as("%s.%s is under forced row-level security by team", schema, table)
                        .isTrue();
                long all = count(service, schema, table, "*", "");
                assertThat(all)
                        .as("rows of %s for the platform", table)
                        .isEqualTo(superuser
                                .sql("select count(*) from " + schema + "." + table)
                                .query(Long.class)
                                .single());
                assertThat(count(service, schema, table, "a-team-that-is-not-there", NOT_SHARED))
                        .as("rows of %s for another team", table)
                        .isZero();
                assertThat(count(service, schema, table, "", NOT_SHARED))
                        .as("rows of %s for nobody", table)
                        .isZero();
                rows += all;
            }
        }
        assertThat(rows).as("rows to hide in %s", schema).isPositive();
    }

    private static boolean isProtected(JdbcClient superuser, String schema, String table) {
        return superuser
                .sql("""
                        select relrowsecurity and relforcerowsecurity and exists (
                            select from pg_policy
                            where polrelid = pg_class.oid and ?::regrole = any (polroles)
                              and pg_get_expr(polqual, polrelid) like '%plumbline.teams%(team = ANY %'
                              and pg_get_expr(polwithcheck, polrelid) like '%plumbline.teams%(team = ANY %')
                        from pg_class where oid = ?::regclass
                        """)
                .params(schema + "_app", schema + "." + table)
                .query(Boolean.class)
                .single();
    }

    private static long count(ServiceUnderTest service, String schema, String table, String teams, String where) {
        try (Connection connection =
                        service.database().dataSource(schema + "_app").getConnection();
                Statement query = connection.createStatement()) {
            query.execute("set plumbline.teams = '" + teams + "'");
            try (var rows = query.executeQuery("select count(*) from " + schema + "." + table + where)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError("the app role cannot read " + table, e);
        }
    }
}
