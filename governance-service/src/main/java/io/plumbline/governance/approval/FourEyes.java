package io.plumbline.governance.approval;

import io.plumbline.governance.approval.decider.Decider;
import io.plumbline.governance.approval.decider.Deciders;
import io.plumbline.governance.approval.decider.DecisionCredential;
import io.plumbline.governance.approval.decider.PersonResolver;
import io.plumbline.kit.problem.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The four-eyes rules: the requester, the uploader of the training data and earlier deciders cannot decide on an
/// approval, whichever credential they use. Changes nothing; a refusal names the rule, so that pages can show it
/// before anyone decides.
@Component
final class FourEyes {

    private final PersonResolver persons;
    private final Deciders deciders;

    FourEyes(PersonResolver persons, ApprovalProperties properties) {
        this.persons = persons;
        this.deciders = properties.deciders();
    }

    /// Returns the refusal of a decision by this decider; empty if they may decide.
    Optional<ProblemException> objectionToDecision(Decider decider, ApprovalEntity approval) {
        if (approval.isRequestedBy(decider.person())) {
            return Optional.of(ApprovalProblem.FOUR_EYES.because(
                    "The requester cannot decide on their own request, whichever credential they use."));
        }
        if (takesPerson(approval) && decider.with() == DecisionCredential.MACHINE_KEY) {
            return Optional.of(ApprovalProblem.FOUR_EYES.because(
                    "A person must decide. Sign in, or use a key of your own that the requester neither created nor"
                            + " renewed."));
        }
        if (takesPerson(approval) && !isIndependentEnough(decider, approval)) {
            return Optional.of(
                    ApprovalProblem.FOUR_EYES.because("An independent person must decide. The requester created or"
                            + " renewed your key, or you created or renewed the requester's."));
        }
        if (decider.with() == DecisionCredential.MACHINE_KEY && decider.mayBe(persons.people(approval.requestedBy()))) {
            return Optional.of(
                    ApprovalProblem.FOUR_EYES.because(
                            "A machine key counts as everyone who ever received a secret of it,"
                                    + " and the requester is one of them or counts as one of them. Another person must decide."));
        }
        if (approval.excluded().stream().anyMatch(actor -> mayBe(decider, actor))) {
            return Optional.of(ApprovalProblem.FOUR_EYES.because(
                    "The uploader of the training data cannot decide on this request, whichever credential they use."
                            + " Another person must decide."));
        }
        if (hasDecided(decider, approval)) {
            return Optional.of(ApprovalProblem.ALREADY_DECIDED.because(
                    "Each person counts once, and a machine key counts as everyone who ever received a secret of it. Another"
                            + " approver must decide as well."));
        }
        return Optional.empty();
    }

    /// Returns the refusal of a revocation by this decider; empty if they may revoke a granted approval.
    Optional<ProblemException> objectionToRevocation(Decider decider, ApprovalEntity approval) {
        return approval.isRequestedBy(decider.person())
                ? Optional.of(ApprovalProblem.FOUR_EYES.because("The requester cannot revoke their own approval."))
                : Optional.empty();
    }

    /// Whether neither the decider nor the requester has the other's key.
    boolean isIndependent(Decider decider, ApprovalEntity approval) {
        return decider.isIndependentOf(approval.requestingPerson(), persons.holdersOf(approval.requestedBy()));
    }

    private boolean hasDecided(Decider decider, ApprovalEntity approval) {
        return approval.decisions().stream()
                .anyMatch(decision -> decision.person().equals(decider.person())
                        || decider.mayBe(persons.people(decision.decidedBy())));
    }

    /// Whether the decider is this actor, or has a machine key that counts as them.
    private boolean mayBe(Decider decider, String actor) {
        return decider.person().equals(persons.behind(actor))
                || (decider.with() == DecisionCredential.MACHINE_KEY && decider.mayBe(persons.people(actor)));
    }

    private boolean takesPerson(ApprovalEntity approval) {
        return deciders == Deciders.PERSONS || approval.isForPersons();
    }

    /// If only persons may decide, neither side may have the other's key. If just one approval requires a
    /// person, for example for a tool call of an application, only the requester must not have the decider's
    /// key: the person who created the application's key may decide on its calls.
    private boolean isIndependentEnough(Decider decider, ApprovalEntity approval) {
        return deciders == Deciders.PERSONS
                ? isIndependent(decider, approval)
                : !decider.holders().mayInclude(approval.requestingPerson());
    }
}
