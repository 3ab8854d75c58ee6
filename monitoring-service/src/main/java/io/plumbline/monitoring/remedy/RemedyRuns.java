package io.plumbline.monitoring.remedy;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/// Undoes the actions of runs. The gateway's end of a restraint leaves the route's document, so the route is exactly as
/// it was unless that document was changed.
@Service
class RemedyRuns {

    private final RemedyRunStore runs;
    private final RemedyExecution.Journal journal;
    private final GatewayClient gateway;
    private final Clock clock;

    RemedyRuns(RemedyRunStore runs, RemedyExecution.Journal journal, GatewayClient gateway, Clock clock) {
        this.runs = runs;
        this.journal = journal;
        this.gateway = gateway;
        this.clock = clock;
    }

    /// @throws ProblemException 404
    RemedyRun get(UUID id) {
        return runs.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No run of a remedy has this id."));
    }

    /// Undoes an action. The action of a run that failed can be in force too: the gateway's answer was lost.
    ///
    /// @param acceptChanges whether to undo it although the route was changed since
    /// @throws ProblemException 404; 409 if it is not in force or the route was changed since; 503
    RemedyRun undo(UUID id, String reason, boolean acceptChanges) {
        RemedyRun run = get(id);
        RemedyRunState before = run.state();
        boolean released =
                (before == RemedyRunState.APPLIED || before == RemedyRunState.FAILED) && release(run, !acceptChanges);
        if (!released && before != RemedyRunState.APPLIED) {
            throw RequestProblem.CONFLICT.because(
                    "The run is %s. Only an action in force can be undone.".formatted(before));
        }
        RemedyRun undone =
                run.undone(new RemedyRun.Undo(clock.instant(), Callers.current().id(), reason));
        boolean moved = journal.move(
                undone,
                before,
                RemedyMatcher.event(RemedyAction.UNDONE, run)
                        .with("why", "REQUESTED")
                        .with("reason", reason));
        return moved ? undone : get(id);
    }

    /// Returns whether it was in force.
    private boolean release(RemedyRun run, boolean onlyIfUnchanged) {
        try {
            gateway.release(run.alert().route(), run.id(), onlyIfUnchanged);
            return true;
        } catch (RestClientResponseException e) {
            int status = e.getStatusCode().value();
            if (status == 409) {
                throw RequestProblem.CONFLICT.because(RefusalReason.of(e));
            }
            if (status != 404) {
                throw RequestProblem.SIBLING_UNAVAILABLE.because("The gateway answered " + status + ". Try again.");
            }
            return false;
        } catch (RestClientException e) {
            throw RequestProblem.SIBLING_UNAVAILABLE.because("The gateway does not answer. Try again.");
        }
    }
}
