package io.plumbline.registry.knowledge.connector;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.KnowledgeBase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of connectors.
@Repository
public class ConnectorStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ConnectorStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Connector> find(UUID base, String name) {
        return jdbc.sql("select * from knowledge_connector where knowledge_base_id = ? and name = ?")
                .params(base, name)
                .query(this::connector)
                .optional();
    }

    public Optional<Connector> find(UUID id) {
        return jdbc.sql("select * from knowledge_connector where id = ?")
                .param(id)
                .query(this::connector)
                .optional();
    }

    /// Returns the encrypted secrets; empty if there are none.
    Optional<byte[]> secrets(UUID id) {
        return jdbc.sql("select secrets from knowledge_connector where id = ? and secrets is not null")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    /// Returns up to `limit` connectors by name.
    List<Connector> page(UUID base, String after, int limit) {
        return jdbc.sql("""
                        select * from knowledge_connector where knowledge_base_id = ? and name > ? order by name limit ?
                        """).params(base, after, limit).query(this::connector).list();
    }

    int count(UUID base) {
        return jdbc.sql("select count(*) from knowledge_connector where knowledge_base_id = ?")
                .param(base)
                .query(Integer.class)
                .single();
    }

    /// Inserts a connector; returns false if the name is taken.
    boolean insert(KnowledgeBase base, Connector connector, byte @Nullable [] secrets) {
        return jdbc.sql("""
                        insert into knowledge_connector (id, knowledge_base_id, team, name, terms, secrets, secret_names,
                            enabled, next_run_at, revision, created_at, updated_at, updated_by_type, updated_by_id)
                        values (:id, :base, :team, :name, cast(:terms as jsonb), :secrets, :names, :enabled, :next, 0, :now,
                            :now, :actorType, :actor)
                        on conflict (knowledge_base_id, name) do nothing
                        """)
                        .param("id", connector.id())
                        .param("base", base.id())
                        .param("team", base.team())
                        .param("name", connector.name())
                        .param("terms", json.writeValueAsString(connector.terms()))
                        .param("secrets", secrets)
                        .param("names", connector.secretNames().toArray(String[]::new))
                        .param("enabled", connector.terms().enabled())
                        .param("next", timestamp(connector.nextRunAt()))
                        .param("now", Timestamp.from(connector.createdAt()))
                        .param("actorType", connector.updatedBy().type().name())
                        .param("actor", connector.updatedBy().id())
                        .update()
                == 1;
    }

    /// Replaces a connector; returns false if it has changed since it was read.
    boolean update(Connector connector, byte @Nullable [] secrets) {
        return jdbc.sql("""
                        update knowledge_connector set terms = cast(:terms as jsonb), secrets = :secrets,
                            secret_names = :names, enabled = :enabled, next_run_at = :next, revision = revision + 1,
                            updated_at = :now, updated_by_type = :actorType, updated_by_id = :actor
                        where id = :id and revision = :revision
                        """)
                        .param("terms", json.writeValueAsString(connector.terms()))
                        .param("secrets", secrets)
                        .param("names", connector.secretNames().toArray(String[]::new))
                        .param("enabled", connector.terms().enabled())
                        .param("next", timestamp(connector.nextRunAt()))
                        .param("now", Timestamp.from(connector.updatedAt()))
                        .param("actorType", connector.updatedBy().type().name())
                        .param("actor", connector.updatedBy().id())
                        .param("id", connector.id())
                        .param("revision", connector.revision())
                        .update()
                == 1;
    }

    void delete(UUID id) {
        jdbc.sql("delete from knowledge_connector where id = ?").param(id).update();
    }

    /// Returns the enabled connectors whose schedule is due.
    public List<Connector> due(Instant now) {
        return jdbc.sql("select * from knowledge_connector where enabled and next_run_at <= ? order by next_run_at")
                .param(Timestamp.from(now))
                .query(this::connector)
                .list();
    }

    /// Sets when the schedule starts the next run.
    public void plan(UUID id, @Nullable Instant next) {
        jdbc.sql("update knowledge_connector set next_run_at = :next where id = :id")
                .param("next", timestamp(next))
                .param("id", id)
                .update();
    }

    private Connector connector(ResultSet row, int number) throws SQLException {
        Timestamp next = row.getTimestamp("next_run_at");
        return new Connector(
                row.getObject("id", UUID.class),
                row.getObject("knowledge_base_id", UUID.class),
                row.getString("team"),
                row.getString("name"),
                json.readValue(row.getString("terms"), ConnectorTerms.class),
                List.of((String[]) row.getArray("secret_names").getArray()),
                next == null ? null : next.toInstant(),
                row.getLong("revision"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                Author.of(row.getString("updated_by_type"), row.getString("updated_by_id")));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
