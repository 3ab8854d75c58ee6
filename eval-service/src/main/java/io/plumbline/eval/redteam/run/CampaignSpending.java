package io.plumbline.eval.redteam.run;

import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignBudget;
import io.plumbline.eval.redteam.ledger.StoredAnswer.Spent;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a campaign has spent, against its budget. Calls are counted before they are made, so their number is never
/// exceeded, except by a judge that needs several calls for a rating. Tokens and money may be exceeded by the calls
/// that
/// are under way. The calls of the attacker's model and of the judge count like those of the target. Thread-safe.
public final class CampaignSpending {

    private final @Nullable CampaignBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private long calls;
    private long tokens;
    private BigDecimal cost;

    CampaignSpending(Campaign campaign) {
        this(
                campaign.request().budget(),
                campaign.progress().calls(),
                campaign.progress().tokens(),
                campaign.progress().costUsd());
    }

    /// @param budget null for no limit
    /// @param calls made before
    /// @param tokens spent before
    /// @param cost spent before
    public CampaignSpending(@Nullable CampaignBudget budget, long calls, long tokens, BigDecimal cost) {
        this.budget = budget;
        this.calls = calls;
        this.tokens = tokens;
        this.cost = cost;
    }

    /// The budget is spent.
    public static final class SpentException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final CampaignHalt halt;

        SpentException(CampaignHalt halt) {
            this.halt = halt;
        }

        public CampaignHalt halt() {
            return halt;
        }
    }

    /// Counts a call that is about to be made.
    ///
    /// @throws SpentException if the budget does not allow it
    public void begin() {
        lock.lock();
        try {
            Optional<CampaignHalt> spent = spent();
            if (spent.isPresent()) {
                throw new SpentException(spent.get());
            }
            calls++;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CampaignHalt> spent() {
        if (budget == null) {
            return Optional.empty();
        }
        if (budget.calls() != null && calls >= budget.calls()) {
            return Optional.of(CampaignHalt.CALLS);
        }
        if (budget.tokens() != null && tokens >= budget.tokens()) {
            return Optional.of(CampaignHalt.TOKENS);
        }
        return budget.costUsd() != null && cost.compareTo(budget.costUsd()) >= 0
                ? Optional.of(CampaignHalt.COST)
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
