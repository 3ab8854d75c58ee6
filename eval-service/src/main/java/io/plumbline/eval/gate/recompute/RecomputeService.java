package io.plumbline.eval.gate.recompute;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.suite.SuiteCheck;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Handles requests to recompute a verdict. A recomputation calls no model, changes nothing in the gate, and never
/// informs the
/// registry: only the gate's own verdict decides about production.
final class RecomputeService {

    private static final int MOST_WAITING = 5;

    private final GateStore gates;
    private final RecomputationStore recomputations;
    private final SuiteCheck suites;
    private final RecomputeQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    RecomputeService(
            Stores stores,
            SuiteCheck suites,
            RecomputeQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.gates = stores.gates();
        this.recomputations = stores.recomputations();
        this.suites = suites;
        this.queue = queue;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    record Stores(GateStore gates, RecomputationStore recomputations) {}

    /// @param metrics replace the gate's; null for the gate's own
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the gate does not exist; 409 if it has not
    ///     finished; 400 for metrics that a suite could not have either
    Recomputation open(UUID gate, @Nullable List<MetricRule> metrics) {
        Gate found = gate(gate);
        if (found.status() != GateStatus.DONE) {
            throw RecomputeProblem.GATE_NOT_DONE.because("Only the verdict of a gate that is done can be recomputed.");
        }
        SuiteDocument document =
                metrics == null ? found.document() : found.document().measuredBy(metrics);
        suites.checkMeasures(document);
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (recomputations.waiting(gate) >= MOST_WAITING) {
                throw RecomputeProblem.TOO_MANY_RECOMPUTATIONS.because(
                        "Wait until the earlier recomputations have ended.");
            }
            Recomputation made = new Recomputation(
                    ids.next(),
                    gate,
                    found.team(),
                    document,
                    Recomputation.Status.QUEUED,
                    null,
                    List.of(),
                    Map.of(),
                    List.of(),
                    null,
                    clock.instant(),
                    null);
            recomputations.insert(made, Callers.current().id());
            trail.append(AuditEntry.of(RecomputeAction.RECOMPUTED, found.team(), "gate", gate.toString())
                    .with("recomputation", made.id().toString())
                    .with("otherMetrics", metrics != null));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(made.id());
                }
            });
            return made;
        }));
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404
    Recomputation get(UUID gate, UUID id) {
        gate(gate);
        Recomputation found = transactions.execute(_ -> recomputations.find(id).orElse(null));
        if (found == null || !found.gate().equals(gate)) {
            throw RequestProblem.NOT_FOUND.because("The gate has no recomputation with this id.");
        }
        return found;
    }

    Page<Recomputation> list(UUID gate, Paging paging) {
        gate(gate);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Recomputation> rows = Objects.requireNonNull(
                transactions.execute(_ -> recomputations.newest(gate, before, paging.size() + 1)));
        return Page.of(rows, paging, one -> Cursor.of(one.id()));
    }

    private Gate gate(UUID id) {
        Gate gate = transactions.execute(_ -> gates.find(id).orElse(null));
        if (gate == null) {
            throw RequestProblem.NOT_FOUND.because("No gate with this id exists that you can access.");
        }
        return gate;
    }
}
