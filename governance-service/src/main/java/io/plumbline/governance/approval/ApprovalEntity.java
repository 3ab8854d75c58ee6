package io.plumbline.governance.approval;

import io.plumbline.clients.governance.Approval.State;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// An approval. PENDING until the required number of different people have approved (APPROVED), one has rejected
/// (REJECTED), or it has expired (EXPIRED): after a week unless its terms set less. An APPROVED one may be
/// REVOKED. No other transitions exist. Neither the
/// requester nor an excluded actor ever decides, and each person decides once.
@Entity(name = "Approval")
@Table(name = "approval")
class ApprovalEntity {

    @Id
    private UUID id;

    private String team;
    private String action;
    private String resourceType;
    private String resourceId;
    private @Nullable String reason;
    private String requestedBy;
    private String requestingPerson;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private ApprovalOrigin origin;

    private int approvers;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant createdAt;
    private Instant expiresAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private List<ApprovalDetail> details;

    private boolean byPerson;
    private int lifetimeSeconds;

    @Column(updatable = false)
    private List<String> excluded;

    @Embedded
    private @Nullable RevocationEntity revocation;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "approval_decision", joinColumns = @JoinColumn(name = "approval_id"))
    @OrderBy("decidedAt")
    @BatchSize(size = 100)
    private List<DecisionEntity> decisions = new ArrayList<>();

    @Version
    private @Nullable Long version;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected ApprovalEntity() {}

    ApprovalEntity(
            UUID id,
            ApprovalSubject subject,
            Requester requester,
            int approvers,
            ApprovalRequests.Terms terms,
            Instant now) {
        this.id = id;
        this.team = subject.team();
        this.action = subject.action();
        this.resourceType = subject.resourceType();
        this.resourceId = subject.resourceId();
        this.reason = requester.reason();
        this.requestedBy = requester.actor();
        this.requestingPerson = requester.person();
        this.origin = requester.origin();
        this.excluded = List.copyOf(requester.excluded());
        this.approvers = approvers;
        this.state = State.PENDING;
        this.createdAt = now;
        this.details = List.copyOf(terms.details());
        this.byPerson = terms.byPerson();
        this.lifetimeSeconds = terms.lifetimeSeconds();
        this.expiresAt = now.plusSeconds(lifetimeSeconds);
    }

    /// The requester, the reason, and whether a service requests on their behalf.
    ///
    /// @param excluded actors besides the requester who cannot decide
    record Requester(
            String actor, String person, @Nullable String reason, ApprovalOrigin origin, List<String> excluded) {}

    UUID id() {
        return id;
    }

    String team() {
        return team;
    }

    String action() {
        return action;
    }

    String resourceType() {
        return resourceType;
    }

    String resourceId() {
        return resourceId;
    }

    @Nullable
    String reason() {
        return reason;
    }

    String requestedBy() {
        return requestedBy;
    }

    String requestingPerson() {
        return requestingPerson;
    }

    ApprovalOrigin origin() {
        return origin;
    }

    int approvers() {
        return approvers;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    List<ApprovalDetail> details() {
        return List.copyOf(details);
    }

    /// Whether the key of a machine cannot decide.
    boolean isForPersons() {
        return byPerson;
    }

    /// Returns the actors besides the requester who cannot decide.
    List<String> excluded() {
        return List.copyOf(excluded);
    }

    /// Whether approvers see the same information.
    boolean shows(List<ApprovalDetail> others) {
        return details.equals(others);
    }

    /// Returns null unless it was revoked.
    @Nullable
    RevocationEntity revocation() {
        return revocation;
    }

    List<DecisionEntity> decisions() {
        return List.copyOf(decisions);
    }

    int approved() {
        return (int) decisions.stream()
                .filter(decision -> decision.decision() == ApprovalDecision.APPROVE)
                .count();
    }

    /// Returns the state at that time: an overdue pending approval is expired, whether or not that was recorded.
    State stateAt(Instant now) {
        return state == State.PENDING && !now.isBefore(expiresAt) ? State.EXPIRED : state;
    }

    /// Whether no end has been recorded.
    boolean isPendingOrOverdue() {
        return state == State.PENDING;
    }

    boolean isFromBefore(Instant time) {
        return createdAt.isBefore(time);
    }

    /// Whether it permits its subject at that time: approved and within its lifetime.
    boolean allowsAt(Instant now, int asked) {
        return state == State.APPROVED && now.isBefore(expiresAt) && approvers >= asked;
    }

    /// Raises the number of required approvers.
    void raiseTo(int asked) {
        approvers = asked;
    }

    /// Revokes it. The caller has checked that it was approved.
    void revoke(RevocationEntity by) {
        state = State.REVOKED;
        revocation = by;
    }

    /// Records its expiry.
    void expire() {
        state = State.EXPIRED;
    }

    /// Whether this person is the requester.
    boolean isRequestedBy(String person) {
        return requestingPerson.equals(person);
    }

    /// Adds a decision that the caller has checked. The last required one ends it. From then, its subject is
    /// permitted for its lifetime.
    void decide(DecisionEntity decision) {
        decisions.add(decision);
        if (decision.decision() == ApprovalDecision.REJECT) {
            state = State.REJECTED;
        } else if (approved() >= approvers) {
            state = State.APPROVED;
            expiresAt = decision.decidedAt().plusSeconds(lifetimeSeconds);
        }
    }
}
