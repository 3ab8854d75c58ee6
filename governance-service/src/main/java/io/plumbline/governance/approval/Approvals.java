package io.plumbline.governance.approval;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.Approval.State;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import io.plumbline.governance.approval.ApprovalEntity.Requester;
import io.plumbline.governance.approval.decider.Decider;
import io.plumbline.governance.approval.decider.PersonResolver;
import io.plumbline.governance.team.Teams;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Approvals with four eyes. Repeated requests for the same subject return the same approval. Decisions on one
/// approval are sequential, so the second of two concurrent decisions sees the first. Each decision records the
/// credential used, so that readers can distinguish two people from one person with two keys.
@Service
@Transactional
public class Approvals {

    private static final int OVERDUE_AT_ONCE = 200;

    private final ApprovalRepository approvals;
    private final PersonResolver persons;
    private final FourEyes fourEyes;
    private final Teams teams;
    private final Changes changes;
    private final AuditTrail audit;
    private final UuidV7 ids;
    private final Clock clock;

    Approvals(
            ApprovalRepository approvals,
            PersonResolver persons,
            FourEyes fourEyes,
            Teams teams,
            Changes changes,
            AuditTrail audit,
            UuidV7 ids,
            Clock clock) {
        this.approvals = approvals;
        this.persons = persons;
        this.fourEyes = fourEyes;
        this.teams = teams;
        this.changes = changes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// Returns the service's approval of this subject that is pending, in force or rejected; creates one if
    /// there is none. An approval created by a caller never counts because the caller wrote the information for
    /// approvers. A rejection stands until a caller requests a new approval, so repeating the call does not
    /// evade it.
    ApprovalView require(ApprovalRequests.Requirement requirement) {
        ApprovalSubject subject = requirement.subject();
        serialize(subject);
        Instant now = now();
        Optional<ApprovalEntity> newest = newest(subject);
        Optional<ApprovalEntity> own =
                newestOfServices(subject).filter(approval -> !isOfSomethingElse(approval, requirement));
        if (own.isPresent() && own.equals(newest) && own.get().stateAt(now) == State.REJECTED) {
            return ApprovalView.from(own.get(), now);
        }
        Optional<ApprovalView> standing = inForce(own, requirement.approvers());
        if (standing.isPresent()) {
            return standing.get();
        }
        newest.filter(ApprovalEntity::isPendingOrOverdue).ifPresent(this::expire);
        return open(
                subject,
                new Requester(
                        requirement.requestedBy(),
                        persons.behind(requirement.requestedBy()),
                        requirement.reason(),
                        ApprovalOrigin.SERVICE,
                        requirement.excludedOrNone()),
                requirement.approvers(),
                requirement.termsOrUsual());
    }

    /// Whether it was requested before its subject reached its current form, showed different information, or let
    /// people decide who must not.
    private static boolean isOfSomethingElse(ApprovalEntity approval, ApprovalRequests.Requirement requirement) {
        return (requirement.since() != null && approval.isFromBefore(requirement.since()))
                || !approval.excluded().containsAll(requirement.excludedOrNone())
                || !approval.shows(requirement.termsOrUsual().details());
    }

    /// Requires an approval for governance-service itself.
    public Approval require(ApprovalRequirement wanted) {
        return require(ApprovalRequests.Requirement.from(wanted)).forServices();
    }

    /// Returns the approval of this subject that is pending or in force, whatever its origin; otherwise creates
    /// one, which no service accepts.
    ///
    /// @param actor the actor of the action
    ApprovalView request(ApprovalSubject subject, String actor, int approvers, @Nullable String reason) {
        serialize(subject);
        return inForce(newest(subject), approvers)
                .orElseGet(() -> open(
                        subject,
                        new Requester(actor, persons.behind(actor), reason, ApprovalOrigin.CALLER, List.of()),
                        approvers,
                        ApprovalRequests.Terms.USUAL));
    }

    private void serialize(ApprovalSubject subject) {
        teams.requireTeam(subject.team(), "/team");
        approvals.serialize(
                String.join("\n", subject.team(), subject.action(), subject.resourceType(), subject.resourceId()));
    }

    /// Returns the approval if it is pending or in force.
    private Optional<ApprovalView> inForce(Optional<ApprovalEntity> newest, int approvers) {
        Instant now = now();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        ApprovalEntity approval = newest.get();
        if (approval.allowsAt(now, approvers)) {
            return Optional.of(ApprovalView.from(approval, now));
        }
        if (approval.stateAt(now) == State.PENDING) {
            raise(approval, approvers);
            return Optional.of(ApprovalView.from(approval, now));
        }
        if (approval.isPendingOrOverdue()) {
            expire(approval);
        }
        return Optional.empty();
    }

    private ApprovalView open(
            ApprovalSubject subject, Requester requester, int approvers, ApprovalRequests.Terms terms) {
        Instant now = now();
        ApprovalEntity made =
                approvals.saveAndFlush(new ApprovalEntity(ids.next(), subject, requester, approvers, terms, now));
        audit.append(entry(ApprovalAction.REQUESTED, made)
                .with("requestedBy", requester.actor())
                .withIfPresent("excluded", requester.excluded().isEmpty() ? null : requester.excluded())
                .with("approvers", approvers));
        return ApprovalView.from(made, now);
    }

    private Optional<ApprovalEntity> newest(ApprovalSubject subject) {
        return approvals
                .findByTeamAndActionAndResourceTypeAndResourceIdOrderByIdDesc(
                        subject.team(), subject.action(), subject.resourceType(), subject.resourceId(), Limit.of(1))
                .stream()
                .findFirst();
    }

    private Optional<ApprovalEntity> newestOfServices(ApprovalSubject subject) {
        return approvals
                .findByTeamAndActionAndResourceTypeAndResourceIdAndOriginOrderByIdDesc(
                        subject.team(),
                        subject.action(),
                        subject.resourceType(),
                        subject.resourceId(),
                        ApprovalOrigin.SERVICE,
                        Limit.of(1))
                .stream()
                .findFirst();
    }

    private void raise(ApprovalEntity approval, int approvers) {
        if (approval.approvers() < approvers) {
            approval.raiseTo(approvers);
            approvals.saveAndFlush(approval);
            audit.append(entry(ApprovalAction.RAISED, approval).with("approvers", approvers));
        }
    }

    ApprovalView decide(UUID id, ApprovalRequests.NewDecision request, Caller by) {
        ApprovalEntity approval = approvals.lock(id).orElseThrow(Approvals::notFound);
        Instant now = now();
        if (request.decision() == ApprovalDecision.REJECT
                && (request.comment() == null || request.comment().isBlank())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Give a reason, so that the requester knows what to change.")
                    .at("/comment", "is required to reject a request");
        }
        Decider decider = persons.decider(by);
        fourEyes.objectionToDecision(decider, approval).ifPresent(refusal -> {
            throw refusal;
        });
        boolean independent = fourEyes.isIndependent(decider, approval);
        if (approval.stateAt(now) != State.PENDING) {
            throw ApprovalProblem.APPROVAL_CLOSED
                    .because("It is " + approval.stateAt(now) + ": request a new approval.")
                    .with("state", approval.stateAt(now).name());
        }
        approval.decide(DecisionEntity.of(decider, independent, approval.team(), request, now));
        approvals.saveAndFlush(approval);
        audit.append(entry(ApprovalAction.DECIDED, approval)
                .outcome(request.decision() == ApprovalDecision.APPROVE ? Outcome.SUCCESS : Outcome.DENIED)
                .with("decision", request.decision().name())
                .with("decidedWith", decider.with().code())
                .with("independent", independent)
                .with("state", approval.stateAt(now).name()));
        return viewFor(by, decider, approval, now);
    }

    /// Revokes a granted approval. Dependent services learn it from the snapshot. A new request creates a new
    /// approval.
    ApprovalView revoke(UUID id, ApprovalRequests.NewRevocation request, Caller by) {
        ApprovalEntity approval = approvals.lock(id).orElseThrow(Approvals::notFound);
        Instant now = now();
        Decider decider = persons.decider(by);
        fourEyes.objectionToRevocation(decider, approval).ifPresent(refusal -> {
            throw refusal;
        });
        if (approval.stateAt(now) != State.APPROVED) {
            throw ApprovalProblem.APPROVAL_NOT_GRANTED
                    .because("It is " + approval.stateAt(now) + ": only a granted approval can be revoked.")
                    .with("state", approval.stateAt(now).name());
        }
        approval.revoke(new RevocationEntity(now, decider.actor(), request.comment(), changes.next()));
        approvals.saveAndFlush(approval);
        audit.append(entry(ApprovalAction.REVOKED, approval)
                .with("revokedWith", decider.with().code())
                .with("approvers", approval.approved()));
        return viewFor(by, decider, approval, now);
    }

    /// Returns the approvals revoked after the given change.
    @Transactional(readOnly = true)
    public List<RevokedApproval> revokedAfter(long change) {
        return approvals.revokedAfter(change);
    }

    @Transactional(readOnly = true)
    ApprovalView get(UUID id, Caller caller) {
        ApprovalEntity approval = approvals.findById(id).orElseThrow(Approvals::notFound);
        return viewFor(caller, persons.decider(caller), approval, now());
    }

    private ApprovalView viewFor(Caller caller, Decider decider, ApprovalEntity approval, Instant now) {
        State state = approval.stateAt(now);
        boolean may = caller.may(Permission.APPROVAL_DECIDE, approval.team());
        String obstacle = null;
        if (state == State.PENDING) {
            obstacle = may
                    ? fourEyes.objectionToDecision(decider, approval)
                            .map(Throwable::getMessage)
                            .orElse(null)
                    : "Deciding needs the permission " + Permission.APPROVAL_DECIDE.code() + " in the team "
                            + approval.team() + ".";
        }
        return ApprovalView.from(
                approval,
                now,
                new ApprovalView.CallerView(
                        state == State.PENDING && obstacle == null,
                        may
                                && state == State.APPROVED
                                && fourEyes.objectionToRevocation(decider, approval)
                                        .isEmpty(),
                        obstacle));
    }

    @Transactional(readOnly = true)
    Page<ApprovalView> list(ApprovalRequests.ApprovalQuery query, Paging paging, Caller caller) {
        Instant now = now();
        Decider decider = persons.decider(caller);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<ApprovalEntity> rows = approvals.page(
                query.stateWanted(),
                query.resourceType(),
                likeOf(query.resourceId()),
                query.teamGiven(),
                before,
                now,
                Limit.of(paging.size() + 1));
        Page<ApprovalView> page = Page.of(rows, paging, approval -> Cursor.of(approval.id()))
                .map(approval -> viewFor(caller, decider, approval, now));
        return query.waitingOnly()
                ? new Page<>(
                        page.items().stream()
                                .filter(approval -> Objects.requireNonNull(approval.caller())
                                        .mayDecide())
                                .toList(),
                        page.nextCursor())
                : page;
    }

    /// Returns the pattern of `like` for an id; only a `*` at its end has a meaning.
    private static @Nullable String likeOf(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String exact = id.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return exact.endsWith("*") ? exact.substring(0, exact.length() - 1) + "%" : exact;
    }

    /// Records expired approvals.
    int expireOverdue() {
        List<ApprovalEntity> overdue = approvals.overdue(now(), Limit.of(OVERDUE_AT_ONCE));
        overdue.forEach(this::expire);
        return overdue.size();
    }

    /// Deletes the information shown to approvers this long after the end of an approval, since it is personal text.
    int forgetDetails(Duration keep) {
        return approvals.forgetDetails(now().minus(keep));
    }

    private void expire(ApprovalEntity approval) {
        approval.expire();
        approvals.saveAndFlush(approval);
        audit.append(entry(ApprovalAction.EXPIRED, approval));
    }

    private static AuditEntry entry(ApprovalAction action, ApprovalEntity approval) {
        return AuditEntry.of(action, approval.team(), "approval", approval.id().toString())
                .with("action", approval.action())
                .with("resource", approval.resourceType() + ":" + approval.resourceId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No such approval exists.");
    }
}
