package io.plumbline.governance.key;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored API key with the digest of its secret, and temporarily that of the previous secret. Revocation is
/// final.
@Entity
@Table(name = "api_key")
class StoredApiKey {

    @Id
    private String id;

    private String name;
    private String team;
    private Role role;
    private List<String> scopes;
    private List<String> routes;
    private @Nullable UUID owner;
    private String secretSha256;
    private @Nullable String previousSecretSha256;
    private @Nullable Instant previousValidUntil;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;
    private Instant createdAt;
    private String createdBy;
    private List<String> givenTo;
    private long change;

    @Version
    private @Nullable Long version;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected StoredApiKey() {}

    /// @param createdBy the actor who created it
    StoredApiKey(ApiKey key, KeyPurpose purpose, String createdBy, Instant createdAt, long change) {
        this.id = key.id();
        this.secretSha256 = key.secretSha256();
        this.name = purpose.name();
        this.team = purpose.team();
        this.role = purpose.role();
        this.scopes = List.copyOf(purpose.scopes());
        this.routes = List.copyOf(purpose.routes());
        this.expiresAt = purpose.expiresAt();
        this.owner = purpose.owner();
        this.createdBy = createdBy;
        this.givenTo = List.of();
        this.createdAt = createdAt;
        this.change = change;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    Role role() {
        return role;
    }

    List<String> scopes() {
        return scopes;
    }

    List<String> routes() {
        return routes;
    }

    @Nullable
    UUID owner() {
        return owner;
    }

    @Nullable
    Instant previousValidUntil() {
        return previousValidUntil;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant revokedAt() {
        return revokedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    /// Returns every actor who ever received a secret of it: its creator and everyone who rotated it.
    Set<String> givenTo() {
        Set<String> all = new LinkedHashSet<>(givenTo);
        all.add(createdBy);
        return Set.copyOf(all);
    }

    long change() {
        return change;
    }

    boolean ended(Instant now) {
        return revokedAt != null || (expiresAt != null && !now.isBefore(expiresAt));
    }

    /// Sets a new secret, given to that actor. The previous secret remains valid until the given time.
    void rotate(String newSecretSha256, String by, Instant previousUntil, long atChange) {
        Set<String> holders = new LinkedHashSet<>(givenTo);
        holders.add(by);
        givenTo = List.copyOf(holders);
        previousSecretSha256 = secretSha256;
        previousValidUntil = previousUntil;
        secretSha256 = newSecretSha256;
        change = atChange;
    }

    void revoke(Instant at, long atChange) {
        revokedAt = at;
        previousSecretSha256 = null;
        previousValidUntil = null;
        change = atChange;
    }

    /// Replaces the secret as if the key were new.
    void replace(String newSecretSha256, long atChange) {
        secretSha256 = newSecretSha256;
        previousSecretSha256 = null;
        previousValidUntil = null;
        revokedAt = null;
        change = atChange;
    }

    ApiKeyEntry entry() {
        return new ApiKeyEntry(
                id,
                team,
                role.code(),
                secretSha256,
                previousSecretSha256,
                previousValidUntil,
                List.copyOf(scopes),
                List.copyOf(routes),
                expiresAt,
                revokedAt != null);
    }
}
