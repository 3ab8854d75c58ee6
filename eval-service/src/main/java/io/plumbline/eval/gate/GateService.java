package io.plumbline.eval.gate;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAction;
import io.plumbline.eval.gate.ledger.GateRequest;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens and cancels gates.
final class GateService {

    private final GateStore gates;
    private final SuiteCatalog suites;
    private final CandidateCheck candidates;
    private final OutputCheck outputs;
    private final GateQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;

    GateService(
            GateStore gates,
            SuiteCatalog suites,
            Checks checks,
            GateQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        this.gates = gates;
        this.suites = suites;
        this.candidates = checks.candidates();
        this.outputs = checks.outputs();
        this.queue = queue;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// The checks of a request.
    record Checks(CandidateCheck candidates, OutputCheck outputs) {}

    /// Opens a gate on the current suite. It is queued after the surrounding transaction commits; an earlier
    /// runner would not find it.
    Gate open(GateRequest request) {
        SuiteView suite = suites.get(request.suite());
        if (!Callers.current().may(Permission.GATE_RUN, suite.team())) {
            throw RequestProblem.NOT_FOUND.because("No suite with this name exists that you can run.");
        }
        checkSlices(request, suite);
        candidates.check(request.candidate(), suite.team(), "/candidate");
        Candidate candidate = request.candidate();
        Candidate baseline = request.baseline();
        if (baseline != null
                && candidate.equals(baseline.route() == null ? baseline.under(candidate.route()) : baseline)) {
            throw GateProblem.CANDIDATE_INVALID
                    .because("A candidate compared with itself is never worse.")
                    .at("/baseline", "must not be the candidate");
        }
        if (request.baseline() != null) {
            candidates.check(request.baseline(), suite.team(), "/baseline");
        }
        candidates.checkTerms(candidate, suite.team(), "/candidate");
        Gate.Request asked = new Gate.Request(
                request.commit(),
                request.pullRequest(),
                Callers.current().id(),
                ProblemWriter.currentTraceId(),
                outputs.check(request, suite));
        UUID id = ids.next();
        int before = gates.queued(suite.team());
        return Objects.requireNonNull(transactions.execute(_ -> {
            gates.insert(id, suite, request, asked);
            trail.append(AuditEntry.of(GateAction.REQUESTED, suite.team(), "gate", id.toString())
                    .with("suite", suite.name())
                    .with("candidate", request.candidate().label()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(id, before);
                }
            });
            return gates.find(id).orElseThrow();
        }));
    }

    private static void checkSlices(GateRequest request, SuiteView suite) {
        Set<String> asked = suite.document().onlySlices();
        if (asked != null && request.onlySlices() != null && !asked.containsAll(request.onlySlices())) {
            throw GateProblem.CANDIDATE_INVALID
                    .because("A gate can run only the slices of its suite.")
                    .at("/onlySlices", "must be among the suite's onlySlices");
        }
    }

    /// Cancels a gate that has not ended.
    Gate cancel(UUID id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Gate gate = gates.find(id)
                    .orElseThrow(
                            () -> RequestProblem.NOT_FOUND.because("No gate with this id exists that you can cancel."));
            if (!gates.cancel(id)) {
                throw GateProblem.GATE_ALREADY_FINISHED.because(
                        "Only a gate that is queued or running and has no verdict yet can be cancelled.");
            }
            trail.append(AuditEntry.of(GateAction.CANCELLED, gate.team(), "gate", id.toString()));
            return gates.find(id).orElseThrow();
        }));
    }
}
