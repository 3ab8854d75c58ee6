package io.plumbline.registry.knowledge.rerank;

import io.plumbline.registry.knowledge.KnowledgeBase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of rerankers.
@Repository
class RerankerStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    RerankerStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// A stored reranker.
    ///
    /// @param apiKey encrypted; null for none
    @SuppressWarnings("ArrayRecordComponent") // It is passed on, never compared.
    record Stored(RerankerTerms terms, byte @Nullable [] apiKey, long revision, Instant updatedAt) {}

    Optional<Stored> find(UUID base) {
        return jdbc.sql("select * from knowledge_reranker where knowledge_base_id = ?")
                .param(base)
                .query(this::stored)
                .optional();
    }

    /// Stores a reranker.
    void put(KnowledgeBase base, RerankerTerms terms, byte @Nullable [] apiKey, long revision) {
        jdbc.sql("""
                        insert into knowledge_reranker (knowledge_base_id, team, terms, api_key, revision, updated_at)
                        values (:base, :team, cast(:terms as jsonb), :key, :revision, :now)
                        on conflict (knowledge_base_id) do update set terms = excluded.terms, api_key = excluded.api_key,
                            revision = excluded.revision, updated_at = excluded.updated_at
                        """)
                .param("base", base.id())
                .param("team", base.team())
                .param("terms", json.writeValueAsString(terms))
                .param("key", apiKey)
                .param("revision", revision)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    void delete(UUID base) {
        jdbc.sql("delete from knowledge_reranker where knowledge_base_id = ?")
                .param(base)
                .update();
    }

    /// Blocks other changes of a knowledge base's reranker until the transaction ends.
    void lock(UUID base) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('knowledge_reranker' || ?, 0))")
                .param(base.toString())
                .query(row -> {});
    }

    private Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                json.readValue(row.getString("terms"), RerankerTerms.class),
                row.getBytes("api_key"),
                row.getLong("revision"),
                row.getTimestamp("updated_at").toInstant());
    }
}
