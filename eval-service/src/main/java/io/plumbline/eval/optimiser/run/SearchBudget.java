package io.plumbline.eval.optimiser.run;

import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import java.math.BigDecimal;

/// Checks the budget of a job before each batch of calls. A batch may exceed the limits of tokens and cost,
/// because they are known only afterwards.
final class SearchBudget {

    /// The share that may be spent before the held-out records are answered.
    static final double TRAINING = 0.6;

    static final double ALL = 1;

    private final OptimisationStore jobs;

    SearchBudget(OptimisationStore jobs) {
        this.jobs = jobs;
    }

    /// Whether a job may make more calls.
    ///
    /// @param share share of the budget that may be spent
    /// @throws EndedSearchException if the job has ended
    boolean allows(Optimisation job, int calls, double share) {
        Optimisation now = jobs.find(job.id()).orElseThrow(EndedSearchException::new);
        if (now.status().ended()) {
            throw new EndedSearchException();
        }
        OptimisationPlan.Budget budget = job.plan().budget();
        Optimisation.Spent spent = now.spent();
        BigDecimal maxCost = budget.maxCostUsd();
        Long maxTokens = budget.maxTokens();
        boolean allowed = spent.calls() + calls <= share * budget.maxCalls()
                && (maxTokens == null || spent.tokens() < share * maxTokens)
                && (maxCost == null || spent.costUsd().doubleValue() < share * maxCost.doubleValue());
        if (!allowed) {
            jobs.spentBudget(job.id());
        }
        return allowed;
    }
}
