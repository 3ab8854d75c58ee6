package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/// A person who may sign in. Elsewhere known only by the opaque id; the name is stored only here.
@Entity
@Table(name = "user_account")
class UserAccount {

    @Id
    private UUID id;

    private String username;
    private String passwordHash;
    private boolean disabled;
    private int sessionEpoch;
    private Instant createdAt;
    private @Nullable Instant lastSignInAt;
    private boolean mustChangePassword;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "user_grant", joinColumns = @JoinColumn(name = "user_id"))
    @BatchSize(size = 100)
    private Set<Grant> grants = new HashSet<>();

    @Version
    private @Nullable Long version;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected UserAccount() {}

    UserAccount(UUID id, String username, String passwordHash, Collection<Grant> grants, Instant createdAt) {
        this.id = id;
        this.username = username;
        this.passwordHash = passwordHash;
        this.grants.addAll(grants);
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String username() {
        return username;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean disabled() {
        return disabled;
    }

    int sessionEpoch() {
        return sessionEpoch;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant lastSignInAt() {
        return lastSignInAt;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    Set<Grant> grants() {
        return Set.copyOf(grants);
    }

    long version() {
        return version == null ? 0 : version;
    }

    Map<String, Set<Role>> rolesByTeam() {
        Map<String, Set<Role>> roles = new HashMap<>();
        grants.forEach(grant -> roles.computeIfAbsent(grant.team(), _ -> EnumSet.noneOf(Role.class))
                .add(grant.role()));
        return Map.copyOf(roles);
    }

    /// Whether the only grant is the role annotator in that team.
    boolean onlyAnnotates(String team) {
        return grants().equals(Set.of(new Grant(team, Role.ANNOTATOR)));
    }

    void grant(Collection<Grant> others) {
        grants.retainAll(others);
        grants.addAll(others);
    }

    /// Changes the password, which ends all sessions with the previous one.
    ///
    /// @param temporary whether the user must change it at the next sign-in
    void changePassword(String hash, boolean temporary) {
        passwordHash = hash;
        mustChangePassword = temporary;
        sessionEpoch++;
    }

    /// Requires another password from the next sign-in on.
    void expirePassword() {
        mustChangePassword = true;
    }

    void disable() {
        if (!disabled) {
            disabled = true;
            sessionEpoch++;
        }
    }

    void enable() {
        disabled = false;
    }
}
