package io.plumbline.governance.policy;

import io.plumbline.guardrails.policy.BuiltInPolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A guard policy with its newest document. The team whose default it is never changes.
@Entity(name = "GuardPolicy")
@Table(name = "guard_policy")
class PolicyEntity {

    /// The author of built-in policies.
    static final String BUILDER = "governance-service";

    @Id
    private String name;

    private String team;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> document;

    private int number;
    private int approvers;
    private @Nullable UUID approvalId;
    private Instant changedAt;
    private String changedBy;
    private long change;

    @Version
    private @Nullable Long version;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected PolicyEntity() {}

    /// @param team `*` for all teams
    PolicyEntity(String name, String team) {
        this.name = name;
        this.team = team;
        this.document = Map.of();
        this.changedAt = Instant.EPOCH;
        this.changedBy = "";
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    Map<String, Object> document() {
        return document;
    }

    /// Whether its newest document is built-in.
    boolean isBuiltIn() {
        return changedBy.equals(BUILDER) && BuiltInPolicy.of(name).isPresent();
    }

    int number() {
        return number;
    }

    /// Returns the approval of its newest document and the number of approvers.
    PolicyGrant grant() {
        return new PolicyGrant(approvers, approvalId);
    }

    Instant changedAt() {
        return changedAt;
    }

    String changedBy() {
        return changedBy;
    }

    long change() {
        return change;
    }

    /// Makes this document the newest version.
    PolicyVersion next(Map<String, Object> newDocument, PolicyGrant grant, String by, Instant at, long atChange) {
        number++;
        approvers = grant.approvers();
        approvalId = grant.approvalId();
        document = newDocument;
        changedBy = by;
        changedAt = at;
        change = atChange;
        return new PolicyVersion(name, number, team, newDocument, grant, at, by);
    }
}
