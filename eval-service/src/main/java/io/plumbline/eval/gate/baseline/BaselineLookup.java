package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds the approved baseline for runs.
public final class BaselineLookup {

    private final BaselineApprovalStore blessings;
    private final BaselineApprovalSync sync;
    private final TransactionTemplate transactions;

    BaselineLookup(BaselineApprovalStore blessings, BaselineApprovalSync sync, TransactionTemplate transactions) {
        this.blessings = blessings;
        this.sync = sync;
        this.transactions = transactions;
    }

    /// A baseline with its origin.
    public record Blessed(Candidate baseline, BaselineOrigin origin) {}

    /// Returns the latest approved baseline of the candidate's model or prompt; empty if there is none, or it is
    /// the candidate itself. A prompt is compared on the candidate's own model.
    public Optional<Blessed> of(String team, String suite, Candidate candidate) {
        String subject = BaselineApproval.subjectOf(candidate);
        if (subject == null) {
            return Optional.empty();
        }
        sync.sync(team, suite);
        return Objects.requireNonNull(transactions.execute(_ -> blessings.current(team, suite, subject)))
                .filter(blessing -> !Objects.equals(blessing.candidate().version(), candidate.version()))
                .map(blessing -> new Blessed(
                        candidate.prompt() == null
                                ? blessing.candidate()
                                : new Candidate(
                                        candidate.model(),
                                        candidate.prompt(),
                                        blessing.candidate().version(),
                                        null),
                        blessing.origin()));
    }
}
