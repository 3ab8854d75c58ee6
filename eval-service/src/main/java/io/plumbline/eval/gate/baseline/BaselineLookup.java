package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the runs which baseline is blessed.
public final class BaselineLookup {

    private final BaselineApprovalStore blessings;
    private final BaselineApprovalSync keeper;
    private final TransactionTemplate transactions;

    BaselineLookup(BaselineApprovalStore blessings, BaselineApprovalSync keeper, TransactionTemplate transactions) {
        this.blessings = blessings;
        this.keeper = keeper;
        this.transactions = transactions;
    }

    /// A baseline, and who made it one.
    public record Blessed(Candidate baseline, BaselineOrigin origin) {}

    /// What was blessed last of the candidate's model or prompt; empty when nothing was, and for the one that
    /// was. A prompt is compared on the candidate's own model.
    public Optional<Blessed> of(String team, String suite, Candidate candidate) {
        String subject = BaselineApproval.subjectOf(candidate);
        if (subject == null) {
            return Optional.empty();
        }
        keeper.sync(team, suite);
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
