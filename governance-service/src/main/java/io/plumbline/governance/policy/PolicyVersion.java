package io.plumbline.governance.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A version of a guard policy, kept for ever.
@Entity
@Immutable
@IdClass(PolicyVersion.Key.class)
@Table(name = "guard_policy_version")
class PolicyVersion implements Persistable<PolicyVersion.Key> {

    @Id
    private String policy;

    @Id
    private int number;

    /// Read only by the database, for row-level security.
    @SuppressWarnings("UnusedVariable")
    private String team;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> document;

    private int approvers;
    private @Nullable UUID approvalId;
    private Instant createdAt;
    private String createdBy;

    @Transient
    private boolean stored;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected PolicyVersion() {}

    PolicyVersion(
            String policy,
            int number,
            String team,
            Map<String, Object> document,
            PolicyGrant grant,
            Instant createdAt,
            String createdBy) {
        this.policy = policy;
        this.number = number;
        this.team = team;
        this.document = document;
        this.approvers = grant.approvers();
        this.approvalId = grant.approvalId();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    record Key(String policy, int number) implements Serializable {}

    @Override
    public Key getId() {
        return new Key(policy, number);
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }

    int number() {
        return number;
    }

    Map<String, Object> document() {
        return document;
    }

    PolicyGrant grant() {
        return new PolicyGrant(approvers, approvalId);
    }

    Instant createdAt() {
        return createdAt;
    }

    String createdBy() {
        return createdBy;
    }
}
