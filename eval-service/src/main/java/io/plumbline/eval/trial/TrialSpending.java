package io.plumbline.eval.trial;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a trial has spent, against its budget. Calls are counted before they are made, so their number is never
/// exceeded, except by a judge that needs several calls for a rating. Tokens and money may be exceeded by the calls
/// that are under way. The calls of an attacker's model and of a judge count like those of the target. Thread-safe.
public final class TrialSpending {

    private final @Nullable Budget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private long calls;
    private long tokens;
    private BigDecimal cost;

    /// @param budget null for no limit
    /// @param calls made before
    /// @param tokens spent before
    /// @param cost spent before
    public TrialSpending(@Nullable Budget budget, long calls, long tokens, BigDecimal cost) {
        this.budget = budget;
        this.calls = calls;
        this.tokens = tokens;
        this.cost = cost;
    }

    /// Limits that end a trial; null for no limit.
    public interface Budget {

        @Nullable
        Integer calls();

        @Nullable
        Long tokens();

        @Nullable
        BigDecimal costUsd();
    }

    /// The budget is spent.
    public static final class SpentException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final TrialHalt halt;

        SpentException(TrialHalt halt) {
            this.halt = halt;
        }

        public TrialHalt halt() {
            return halt;
        }
    }

    /// Counts a call that is about to be made.
    ///
    /// @throws SpentException if the budget does not allow it
    public void begin() {
        lock.lock();
        try {
            Optional<TrialHalt> spent = spent();
            if (spent.isPresent()) {
                throw new SpentException(spent.get());
            }
            calls++;
        } finally {
            lock.unlock();
        }
    }

    private Optional<TrialHalt> spent() {
        if (budget == null) {
            return Optional.empty();
        }
        if (budget.calls() != null && calls >= budget.calls()) {
            return Optional.of(TrialHalt.CALLS);
        }
        if (budget.tokens() != null && tokens >= budget.tokens()) {
            return Optional.of(TrialHalt.TOKENS);
        }
        return budget.costUsd() != null && cost.compareTo(budget.costUsd()) >= 0
                ? Optional.of(TrialHalt.COST)
                : Optional.empty();
    }

    /// Counts what was spent since [#begin()], which has counted one call.
    public void end(Spent spent) {
        lock.lock();
        try {
            calls += spent.calls() - 1;
            tokens += spent.tokens();
            cost = cost.add(spent.costUsd());
        } finally {
            lock.unlock();
        }
    }
}
