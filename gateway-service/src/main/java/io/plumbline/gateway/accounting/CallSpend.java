package io.plumbline.gateway.accounting;

import io.plumbline.gateway.budget.ledger.BudgetHold;
import io.plumbline.gateway.budget.ledger.PaidAnswer;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a call has reserved and used: the answer for the client, and paid answers that the client does not
/// receive. Not thread-safe.
public final class CallSpend {

    private BudgetHold hold = BudgetHold.NONE;
    private @Nullable DatedPrices prices;
    private TokenUsage usage = TokenUsage.NONE;
    private @Nullable BigDecimal costUsd;
    private List<PaidAnswer> discarded = List.of();

    /// Sets the prices that apply until the end of the call.
    public void pricedBy(DatedPrices newPrices) {
        prices = newPrices;
    }

    /// Returns null before anything is reserved.
    @Nullable
    DatedPrices prices() {
        return prices;
    }

    /// Sets the amounts held in budgets.
    public void hold(BudgetHold newHold) {
        hold = newHold;
    }

    BudgetHold hold() {
        return hold;
    }

    /// Records an answer from the gateway itself, which costs nothing.
    public void usedNothing() {
        used(TokenUsage.NONE, BigDecimal.ZERO);
    }

    /// Sets the usage of the answer for the client, complete or not.
    void used(TokenUsage newUsage, @Nullable BigDecimal newCostUsd) {
        usage = newUsage;
        costUsd = newCostUsd;
    }

    /// Adds the usage of a paid answer that the client does not receive.
    void discard(PaidAnswer answer) {
        discarded = Stream.concat(discarded.stream(), Stream.of(answer)).toList();
        usedNothing();
    }

    /// Returns the target of the last answer that the client does not receive; null for none.
    @Nullable
    ServedTarget lastDiscarded() {
        return discarded.isEmpty() ? null : discarded.getLast().served();
    }

    /// Returns every paid answer with its target.
    ///
    /// @param served the target of the answer for the client; null for none
    List<PaidAnswer> paid(@Nullable ServedTarget served) {
        if (served == null) {
            return discarded;
        }
        PaidAnswer answer = new PaidAnswer(served, usage, costUsd, false);
        return discarded.isEmpty()
                ? List.of(answer)
                : Stream.concat(discarded.stream(), Stream.of(answer)).toList();
    }

    /// Returns the usage of all answers together.
    TokenUsage usage() {
        TokenUsage all = usage;
        for (PaidAnswer answer : discarded) {
            all = all.plus(answer.usage());
        }
        return all;
    }

    /// Returns the cost of all answers together; null if one of them has no known price.
    @Nullable
    BigDecimal costUsd() {
        BigDecimal all = costUsd;
        for (PaidAnswer answer : discarded) {
            BigDecimal cost = answer.costUsd();
            all = all == null || cost == null ? null : all.add(cost);
        }
        return all;
    }
}
