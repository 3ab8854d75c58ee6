package io.plumbline.registry.dataset;

import io.plumbline.kit.security.Caller;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.dataset.file.FileScanner.FileSummary;
import io.plumbline.registry.dataset.file.UploadRedaction;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A dataset version without its records. It never changes; the database enforces this too.
@Entity
@Immutable
@Table(name = "dataset_version")
class DatasetVersion implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID datasetId;
    private String team;
    private int number;
    private long records;
    private String digest;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Long> personalData;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Long> secrets;

    @Enumerated(EnumType.STRING)
    private @Nullable UploadRedaction redaction;

    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private Caller.ActorType createdByType;

    private String createdById;

    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init")
    protected DatasetVersion() {}

    DatasetVersion(
            UUID id,
            Dataset dataset,
            int number,
            FileSummary census,
            @Nullable UploadRedaction redaction,
            Author author,
            Instant now) {
        this.id = id;
        this.datasetId = dataset.id();
        this.team = dataset.team();
        this.number = number;
        this.records = census.records();
        this.digest = census.digest();
        this.personalData = census.personalData();
        this.secrets = census.secrets();
        this.redaction = redaction;
        this.createdAt = now;
        this.createdByType = author.type();
        this.createdById = author.id();
    }

    @PostLoad
    @PostPersist
    void isStored() {
        stored = true;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    UUID datasetId() {
        return datasetId;
    }

    String team() {
        return team;
    }

    int number() {
        return number;
    }

    long records() {
        return records;
    }

    /// Returns `sha256:` and the digest in hex, over the canonical records (RFC 8785), each followed by a line
    /// feed.
    String digest() {
        return digest;
    }

    /// Returns entity type → number of findings. Contains no values.
    Map<String, Long> personalData() {
        return new TreeMap<>(personalData);
    }

    /// Returns kind of credential → number of findings. Contains no values.
    Map<String, Long> secrets() {
        return new TreeMap<>(secrets);
    }

    /// Returns the replacement of findings; null if the records are unchanged.
    @Nullable
    UploadRedaction redaction() {
        return redaction;
    }

    Instant createdAt() {
        return createdAt;
    }

    Author createdBy() {
        return new Author(createdByType, createdById);
    }
}
