package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.Discard;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAction;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.lifecycle.ResultPush;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/// Discards the results of gates, for example if their questions were corrupted on their way to the model. None
/// of their answers and ratings is reused, neither copied nor as evidence.
///
/// Discarding gives no additional chance. The gate remains an attempt at its question, so the next one must be as
/// certain as if it counted. A FAIL stays in the registry until a newer gate ends. A PASS is withdrawn there:
/// results on corrupted questions admit nothing to production.
final class GateDiscard {

    private final GateStore gates;
    private final ResultPush results;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    GateDiscard(GateStore gates, ResultPush results, AuditTrail trail, TransactionTemplate transactions, Clock clock) {
        this.gates = gates;
        this.results = results;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Discards an ended gate; an already discarded one stays unchanged.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the gate does not exist; 409 if it has not ended;
    ///     503 if the registry is unavailable
    Gate discard(UUID id, String reason) {
        Gate gate = transactions.execute(_ -> gates.find(id).orElse(null));
        if (gate == null || !Callers.current().may(Permission.GATE_RUN, gate.team())) {
            throw RequestProblem.NOT_FOUND.because("No gate with this id exists that you can discard.");
        }
        if (!gate.status().isFinal()) {
            throw GateProblem.GATE_NOT_FINISHED.because("Cancel the gate, or wait for its end.");
        }
        if (gate.verdict() == CheckOutcome.PASS && gate.counts() && gate.run().discarded() == null) {
            withdraw(gate, reason);
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            String by = Callers.current().id();
            if (gates.discard(id, new Discard(reason, by, clock.instant()))) {
                trail.append(AuditEntry.of(GateAction.DISCARDED, gate.team(), "gate", id.toString())
                        .with("suite", gate.suite())
                        .with("candidate", gate.candidate().described())
                        .with(
                                "verdict",
                                gate.verdict() == null
                                        ? gate.status().name()
                                        : gate.verdict().name())
                        .with("reason", reason));
            }
            return gates.find(id).orElseThrow();
        }));
    }

    private void withdraw(Gate gate, String reason) {
        try {
            results.withdraw(gate, reason);
        } catch (UnrunnableGateException e) {
            throw RequestProblem.CONFLICT.because(e.getMessage());
        }
    }
}
