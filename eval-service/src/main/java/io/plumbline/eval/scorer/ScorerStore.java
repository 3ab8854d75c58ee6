package io.plumbline.eval.scorer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores versions of scorers. The database limits them to the caller's teams.
@Component
class ScorerStore {

    private static final String COLUMNS =
            "id, team, name, number, digest, octet_length(module) as bytes, created_by, created_at";

    private final JdbcClient jdbc;

    ScorerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ScorerVersion version, byte[] module) {
        jdbc.sql("""
                        insert into scorer_version (id, team, name, number, digest, module, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        version.id(),
                        version.team(),
                        version.name(),
                        version.version(),
                        version.digest(),
                        module,
                        version.createdBy(),
                        Timestamp.from(version.createdAt()))
                .update();
    }

    /// Returns the newest version; empty without one that the caller can see.
    Optional<ScorerVersion> newest(String name) {
        return jdbc.sql("select " + COLUMNS + " from scorer_version where name = ? order by number desc limit 1")
                .param(name)
                .query((row, _) -> version(row))
                .optional();
    }

    Optional<ScorerVersion> find(String name, int number) {
        return jdbc.sql("select " + COLUMNS + " from scorer_version where name = ? and number = ?")
                .params(name, number)
                .query((row, _) -> version(row))
                .optional();
    }

    /// Newest first.
    List<ScorerVersion> list(String name, @Nullable Integer before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from scorer_version where name = :name"
                        + " and number < coalesce(:before, 2147483647) order by number desc limit :limit")
                .param("name", name)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> version(row))
                .list();
    }

    /// Returns a module by its digest.
    Optional<byte[]> module(String digest) {
        return jdbc.sql("select module from scorer_version where digest = ? limit 1")
                .param(digest)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    private static ScorerVersion version(ResultSet row) throws SQLException {
        return new ScorerVersion(
                row.getObject("id", java.util.UUID.class),
                row.getString("team"),
                row.getString("name"),
                row.getInt("number"),
                row.getString("digest"),
                row.getInt("bytes"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
