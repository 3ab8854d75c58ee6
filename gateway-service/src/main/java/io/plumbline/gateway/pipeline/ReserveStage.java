package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.budget.ledger.BudgetLedger;
import io.plumbline.gateway.budget.ledger.BudgetProperties;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.policy.PromptMarks;
import io.plumbline.gateway.pipeline.call.GuardedCall;
import io.plumbline.gateway.pipeline.call.OutputSchemaCheck;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.cost.AskedTier;
import io.plumbline.gateway.pipeline.cost.CallCost;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.tokens.TokenCounter;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Surroundings;
import org.springframework.stereotype.Component;

/// Makes a call ready to be sent: marks its prompt, reserves its maximum cost in budgets, and notes it in the
/// journal. The maximum cost is its input and the largest possible answer, at the price of the most expensive
/// target. A call gets an output limit if it sets none and the model's limit is unknown. Calls that no budget
/// covers cost one map lookup. Thread-safe.
@Component
final class ReserveStage {

    private final PromptMarks marks;
    private final BudgetLedger budgets;
    private final BudgetProperties properties;
    private final TokenCounter counter;
    private final CallLedger ledger;

    ReserveStage(
            PromptMarks marks,
            BudgetLedger budgets,
            BudgetProperties properties,
            TokenCounter counter,
            CallLedger ledger) {
        this.marks = marks;
        this.budgets = budgets;
        this.properties = properties;
        this.counter = counter;
        this.ledger = ledger;
    }

    /// @throws ProblemException `budget-exceeded`, `budget-unavailable` or `price-unknown`, `invalid-call` for a
    ///     service tier without a price, `audit-unavailable`
    ReservedCall reserve(GuardedCall guarded) {
        ResolvedCall call = guarded.resolved();
        Surroundings surroundings = mark(call);
        reserve(call, guarded.form());
        long inputTokens = guarded.spotlight() == null
                ? call.inputTokens()
                : call.request().estimatedTokens();
        ledger.intend(call.account(), inputTokens);
        return new ReservedCall(guarded, surroundings, inputTokens);
    }

    /// Returns what the answer must not repeat.
    private Surroundings mark(ResolvedCall call) {
        CallRequest request = call.request();
        return call.policy().looksAtAnswers()
                ? marks.mark(
                        call.policy(), call.team(), request.surroundings(), request.openingPrompt(), request::instruct)
                : Surroundings.NONE;
    }

    /// Includes a repair if one is possible and the budget covers it.
    private void reserve(ResolvedCall call, OutputSchemaCheck form) {
        DatedPrices prices = ledger.pricesToday();
        AskedTier.requirePriced(call.request(), call.resolution().everyTarget(), prices.prices());
        if (form.mayRepair()) {
            try {
                reserve(call.account(), call.request(), call.place(), prices, true);
                return;
            } catch (ProblemException refused) {
                if (refused.type() != CallProblem.BUDGET_EXCEEDED) {
                    throw refused;
                }
                form.renounceRepair();
            }
        }
        reserve(call.account(), call.request(), call.place(), prices, false);
    }

    /// Reserves the maximum cost of a call whose answer its client does not receive.
    void reserve(CallAccount account, CallRequest request, CallPlace place) {
        reserve(account, request, place, ledger.pricesToday(), false);
    }

    private void reserve(CallAccount account, CallRequest request, CallPlace place, DatedPrices prices, boolean twice) {
        account.spend().pricedBy(prices);
        if (request.surface().operation() != Operation.COUNT_TOKENS) {
            CallCost cost = new CallCost(request, twice, place.resolution(), properties, prices, counter);
            account.spend().hold(budgets.reserve(account.id(), place, cost));
        }
    }
}
