package io.plumbline.registry.asset;

import io.plumbline.kit.security.Caller;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.springframework.data.domain.Persistable;

/// A version of an asset: a numbered document. It never changes; the database enforces this too. Stage and
/// aliases are stored separately and refer to it.
@Entity
@Immutable
@Table(name = "asset_version")
public class AssetVersion implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID assetId;
    private String team;
    private int number;

    @JdbcTypeCode(SqlTypes.JSON)
    private String document;

    private String digest;
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private Caller.ActorType createdByType;

    private String createdById;

    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init")
    protected AssetVersion() {}

    AssetVersion(UUID id, Asset asset, int number, VersionDocument document, Author author, Instant now) {
        this.id = id;
        this.assetId = asset.id();
        this.team = asset.team();
        this.number = number;
        this.document = document.json();
        this.digest = document.digest();
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

    public UUID assetId() {
        return assetId;
    }

    public String team() {
        return team;
    }

    public int number() {
        return number;
    }

    /// Returns the document as JSON. The order of its members may differ from the registered one.
    public String document() {
        return document;
    }

    /// Returns `sha256:` and the digest of the canonical document in hex.
    public String digest() {
        return digest;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Author createdBy() {
        return new Author(createdByType, createdById);
    }
}
