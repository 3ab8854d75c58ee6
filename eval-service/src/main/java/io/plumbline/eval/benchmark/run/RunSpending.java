package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.RunAnswer.Spent;
import io.plumbline.eval.benchmark.ledger.RunHalt;
import io.plumbline.eval.benchmark.ledger.RunRequest.RunBudget;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a run has spent, against its budget. Calls are counted before they are made, so their number is never exceeded.
/// Tokens and money may be exceeded by the calls that are under way. Thread-safe.
final class RunSpending {

    private final RunBudget budget;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private long calls;
    private long tokens;
    private BigDecimal cost;

    /// @param most largest number of calls of a unit
    RunSpending(BenchmarkRun run, int most) {
        this.most = most;
        this.budget = run.request().budgetOrDefault();
        this.calls = run.progress().calls();
        this.tokens = run.progress().tokens();
        this.cost = run.progress().costUsd();
    }

    /// Counts the calls of a unit that is about to be run, unless they could exceed the budget: then returns the
    /// exhausted limit.
    Optional<RunHalt> begin() {
        lock.lock();
        try {
            Optional<RunHalt> spent = spent();
            calls += spent.isPresent() ? 0 : most;
            return spent;
        } finally {
            lock.unlock();
        }
    }

    private Optional<RunHalt> spent() {
        if (budget.calls() != null && calls + most > budget.calls()) {
            return Optional.of(RunHalt.CALLS);
        }
        if (budget.tokens() != null && tokens >= budget.tokens()) {
            return Optional.of(RunHalt.TOKENS);
        }
        return budget.costUsd() != null && cost.compareTo(budget.costUsd()) >= 0
                ? Optional.of(RunHalt.COST)
                : Optional.empty();
    }

    /// Adds what a counted unit cost.
    void end(Spent spent) {
        lock.lock();
        try {
            calls += spent.calls() - most;
            tokens += spent.tokens();
            cost = cost.add(spent.costUsd());
        } finally {
            lock.unlock();
        }
    }
}
