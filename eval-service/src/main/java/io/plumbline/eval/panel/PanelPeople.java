package io.plumbline.eval.panel;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.AnnotatorInvitation;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.InvitedAnnotator;
import io.plumbline.eval.panel.PanelRequests.AnnotatorRequest;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.AnnotatorStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

/// Gives the places of a panel to annotators. governance-service creates a user for each who is invited by link,
/// with the role annotator alone. Holds no connection during its calls. Labels of a removed annotator stay.
@Service
class PanelPeople {

    private final AnnotatorStore annotators;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    PanelPeople(
            AnnotatorStore annotators,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.annotators = annotators;
        this.governance = governance;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /// An annotator with the link, if there is a new one.
    record Invited(Annotator annotator, @Nullable InvitedAnnotator invitation) {}

    /// Gives a free place to an annotator.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if the user may not annotate in the team;
    ///     409 if no place is free, or the panel is closed
    Invited add(Panel panel, AnnotatorRequest request) {
        if (!panel.takesLabels(clock.instant())) {
            throw PanelProblem.PANEL_CLOSED.because("The panel takes no more labels, so it needs no annotator.");
        }
        int slot = freeSlot(panel);
        UUID user = request.user();
        if (user != null) {
            if (of(panel).stream().anyMatch(one -> user.toString().equals(one.user()))) {
                throw RequestProblem.CONFLICT.because("This user already has a place in the panel.");
            }
            check(panel, user);
        }
        InvitedAnnotator invitation =
                user == null ? governance.inviteAnnotator(new AnnotatorInvitation(panel.team())) : null;
        Annotator annotator = new Annotator(
                ids.next(),
                panel.name(),
                slot,
                (user == null ? Objects.requireNonNull(invitation).user() : user).toString(),
                request.name(),
                user == null,
                clock.instant(),
                null);
        try {
            transactions.executeWithoutResult(_ -> {
                annotators.insert(panel, annotator);
                trail.append(entry(PanelAction.ANNOTATOR_ADDED, panel, annotator));
            });
        } catch (DuplicateKeyException e) {
            if (invitation != null) {
                governance.withdrawAnnotator(invitation.user(), panel.team());
            }
            throw PanelProblem.PANEL_FULL.because("Another annotator got the place at the same time. Try again.", e);
        }
        return new Invited(annotator, invitation);
    }

    private void check(Panel panel, UUID user) {
        try {
            governance.checkAnnotator(user, panel.team());
        } catch (HttpClientErrorException.NotFound e) {
            throw PanelProblem.PANEL_INVALID
                    .because("Grant the user the role annotator in the panel's team first.", e)
                    .at("/user", "is not the id of a user who may annotate in " + panel.team());
        }
    }

    private int freeSlot(Panel panel) {
        Set<Integer> taken = of(panel).stream().map(Annotator::slot).collect(Collectors.toSet());
        for (int slot = 0; slot < panel.document().design().annotators(); slot++) {
            if (!taken.contains(slot)) {
                return slot;
            }
        }
        throw PanelProblem.PANEL_FULL.because(
                "All " + panel.document().design().annotators() + " places are taken. Remove an annotator first.");
    }

    /// Replaces the link of an annotator who was invited by link. The former link no longer works.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the annotator was not invited by link, is disabled,
    ///     or has other grants; 409 if the panel takes no more labels
    Invited renew(Panel panel, UUID id) {
        Annotator annotator = find(panel, id);
        String user = annotator.user();
        if (user == null || !annotator.invited()) {
            throw RequestProblem.NOT_FOUND.because("This annotator was not invited by link.");
        }
        if (!panel.takesLabels(clock.instant())) {
            throw PanelProblem.PANEL_CLOSED.because("The panel takes no more labels, so it needs no link.");
        }
        InvitedAnnotator invitation;
        try {
            invitation = governance.renewAnnotator(UUID.fromString(user), new AnnotatorInvitation(panel.team()));
        } catch (HttpClientErrorException.NotFound e) {
            throw RequestProblem.NOT_FOUND.because(
                    "This annotator may no longer sign in by link. Remove them and invite another one.", e);
        }
        transactions.executeWithoutResult(_ -> trail.append(entry(PanelAction.LINK_RENEWED, panel, annotator)));
        return new Invited(annotator, invitation);
    }

    /// Takes the place from an annotator. The next one continues with the open items.
    void remove(Panel panel, UUID id) {
        Annotator annotator = find(panel, id);
        transactions.executeWithoutResult(_ -> {
            annotators.remove(id);
            trail.append(entry(PanelAction.ANNOTATOR_REMOVED, panel, annotator));
        });
        withdraw(panel, annotator);
    }

    /// Ends the access of everybody who was invited by link.
    void dismiss(Panel panel) {
        of(panel).forEach(annotator -> withdraw(panel, annotator));
    }

    private void withdraw(Panel panel, Annotator annotator) {
        String user = annotator.user();
        if (user != null && annotator.invited()) {
            governance.withdrawAnnotator(UUID.fromString(user), panel.team());
        }
    }

    List<Annotator> of(Panel panel) {
        return Objects.requireNonNull(transactions.execute(_ -> annotators.of(panel.name())));
    }

    private Annotator find(Panel panel, UUID id) {
        return transactions
                .execute(_ -> annotators.find(panel.name(), id))
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The panel has no such annotator."));
    }

    private static AuditEntry entry(PanelAction action, Panel panel, Annotator annotator) {
        return AuditEntry.of(action, panel.team(), "panel", panel.name())
                .with("annotator", annotator.id().toString())
                .with("place", annotator.slot())
                .withIfPresent("user", annotator.user());
    }
}
