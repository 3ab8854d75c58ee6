package io.plumbline.governance.approval;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.Approval.State;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import io.plumbline.governance.approval.ApprovalEntity.Requester;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Approvals with four eyes. Who asks twice for the same gets the same approval; decisions on one approval are
/// taken one after the other, so that of two at the same time the second sees the first. With what somebody
/// decided is written down beside the decision, so that a reader can tell two people from one with two keys.
@Service
@Transactional
public class Approvals {

    private static final int OVERDUE_AT_ONCE = 200;

    private final ApprovalRepository approvals;
    private final Persons persons;
    private final Deciders deciders;
    private final Duration keepDetails;
    private final Teams teams;
    private final Changes changes;
    private final AuditTrail audit;
    private final UuidV7 ids;
    private final Clock clock;

    Approvals(
            ApprovalRepository approvals,
            Persons persons,
            ApprovalProperties properties,
            Teams teams,
            Changes changes,
            AuditTrail audit,
            UuidV7 ids,
            Clock clock) {
        this.approvals = approvals;
        this.persons = persons;
        this.deciders = properties.deciders();
        this.keepDetails = properties.keepDetails();
        this.teams = teams;
        this.changes = changes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// The service's approval of this subject that is pending, still allows it or was rejected; a new one when
    /// there is none. One that a caller opened never counts: they wrote what its approvers saw. A rejection stands
    /// until a caller asks for a new one, so that nobody gets past it by repeating the call.
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
                        ApprovalOrigin.SERVICE),
                requirement.approvers(),
                requirement.termsOrUsual());
    }

    /// It was asked for before its subject became what it is, or what was shown of it was something else.
    private static boolean isOfSomethingElse(ApprovalEntity approval, ApprovalRequests.Requirement requirement) {
        return (requirement.since() != null && approval.isFromBefore(requirement.since()))
                || !approval.shows(requirement.termsOrUsual().details());
    }

    /// The same for what governance itself wants approved.
    public Approval require(ApprovalRequirement wanted) {
        return require(ApprovalRequests.Requirement.from(wanted)).forServices();
    }

    /// The approval of this subject that is pending or still allows it, whoever opened it; a new one, which no
    /// service accepts, when there is none.
    ///
    /// @param actor whose act it would be
    ApprovalView request(ApprovalSubject subject, String actor, int approvers, @Nullable String reason) {
        serialize(subject);
        return inForce(newest(subject), approvers)
                .orElseGet(() -> open(
                        subject,
                        new Requester(actor, persons.behind(actor), reason, ApprovalOrigin.CALLER),
                        approvers,
                        ApprovalRequests.Terms.USUAL));
    }

    private void serialize(ApprovalSubject subject) {
        teams.requireTeam(subject.team(), "/team");
        approvals.serialize(
                String.join("\n", subject.team(), subject.action(), subject.resourceType(), subject.resourceId()));
    }

    /// That approval, if it is pending or still allows its subject.
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
        if (request.decision() == Decision.REJECT
                && (request.comment() == null || request.comment().isBlank())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Give a reason, so that the requester knows what to change.")
                    .at("/comment", "is required to reject a request");
        }
        Decider decider = persons.decider(by);
        if (approval.isRequestedBy(decider.person())) {
            throw ApprovalProblem.FOUR_EYES.because(
                    "The requester cannot decide on their own request, whichever credential they use.");
        }
        boolean independent = isIndependent(decider, approval);
        if (takesPerson(approval) && decider.with() == DecidedWith.MACHINE_KEY) {
            throw ApprovalProblem.FOUR_EYES.because(
                    "A person must decide. Sign in, or use a key of your own that the requester neither created nor"
                            + " renewed.");
        }
        if (takesPerson(approval) && !isIndependentEnough(decider, approval)) {
            throw ApprovalProblem.FOUR_EYES.because("An independent person must decide. The requester created or"
                    + " renewed your key, or you created or renewed the requester's.");
        }
        if (decider.with() == DecidedWith.MACHINE_KEY && decider.mayBe(persons.people(approval.requestedBy()))) {
            throw ApprovalProblem.FOUR_EYES.because("A machine key counts as everyone who ever received a secret of it,"
                    + " and the requester is one of them or counts as one of them. Another person must decide.");
        }
        if (hasDecided(decider, approval)) {
            throw ApprovalProblem.ALREADY_DECIDED.because(
                    "Each person counts once, and a machine key counts as everyone who ever received a secret of it. Another"
                            + " approver must decide as well.");
        }
        if (approval.stateAt(now) != State.PENDING) {
            throw ApprovalProblem.APPROVAL_CLOSED
                    .because("It is " + approval.stateAt(now) + ": request a new approval.")
                    .with("state", approval.stateAt(now).name());
        }
        approval.decide(DecisionEntity.of(decider, independent, approval.team(), request, now));
        approvals.saveAndFlush(approval);
        audit.append(entry(ApprovalAction.DECIDED, approval)
                .outcome(request.decision() == Decision.APPROVE ? Outcome.SUCCESS : Outcome.DENIED)
                .with("decision", request.decision().name())
                .with("decidedWith", decider.with().code())
                .with("independent", independent)
                .with("state", approval.stateAt(now).name()));
        return ApprovalView.from(approval, now);
    }

    private boolean hasDecided(Decider decider, ApprovalEntity approval) {
        return approval.decisions().stream()
                .anyMatch(decision -> decision.person().equals(decider.person())
                        || decider.mayBe(persons.people(decision.decidedBy())));
    }

    private boolean takesPerson(ApprovalEntity approval) {
        return deciders == Deciders.PERSONS || approval.isForPersons();
    }

    /// Where persons decide about everything, neither side may have the other's key. Of a single approval that a
    /// person has to decide, such as that of an application's call, only the requester may not have the decider's:
    /// the person who made the application's key may decide about its calls.
    private boolean isIndependentEnough(Decider decider, ApprovalEntity approval) {
        return deciders == Deciders.PERSONS
                ? isIndependent(decider, approval)
                : !decider.holders().mayInclude(approval.requestingPerson());
    }

    private boolean isIndependent(Decider decider, ApprovalEntity approval) {
        return decider.isIndependentOf(approval.requestingPerson(), persons.holdersOf(approval.requestedBy()));
    }

    /// Takes back an approval that was granted. Whoever relied on it learns it from the snapshot; asking again
    /// opens a new one.
    ApprovalView revoke(UUID id, ApprovalRequests.NewRevocation request, Caller by) {
        ApprovalEntity approval = approvals.lock(id).orElseThrow(Approvals::notFound);
        Instant now = now();
        Decider decider = persons.decider(by);
        if (approval.isRequestedBy(decider.person())) {
            throw ApprovalProblem.FOUR_EYES.because("The requester cannot revoke their own approval.");
        }
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
        return ApprovalView.from(approval, now);
    }

    /// The approvals that were revoked after the given change.
    @Transactional(readOnly = true)
    public List<RevokedApproval> revokedAfter(long change) {
        return approvals.revokedAfter(change);
    }

    @Transactional(readOnly = true)
    ApprovalView get(UUID id) {
        return ApprovalView.from(approvals.findById(id).orElseThrow(Approvals::notFound), now());
    }

    @Transactional(readOnly = true)
    Page<ApprovalView> list(@Nullable State state, Paging paging) {
        Instant now = now();
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<ApprovalEntity> rows = approvals.page(state, before, now, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, approval -> Cursor.of(approval.id()))
                .map(approval -> ApprovalView.from(approval, now));
    }

    /// The same list for the page, which shows no button that would fail.
    @Transactional(readOnly = true)
    Page<ApprovalRow> rows(@Nullable State state, Paging paging, Caller caller) {
        Instant now = now();
        Decider decider = persons.decider(caller);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<ApprovalEntity> rows = approvals.page(state, before, now, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, approval -> Cursor.of(approval.id())).map(approval -> {
            boolean may = caller.may(Permission.APPROVAL_DECIDE, approval.team())
                    && !approval.isRequestedBy(decider.person());
            State at = approval.stateAt(now);
            return new ApprovalRow(
                    ApprovalView.from(approval, now),
                    may
                            && at == State.PENDING
                            && !hasDecided(decider, approval)
                            && !(takesPerson(approval) && !isIndependentEnough(decider, approval)),
                    may && at == State.APPROVED);
        });
    }

    /// How many wait for a decision.
    @Transactional(readOnly = true)
    public long pending() {
        return approvals.countByStateAndExpiresAtAfter(State.PENDING, now());
    }

    /// Writes down which approvals are over.
    int expireOverdue() {
        List<ApprovalEntity> overdue = approvals.overdue(now(), Limit.of(OVERDUE_AT_ONCE));
        overdue.forEach(this::expire);
        return overdue.size();
    }

    /// Throws away what was shown to those who decided, once that is long enough ago: it is what somebody wrote.
    int forgetDetails() {
        return approvals.forgetDetails(now().minus(keepDetails));
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
