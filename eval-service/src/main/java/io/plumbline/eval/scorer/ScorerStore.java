package io.plumbline.eval.scorer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores versions of scorers. The database limits them to the caller's teams.
@Component
class ScorerStore {

    private static final String LISTED = """
            id, team, name, number, kind, digest, coalesce(octet_length(module), octet_length(source), 0) as bytes,
            null::text as source, http, stated_version, created_by, created_at
            """;
    private static final String WHOLE = LISTED.replace("null::text as source", "source");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ScorerStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A version with its definition.
    ///
    /// @param changes number of times that its service has stated another version than before
    record Stored(ScorerVersion version, ScorerSpec spec, int changes) {}

    void insert(ScorerVersion version, ScorerSpec spec) {
        jdbc.sql("""
                        insert into scorer_version (id, team, name, number, kind, digest, module, source, http,
                            stated_version, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)
                        """)
                .param(version.id())
                .param(version.team())
                .param(version.name())
                .param(version.version())
                .param(version.type().name())
                .param(version.digest())
                .param(spec.module())
                .param(spec.source())
                .param(spec.http() == null ? null : json.writeValueAsString(spec.http()))
                .param(version.statedVersion())
                .param(version.createdBy())
                .param(Timestamp.from(version.createdAt()))
                .update();
    }

    /// Returns the newest version; empty without one that the caller can see.
    Optional<ScorerVersion> newest(String name) {
        return jdbc.sql("select " + WHOLE + " from scorer_version where name = ? order by number desc limit 1")
                .param(name)
                .query(this::version)
                .optional();
    }

    Optional<ScorerVersion> find(String name, int number) {
        return jdbc.sql("select " + WHOLE + " from scorer_version where name = ? and number = ?")
                .params(name, number)
                .query(this::version)
                .optional();
    }

    /// Returns a version with its definition.
    Optional<Stored> stored(String name, int number) {
        return jdbc.sql("select " + WHOLE
                        + ", module, stated_changes from scorer_version where name = ? and number = ?")
                .params(name, number)
                .query((row, at) -> {
                    ScorerVersion version = version(row, at);
                    return new Stored(
                            version,
                            new ScorerSpec(row.getBytes("module"), version.source(), version.http()),
                            row.getInt("stated_changes"));
                })
                .optional();
    }

    /// Newest first, without sources.
    List<ScorerVersion> list(String name, @Nullable Integer before, int limit) {
        return jdbc.sql("select " + LISTED + " from scorer_version where name = :name"
                        + " and number < coalesce(:before, 2147483647) order by number desc limit :limit")
                .param("name", name)
                .param("before", before)
                .param("limit", limit)
                .query(this::version)
                .list();
    }

    /// Returns the newest version of each scorer by name, without sources.
    List<ScorerVersion> all(String after, int limit) {
        return jdbc.sql("select distinct on (name) " + LISTED
                        + " from scorer_version where name > ? order by name, number desc limit ?")
                .params(after, limit)
                .query(this::version)
                .list();
    }

    /// Returns a module by its digest.
    Optional<byte[]> module(String digest) {
        return jdbc.sql("select module from scorer_version where digest = ? and module is not null limit 1")
                .param(digest)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /// Records the version that a service stated; returns false if it was known.
    boolean state(UUID id, @Nullable String version) {
        return jdbc.sql("""
                        update scorer_version set stated_version = :version, stated_changes = stated_changes + 1
                        where id = :id and stated_version is distinct from :version
                        """).param("id", id).param("version", version).update() == 1;
    }

    private ScorerVersion version(ResultSet row, int number) throws SQLException {
        String http = row.getString("http");
        return new ScorerVersion(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("name"),
                row.getInt("number"),
                ScorerKind.valueOf(row.getString("kind")),
                row.getString("digest"),
                row.getInt("bytes"),
                row.getString("source"),
                http == null ? null : json.readValue(http, HttpEndpoint.class),
                row.getString("stated_version"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
