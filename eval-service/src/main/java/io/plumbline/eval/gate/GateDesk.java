package io.plumbline.eval.gate;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes requests for gates, and tells how they stand.
final class GateDesk {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final GateStore gates;
    private final AnswerStore answers;
    private final SuiteCatalog suites;
    private final CandidateCheck candidates;
    private final GateQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    GateDesk(
            GateStore gates,
            AnswerStore answers,
            SuiteCatalog suites,
            CandidateCheck candidates,
            GateQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.gates = gates;
        this.answers = answers;
        this.suites = suites;
        this.candidates = candidates;
        this.queue = queue;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /// A finished gate with what was asked and answered.
    record Details(Gate gate, List<GateItem> items, List<GateAnswer> answers) {}

    /// Opens a gate on the suite as it is now and queues it.
    Gate open(GateRequest request) {
        SuiteView suite = suites.get(request.suite());
        if (!Callers.current().may(Permission.GATE_RUN, suite.team())) {
            throw RequestProblem.NOT_FOUND.because("There is no suite of that name that you can run.");
        }
        candidates.check(request.candidate(), suite.team(), "/candidate");
        if (request.baseline() != null) {
            candidates.check(request.baseline(), suite.team(), "/baseline");
        }
        Gate gate = new Gate(
                ids.next(),
                suite.team(),
                suite.name(),
                suite.revision(),
                suite.document(),
                request.candidate(),
                request.baseline(),
                request.commit(),
                request.pullRequest(),
                Callers.current().id(),
                GateStatus.QUEUED,
                null,
                null,
                0,
                0,
                List.of(),
                clock.instant(),
                null,
                null);
        transactions.executeWithoutResult(_ -> {
            gates.insert(gate);
            trail.append(AuditEntry.of("eval.gate.requested", gate.team(), "gate", gate.id().toString())
                    .with("suite", gate.suite())
                    .with("candidate", gate.candidate().label()));
        });
        queue.put(gate.id());
        return gate;
    }

    Gate get(UUID id) {
        Gate gate = transactions.execute(_ -> gates.find(id).orElse(null));
        if (gate == null) {
            throw RequestProblem.NOT_FOUND.because("There is no gate of that id that you can see.");
        }
        return gate;
    }

    /// The gate as it stands when it has finished, at the latest after so many seconds.
    Gate await(UUID id, int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Gate gate = get(id);
        while (!gate.status().isFinal() && System.nanoTime() < end) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return gate;
            }
            gate = get(id);
        }
        return gate;
    }

    Details details(UUID id) {
        Gate gate = get(id);
        return transactions.execute(_ -> new Details(gate, answers.items(id), answers.answers(id)));
    }

    Page<Gate> list(@Nullable String suite, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Gate> rows = transactions.execute(_ -> gates.newest(suite, before, paging.size() + 1));
        return Page.of(rows == null ? List.of() : rows, paging, gate -> Cursor.of(gate.id()));
    }

    /// Stops a gate that has not finished.
    Gate cancel(UUID id) {
        Gate gate = get(id);
        transactions.executeWithoutResult(_ -> {
            if (!gates.cancel(id, clock.instant())) {
                throw GateProblem.GATE_ALREADY_FINISHED.because("Only a gate that is queued or running can be cancelled.");
            }
            trail.append(AuditEntry.of("eval.gate.cancelled", gate.team(), "gate", id.toString()));
        });
        return get(id);
    }
}
