package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcConnectorIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    @BeforeAll
    static void fill() {
        for (String statement : new String[] {
            "create schema if not exists helpdesk",
            "create table helpdesk.article (id int primary key, name text, body text)",
            "create sequence helpdesk.counter",
            "insert into helpdesk.article select n, 'Article ' || n, 'Text of ' || n from generate_series(1, 150) n",
            "grant usage on schema helpdesk to registry_app",
            "grant all on all tables in schema helpdesk to registry_app",
            "grant all on all sequences in schema helpdesk to registry_app"
        }) {
            registry.superuser().sql(statement).update();
        }
    }

    private static Client engineer() {
        return registry.engineer("connect-jdbc");
    }

    private static String body(String query, String more) {
        Map<String, Object> jdbc = Map.of(
                "url", registry.service().database().jdbcUrl(),
                "user", "registry_app",
                "query", query,
                "id", "id",
                "title", "name",
                "text", "body");
        return Registry.JSON.writeValueAsString(Map.of(
                "source",
                Map.of("kind", "JDBC", "jdbc", jdbc),
                "secrets",
                Map.of("password", registry.service().database().password()),
                "vanished",
                "DELETE",
                "include",
                more.isEmpty() ? new String[0] : new String[] {more}));
    }

    @Test
    void keepsAKnowledgeBaseCurrentWithAQuery() {
        String query = "select id, name, body from helpdesk.article -- all";
        TestConnector connector = TestConnector.of(engineer(), "jdbc-current", body(query, "14?"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 10 added 10");
        assertThat(changes(connector, body(query, "14?"))).isEmpty();
        assertThat(changes(connector, body(query, "15?"))).containsExactly("/include");
        assertThat(connector.documents()).startsWith("Article 140.txt 1 []\nArticle 141.txt 1 []\n");
        registry.superuser()
                .sql("update helpdesk.article set body = 'Other' where id = 140")
                .update();
        registry.superuser().sql("delete from helpdesk.article where id = 141").update();
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 9 changed 1 unchanged 8 deleted 1");
    }

    private static List<String> changes(TestConnector connector, String body) {
        return engineer()
                .post(connector.path() + "/diff", body)
                .expect(200)
                .body()
                .path("changes")
                .valueStream()
                .map(change -> change.path("pointer").asString())
                .toList();
    }

    @Test
    void writesNothing() {
        TestConnector connector =
                TestConnector.of(engineer(), "jdbc-writes", body("select 1 as id, '' as name, 'x' as body", ""));
        String[][] attempts = {
            {"with gone as (delete from helpdesk.article returning *) select * from gone", "sql-0A000"},
            {"select nextval('helpdesk.counter') as id, '' as name, '' as body", "sql-25006"},
            {"select id, name, body from helpdesk.missing", "sql-42P01"},
            {
                "select set_config('transaction_read_only', 'off', false) as id, '' as name,"
                        + " nextval('helpdesk.counter')::text as body",
                "sql-25001"
            }
        };
        for (String[] attempt : attempts) {
            engineer().put(connector.path(), body(attempt[0], "")).expect(200);
            assertThat(connector.outcome()).as(attempt[0]).isEqualTo("FAILED " + attempt[1]);
        }
        for (String query : new String[] {"select 1; drop table helpdesk.article", "delete from helpdesk.article"}) {
            assertThat(engineer()
                            .put(connector.path(), body(query, ""))
                            .expect(400, "invalid-request")
                            .pointers())
                    .containsExactly("/source/jdbc/query");
        }
        assertThat(registry.superuser()
                        .sql("select is_called from helpdesk.counter")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }
}
