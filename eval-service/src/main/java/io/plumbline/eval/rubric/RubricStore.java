package io.plumbline.eval.rubric;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Stores the rubrics of the caller's teams. Versions are only added.
final class RubricStore {

    private static final String NEWEST = """
            select v.* from rubric r join rubric_version v on v.name = r.name and v.version = r.newest
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    RubricStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Creates the rubric if missing and locks it until the transaction ends, so that versions are numbered
    /// sequentially.
    ///
    /// @return its team; empty if the name belongs to another team, which the caller cannot see
    Optional<String> hold(String name, String team) {
        jdbc.sql("insert into rubric (name, team, newest) values (?, ?, 0) on conflict do nothing")
                .params(name, team)
                .update();
        return jdbc.sql("select team from rubric where name = ? for update")
                .param(name)
                .query(String.class)
                .optional();
    }

    Rubric add(String name, String team, int version, String digest, RubricDocument document) {
        jdbc.sql("""
                        insert into rubric_version (name, version, team, digest, document, created_at)
                        values (?, ?, ?, ?, cast(? as jsonb), ?)
                        """)
                .params(name, version, team, digest, json.writeValueAsString(document), Timestamp.from(clock.instant()))
                .update();
        jdbc.sql("update rubric set newest = ? where name = ?")
                .params(version, name)
                .update();
        return find(name, version).orElseThrow();
    }

    Optional<Rubric> newest(String name) {
        return jdbc.sql(NEWEST + " where r.name = ?")
                .param(name)
                .query(this::rubric)
                .optional();
    }

    Optional<Rubric> find(String name, int version) {
        return jdbc.sql("select * from rubric_version where name = ? and version = ?")
                .params(name, version)
                .query(this::rubric)
                .optional();
    }

    List<Rubric> newest(String after, int limit) {
        return jdbc.sql(NEWEST + " where r.name > ? order by r.name limit ?")
                .params(after, limit)
                .query(this::rubric)
                .list();
    }

    /// Newest first.
    List<Rubric> versions(String name, int before, int limit) {
        return jdbc.sql("select * from rubric_version where name = ? and version < ? order by version desc limit ?")
                .params(name, before, limit)
                .query(this::rubric)
                .list();
    }

    private Rubric rubric(ResultSet row, int number) throws SQLException {
        return new Rubric(
                row.getString("name"),
                row.getString("team"),
                row.getInt("version"),
                row.getString("digest"),
                json.readValue(row.getString("document"), RubricDocument.class),
                row.getTimestamp("created_at").toInstant());
    }
}
