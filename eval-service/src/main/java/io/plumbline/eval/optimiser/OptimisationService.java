package io.plumbline.eval.optimiser;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.CandidateCheck;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.Optimisation.Status;
import io.plumbline.eval.optimiser.job.OptimisationAction;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens, reads and cancels jobs, with the caller's role.
final class OptimisationService {

    private static final int MOST_WAITING = 5;
    private static final String REGISTERED = "registry:";

    private final Stores stores;
    private final SuiteCatalog suites;
    private final Checks checks;
    private final OptimisationQueue queue;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Identities identities;

    OptimisationService(
            Stores stores,
            SuiteCatalog suites,
            Checks checks,
            OptimisationQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            Identities identities) {
        this.stores = stores;
        this.suites = suites;
        this.checks = checks;
        this.queue = queue;
        this.trail = trail;
        this.transactions = transactions;
        this.identities = identities;
    }

    record Stores(OptimisationStore jobs, CandidateStore candidates) {}

    record Checks(CandidateCheck candidates, SiblingServices siblings) {}

    record Identities(UuidV7 ids, Clock clock) {}

    /// A job with its candidates.
    record Found(Optimisation job, List<PromptCandidate> candidates) {}

    /// @throws ProblemException 400 if the system or the metric does not exist; 404 if the suite does not; 409 if
    ///     too many jobs of the team have not ended
    Found open(OptimisationRequest request) {
        SuiteView suite = suites.get(request.suite());
        String team = suite.team();
        Caller caller = Callers.current();
        if (!caller.may(Permission.GATE_RUN, team) || !caller.may(Permission.PROMPT_WRITE, team)) {
            throw RequestProblem.NOT_FOUND.because("No suite with this name exists that you can run.");
        }
        Candidate candidate = request.candidate();
        checks.candidates().check(candidate, team, "/candidate");
        if (candidate.kind() != Candidate.Kind.PROMPT) {
            throw invalid("/candidate", "must be {prompt, version, model: NAME@V}");
        }
        checks.candidates().checkTerms(candidate, team, "/candidate");
        checkProposer(request.proposer(), team);
        OptimisationPlan plan = plan(request, suite);
        UUID id = identities.ids().next();
        transactions.executeWithoutResult(_ -> {
            if (stores.jobs().waiting(team) >= MOST_WAITING) {
                throw RequestProblem.CONFLICT.because("Wait until an earlier optimisation of the team has ended.");
            }
            stores.jobs().insert(id, team, plan, caller.id(), identities.clock().instant());
            trail.append(AuditEntry.of(OptimisationAction.REQUESTED, team, "prompt-optimisation", id.toString())
                    .with("prompt", String.valueOf(candidate.promptReference()))
                    .with("suite", suite.name())
                    .with("strategy", plan.strategy().name()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(id);
                }
            });
        });
        return get(id);
    }

    private static OptimisationPlan plan(OptimisationRequest request, SuiteView suite) {
        if (!suite.document().asksOnce()) {
            throw invalid("/suite", "must be a suite without tools, agent and retrieval");
        }
        return new OptimisationPlan(
                request.candidate(),
                suite.name(),
                suite.revision(),
                suite.document(),
                metric(suite, request.metric()),
                request.strategyOrBoth(),
                request.proposer(),
                request.budgetOrDefault().candidatesOrDefault(),
                request.savedOrDefault(),
                request.seedOrZero(),
                request.budgetOrDefault().limits());
    }

    private void checkProposer(@Nullable String proposer, String team) {
        if (proposer == null) {
            return;
        }
        boolean known = proposer.startsWith(REGISTERED)
                ? checks.siblings()
                        .model(team, proposer.substring(REGISTERED.length()))
                        .isPresent()
                : checks.siblings().route(team, proposer).isPresent();
        if (!known) {
            throw invalid("/proposer", "no such model version or route in this team");
        }
    }

    private static MetricRule metric(SuiteView suite, @Nullable String wanted) {
        return suite.document().metrics().stream()
                .filter(metric -> wanted == null
                        ? !metric.measuresLatency()
                        : metric.label().equals(wanted))
                .findFirst()
                .orElseThrow(() -> invalid("/metric", "must be a metric of the suite"));
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }

    /// @throws ProblemException 404
    Found get(UUID id) {
        return Objects.requireNonNull(transactions.execute(
                _ -> new Found(found(id), stores.candidates().of(id))));
    }

    private Optimisation found(UUID id) {
        return stores.jobs()
                .find(id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No optimisation with this id exists."));
    }

    /// Newest first.
    Page<Optimisation> list(@Nullable String prompt, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Optimisation> rows = Objects.requireNonNull(
                transactions.execute(_ -> stores.jobs().newest(prompt, before, paging.size() + 1)));
        return Page.of(rows, paging, job -> Cursor.of(job.id()));
    }

    /// @throws ProblemException 404; 409 if it has ended
    Found cancel(UUID id) {
        transactions.executeWithoutResult(_ -> {
            Optimisation job = found(id);
            if (!stores.jobs()
                    .end(id, Status.CANCELLED, null, identities.clock().instant())) {
                throw RequestProblem.CONFLICT.because("The optimisation has already ended.");
            }
            trail.append(AuditEntry.of(OptimisationAction.CANCELLED, job.team(), "prompt-optimisation", id.toString())
                    .with("prompt", String.valueOf(job.plan().candidate().promptReference())));
        });
        return get(id);
    }
}
