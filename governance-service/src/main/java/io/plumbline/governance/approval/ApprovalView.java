package io.plumbline.governance.approval;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.clients.governance.Approval;
import io.plumbline.governance.approval.decider.DecisionCredential;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An approval in the API. In JSON, the members of `subject`, `decided` and `term` are members of the approval itself.
///
/// @param origin its origin; no service accepts one created by a caller
/// @param details the information for approvers
/// @param byPerson whether the key of a machine cannot decide
/// @param href its address, relative to this service
/// @param caller what the caller may do; null in answers to requests for an approval
record ApprovalView(
        UUID id,
        @JsonUnwrapped Subject subject,
        @Nullable String reason,
        Approval.State state,
        String requestedBy,
        ApprovalOrigin origin,
        @JsonUnwrapped Decisions decided,
        @JsonUnwrapped Term term,
        List<ApprovalDetail> details,
        boolean byPerson,
        String href,
        @Nullable CallerView caller) {

    record Subject(String team, String action, String resourceType, String resourceId) {}

    record Term(Instant createdAt, Instant expiresAt) {}

    /// @param approvers number of different approvers required
    /// @param approved number of approvers so far
    /// @param revocation the revocation; null unless REVOKED
    record Decisions(
            int approvers,
            int approved,
            List<DecisionView> decisions,
            @Nullable RevocationView revocation) {}

    /// @param decidedWith a person's session or token, their own key, or a machine's key
    /// @param independent false if the requester or the decider created or rotated the other's key, directly or
    ///     through one of their keys
    record DecisionView(
            ApprovalDecision decision,
            String decidedBy,
            @Nullable DecisionCredential decidedWith,
            @Nullable Boolean independent,
            @Nullable String comment,
            Instant decidedAt) {

        static DecisionView from(DecisionEntity decision) {
            return new DecisionView(
                    decision.decision(),
                    decision.decidedBy(),
                    decision.decidedWith(),
                    decision.independent(),
                    decision.comment(),
                    decision.decidedAt());
        }
    }

    /// @param comment why it was revoked
    record RevocationView(String revokedBy, String comment, Instant revokedAt) {

        static @Nullable RevocationView from(@Nullable RevocationEntity revocation) {
            return revocation == null
                    ? null
                    : new RevocationView(revocation.revokedBy(), revocation.revokedComment(), revocation.revokedAt());
        }
    }

    /// @param mayDecide whether the caller may decide now
    /// @param mayRevoke whether the caller may revoke it now
    /// @param obstacle why the caller may not decide on a pending approval
    record CallerView(
            boolean mayDecide, boolean mayRevoke, @Nullable String obstacle) {}

    static ApprovalView from(ApprovalEntity approval, Instant now) {
        return from(approval, now, null);
    }

    static ApprovalView from(ApprovalEntity approval, Instant now, @Nullable CallerView caller) {
        return new ApprovalView(
                approval.id(),
                new Subject(approval.team(), approval.action(), approval.resourceType(), approval.resourceId()),
                approval.reason(),
                approval.stateAt(now),
                approval.requestedBy(),
                approval.origin(),
                new Decisions(
                        approval.approvers(),
                        approval.approved(),
                        approval.decisions().stream().map(DecisionView::from).toList(),
                        RevocationView.from(approval.revocation())),
                new Term(approval.createdAt(), approval.expiresAt()),
                approval.details(),
                approval.isForPersons(),
                "/api/v1/approvals/" + approval.id(),
                caller);
    }

    /// Returns the approval in the form for other services.
    Approval forServices() {
        return new Approval(id, subject.team(), state, decided.approvers(), decided.approved(), term.expiresAt(), href);
    }
}
