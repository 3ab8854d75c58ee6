package io.plumbline.eval.harm;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmAction;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Starts and cancels measurements.
final class HarmService {

    private static final int MOST_UNENDED = 50;

    private final HarmStore measurements;
    private final HarmCheck check;
    private final TrialQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;

    HarmService(
            HarmStore measurements,
            HarmCheck check,
            TrialQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        this.measurements = measurements;
        this.check = check;
        this.queue = queue;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Stores and queues a measurement. It is queued after the transaction commits; an earlier runner would not find
    /// it.
    ///
    /// @throws ProblemException 400 if it cannot run; 429 if the team has too many unfinished ones
    HarmMeasurement open(HarmRequest request) {
        String team = Callers.current().teamFor(Permission.CAMPAIGN_RUN, request.team());
        check.check(team, request);
        UUID id = ids.next();
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (measurements.unendedOf(team) >= MOST_UNENDED) {
                throw HarmProblem.TOO_MANY_MEASUREMENTS.because(
                        "A team has at most " + MOST_UNENDED + " unfinished measurements. Wait, or cancel some.");
            }
            measurements.insert(
                    id,
                    team,
                    request.ofTeam(team),
                    HarmLibrary.VERSION,
                    new HarmMeasurement.Requester(Callers.current().id(), ProblemWriter.currentTraceId()));
            trail.append(AuditEntry.of(HarmAction.REQUESTED, team, "harm-measurement", id.toString())
                    .with("target", request.target().candidate().label())
                    .with("kind", request.kind().name()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(id);
                }
            });
            return measurements.find(id).orElseThrow();
        }));
    }

    HarmMeasurement cancel(UUID id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            HarmMeasurement measurement = measurements
                    .find(id)
                    .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                            "No measurement with this id exists that you can cancel."));
            if (!measurements.cancel(id)) {
                throw HarmProblem.MEASUREMENT_ALREADY_FINISHED.because(
                        "Only a measurement that is queued or running can be cancelled.");
            }
            trail.append(AuditEntry.of(HarmAction.CANCELLED, measurement.team(), "harm-measurement", id.toString()));
            return measurements.find(id).orElseThrow();
        }));
    }
}
