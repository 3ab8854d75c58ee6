package io.plumbline.registry.knowledge;

import io.plumbline.knowledge.chunk.ChunkingSettings;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A knowledge base without its documents. Name and team never change.
@Entity
@Table(name = "knowledge_base")
public class KnowledgeBase {

    @Id
    private UUID id;

    private String team;
    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    private Embedding embedding;

    @JdbcTypeCode(SqlTypes.JSON)
    private ChunkingSettings chunking;

    @JdbcTypeCode(SqlTypes.JSON)
    private RedactionPolicy redaction;

    private boolean keepOriginal;

    @JdbcTypeCode(SqlTypes.JSON)
    private ReaderRules readers;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected KnowledgeBase() {}

    KnowledgeBase(UUID id, String team, String name, KnowledgeBaseTerms terms, Instant now) {
        this.id = id;
        this.team = team;
        this.name = name;
        this.description = terms.description();
        this.embedding = terms.embedding();
        this.chunking = terms.chunking();
        this.redaction = terms.redaction();
        this.keepOriginal = terms.keepOriginal();
        this.readers = terms.readers();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /// Replaces the editable part; returns false if nothing differs.
    boolean revise(KnowledgeBaseTerms terms, Instant now) {
        if (terms().equals(terms)) {
            return false;
        }
        description = terms.description();
        embedding = terms.embedding();
        chunking = terms.chunking();
        redaction = terms.redaction();
        keepOriginal = terms.keepOriginal();
        readers = terms.readers();
        updatedAt = now;
        return true;
    }

    public KnowledgeBaseTerms terms() {
        return new KnowledgeBaseTerms(description, embedding, chunking, redaction, keepOriginal, readers);
    }

    public UUID id() {
        return id;
    }

    public String team() {
        return team;
    }

    public String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long revision() {
        return revision == null ? 0 : revision;
    }
}
