package io.plumbline.eval.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Stores the judges of the caller's teams.
final class JudgeStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    JudgeStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    Optional<Judge> find(String name) {
        return jdbc.sql("select * from judge where name = ?")
                .param(name)
                .query(this::judge)
                .optional();
    }

    /// Returns the judge, locked until the transaction ends.
    Optional<Judge> hold(String name) {
        return jdbc.sql("select * from judge where name = ? for update")
                .param(name)
                .query(this::judge)
                .optional();
    }

    List<Judge> list(String after, int limit) {
        return jdbc.sql("select * from judge where name > ? order by name limit ?")
                .params(after, limit)
                .query(this::judge)
                .list();
    }

    /// Returns the judges with any version of a rubric, by name.
    List<Judge> byRubric(String rubric, int limit) {
        return jdbc.sql("""
                        select * from judge where split_part(document->>'rubric', '@', 1) = ? order by name limit ?
                        """).params(rubric, limit).query(this::judge).list();
    }

    /// Creates a judge; returns false if the name is taken, even by another team.
    boolean insert(String name, String team, JudgeDocument document, String rubricDigest, String digest) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        insert into judge (name, team, document, rubric_digest, digest, revision, created_at, updated_at)
                        values (?, ?, cast(? as jsonb), ?, ?, 1, ?, ?) on conflict do nothing
                        """)
                        .params(name, team, json.writeValueAsString(document), rubricDigest, digest, now, now)
                        .update()
                == 1;
    }

    void replace(String name, JudgeDocument document, String rubricDigest, String digest) {
        jdbc.sql("""
                        update judge set document = cast(? as jsonb), rubric_digest = ?, digest = ?,
                            revision = revision + 1, updated_at = ? where name = ?
                        """)
                .params(json.writeValueAsString(document), rubricDigest, digest, Timestamp.from(clock.instant()), name)
                .update();
    }

    private Judge judge(ResultSet row, int number) throws SQLException {
        return new Judge(
                row.getString("name"),
                row.getString("team"),
                json.readValue(row.getString("document"), JudgeDocument.class),
                row.getString("rubric_digest"),
                row.getString("digest"),
                row.getInt("revision"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
