package io.plumbline.gateway.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A stored provider with its credential encrypted. Name and team never change.
@Entity
@Table(name = "provider")
class ProviderEntity {

    @Id
    private String name;

    private String team;

    @Enumerated(EnumType.STRING)
    private ProviderKind kind;

    private String baseUrl;
    private byte @Nullable [] credential;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> models;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ProviderLimits limits;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected ProviderEntity() {}

    ProviderEntity(String name, String team, Instant now) {
        this.name = name;
        this.team = team;
        this.kind = ProviderKind.OPENAI;
        this.baseUrl = "";
        this.models = List.of();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void replace(
            ProviderKind newKind,
            String newBaseUrl,
            byte @Nullable [] newCredential,
            List<String> newModels,
            @Nullable ProviderLimits newLimits,
            Instant now) {
        kind = newKind;
        baseUrl = newBaseUrl;
        credential = newCredential;
        models = List.copyOf(newModels);
        limits = newLimits;
        updatedAt = now;
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    ProviderKind kind() {
        return kind;
    }

    String baseUrl() {
        return baseUrl;
    }

    byte @Nullable [] credential() {
        return credential;
    }

    List<String> models() {
        return List.copyOf(models);
    }

    @Nullable
    ProviderLimits limits() {
        return limits;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the number of changes: the provider's entity tag.
    long revision() {
        return revision == null ? 0 : revision;
    }
}
