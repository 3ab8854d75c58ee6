package io.plumbline.eval.optimiser.run;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.Optimisation.Phase;
import io.plumbline.eval.optimiser.job.Optimisation.Split;
import io.plumbline.eval.optimiser.job.Optimisation.Status;
import io.plumbline.eval.optimiser.job.OptimisationAction;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import io.plumbline.eval.optimiser.search.RecordSplit;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a job from its beginning or from where it ended, as the worker role. A job that ended is left alone.
public final class OptimisationRunner {

    private final OptimisationStore jobs;
    private final SearchSessions sessions;
    private final PromptSearch search;
    private final BestVersions versions;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    /// @param calls through the gateway
    public static OptimisationRunner of(
            OptimisationStore jobs,
            CandidateStore candidates,
            ChatCalls calls,
            Sources sources,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        SearchBudget budget = new SearchBudget(jobs);
        CandidateTrials trials = new CandidateTrials(calls, candidates, budget);
        CandidateDrafts drafts = new CandidateDrafts(candidates, trials, new PromptProposer(calls, jobs, budget));
        return new OptimisationRunner(
                jobs,
                new SearchSessions(sources.siblings(), sources.registry(), sources.metrics()),
                new PromptSearch(jobs, candidates, trials, drafts),
                new BestVersions(sources.registry(), candidates, clock),
                trail,
                transactions,
                clock);
    }

    /// Where prompts, records and metrics come from.
    public record Sources(SiblingServices siblings, RegistryClient registry, MetricResolver metrics) {}

    private OptimisationRunner(
            OptimisationStore jobs,
            SearchSessions sessions,
            PromptSearch search,
            BestVersions versions,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.jobs = jobs;
        this.sessions = sessions;
        this.search = search;
        this.versions = versions;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void run(UUID id) {
        Optimisation job = jobs.find(id).orElse(null);
        if (job == null || job.status().ended()) {
            return;
        }
        try {
            SearchSessions.Opened opened = sessions.open(job);
            SearchSession session = opened.session();
            RecordSplit split = session.split();
            jobs.split(
                    id,
                    new Split(
                            split.examples().size(),
                            split.train().size(),
                            split.heldOut().size(),
                            opened.unusable()));
            search.run(session);
            if (jobs.enter(id, Phase.SAVING)) {
                end(job, Status.DONE, null, versions.save(session));
            }
        } catch (UnrunnableSearchException e) {
            fail(job, String.valueOf(e.getMessage()));
        } catch (MetricUnavailableException e) {
            fail(job, "The metric " + job.plan().metric().label() + " is not available now.");
        } catch (EndedSearchException e) {
            // It was cancelled.
        }
    }

    /// Ends a job that failed however often it was tried.
    public void giveUp(UUID id) {
        jobs.find(id)
                .ifPresent(
                        job -> fail(
                                job,
                                "It did not finish, however often it was tried. The model, the registry or the gateway did not answer."));
    }

    private void fail(Optimisation job, String error) {
        end(job, Status.ERROR, error, 0);
    }

    private void end(Optimisation job, Status status, @Nullable String error, int saved) {
        transactions.executeWithoutResult(_ -> {
            if (jobs.end(job.id(), status, error, clock.instant())) {
                Optimisation.Spent spent = jobs.find(job.id()).orElseThrow().spent();
                trail.append(AuditEntry.of(
                                status == Status.DONE ? OptimisationAction.FINISHED : OptimisationAction.FAILED,
                                job.team(),
                                "prompt-optimisation",
                                job.id().toString())
                        .with("prompt", String.valueOf(job.plan().candidate().promptReference()))
                        .with("saved", saved)
                        .with("calls", spent.calls())
                        .with("costUsd", spent.costUsd().doubleValue()));
            }
        });
    }
}
