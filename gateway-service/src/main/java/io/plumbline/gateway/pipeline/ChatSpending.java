package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.budget.BudgetLedger;
import io.plumbline.gateway.budget.BudgetProperties;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.tokens.TokenCounter;
import io.plumbline.gateway.upstream.AnswerLengths;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Computes what a call may use and has used. Reserves its maximum cost in budgets: its input and the largest
/// possible answer, at the price of the most expensive target. A call gets an output limit if it sets none and
/// the model's limit is unknown. Calls that no budget covers cost one map lookup. Thread-safe.
@Component
final class ChatSpending {

    private final BudgetLedger ledger;
    private final BudgetProperties properties;
    private final ModelPrices prices;
    private final TokenCounter counter;
    private final AnswerLengths lengths;
    private final LostAnswers answers;
    private final CallLedger calls;
    private final Clock clock;

    ChatSpending(
            BudgetLedger ledger,
            BudgetProperties properties,
            ModelPrices prices,
            TokenCounter counter,
            AnswerLengths lengths,
            LostAnswers answers,
            CallLedger calls,
            Clock clock) {
        this.ledger = ledger;
        this.properties = properties;
        this.prices = prices;
        this.counter = counter;
        this.lengths = lengths;
        this.answers = answers;
        this.calls = calls;
        this.clock = clock;
    }

    /// Reserves the maximum cost, including a repair if one is possible and the budget covers it.
    ///
    /// @throws ProblemException `budget-exceeded`, `budget-unavailable` or `price-unknown`, `invalid-call` for a
    ///     service tier without a price
    void reserve(ChatExchange exchange, CallPlace place, AskedForm form) {
        AskedTier.requirePriced(exchange.request(), place.resolution().everyTarget(), prices);
        if (form.mayRepair()) {
            try {
                reserve(exchange.call(), exchange.request(), place, true);
                return;
            } catch (ProblemException refused) {
                if (refused.type() != CallProblem.BUDGET_EXCEEDED) {
                    throw refused;
                }
                form.renounceRepair();
            }
        }
        reserve(exchange.call(), exchange.request(), place, false);
    }

    /// Reserves the maximum cost of a call whose answer its client does not receive.
    void reserve(Call call, ChatRequest request, CallPlace place) {
        reserve(call, request, place, false);
    }

    private void reserve(Call call, ChatRequest request, CallPlace place, boolean twice) {
        DatedPrices known = pricesNow();
        call.pricedBy(known);
        if (request.surface().operation() == Operation.COUNT_TOKENS) {
            return;
        }
        call.hold(ledger.reserve(
                call.id(), place, new ChatCost(request, twice, place.resolution(), properties, known, counter)));
    }

    /// Returns the usage of the call: the provider's report, otherwise the gateway's own count.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage used(ChatExchange exchange, long inputTokens) {
        TokenUsage used = counted(exchange, inputTokens);
        ServedTarget served = exchange.call().served();
        if (served == null) {
            return used;
        }
        UpstreamTarget target = served.upstream();
        long unheard = exchange.delivery().nanosUnheard();
        if (used.estimated() && unheard > 0) {
            used = used.withOutput(
                    answers.unheard(exchange.request().upstream(), target, unheard, pricesOf(exchange.call())));
        }
        return used.in(AskedTier.of(exchange.request().upstream(), target));
    }

    private DatedPrices pricesOf(Call call) {
        DatedPrices reserved = call.prices();
        return reserved == null ? pricesNow() : reserved;
    }

    private DatedPrices pricesNow() {
        return prices.on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// Accounts for the estimated usage of an attempt without output ([LostAnswers]). It counts in the event, in
    /// limits and, as far as they have room, in budgets. The answer's `usage` does not include it.
    void lost(Call call, Surface surface, UpstreamRequest asked, AttemptLog.Lost attempt, long inputTokens) {
        Resolution resolution = call.resolution();
        if (resolution != null && asked.operation() != Operation.COUNT_TOKENS) {
            TokenUsage input = reported(surface, attempt.usage(), inputTokens).asEstimate();
            TokenUsage used = answers.used(asked, resolution.route(), attempt, input, pricesOf(call))
                    .in(AskedTier.of(asked, attempt.target()));
            calls.lost(call, resolution.served(attempt.target()), used);
        }
    }

    /// Returns the usage that a provider reported in the client's dialect; the estimate if it is empty.
    static TokenUsage reported(Surface surface, ObjectNode usage, long inputTokens) {
        ObjectNode body = WireJson.newObject();
        body.set("usage", usage);
        return surface.whole(body).usage(inputTokens);
    }

    private TokenUsage counted(ChatExchange exchange, long inputTokens) {
        TokenUsage said = exchange.delivery().usage(inputTokens);
        ServedTarget served = exchange.call().served();
        noteLength(exchange, served, said);
        if (!said.estimated() || served == null) {
            return said;
        }
        Surface surface = exchange.request().surface();
        ArrayNode remembered = exchange.delivery().lastRemembered();
        List<TextPlace> answer =
                surface.counted(remembered == null ? WireJson.newObject().arrayNode() : remembered);
        if (answer == null) {
            return said;
        }
        String model = served.upstream().model();
        long input = count(model, surface.texts(exchange.request().body()));
        long output = remembered == null ? said.output() : count(model, answer);
        return new TokenUsage(input, 0, output, true).in(said.tier());
    }

    /// Records the output length, which improves later estimates for similar calls. Answers without reported
    /// usage are ignored, since they may have been interrupted.
    private void noteLength(ChatExchange exchange, @Nullable ServedTarget served, TokenUsage said) {
        Resolution resolution = exchange.call().resolution();
        boolean chat = exchange.request().surface().operation() == Operation.CHAT;
        if (chat && served != null && resolution != null && said.output() > 0 && !said.estimated()) {
            boolean one = exchange.delivery().isRepair();
            long perChoice = said.output() / (one ? 1 : exchange.request().choicesWanted());
            lengths.note(resolution.route(), served.upstream(), perChoice);
        }
    }

    private long count(String model, List<TextPlace> places) {
        StringBuilder all = new StringBuilder();
        places.forEach(place -> all.append(place.text()));
        return counter.count(model, all.toString());
    }
}
