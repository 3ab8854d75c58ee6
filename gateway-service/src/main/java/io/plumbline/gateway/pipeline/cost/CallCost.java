package io.plumbline.gateway.pipeline.cost;

import io.plumbline.gateway.budget.ledger.BudgetLedger;
import io.plumbline.gateway.budget.ledger.BudgetProperties;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.pipeline.call.OutputSchemaCheck;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.tokens.TokenCounter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Computes the maximum cost of one call. To do so, it limits the answer if the request does not. Not
/// thread-safe.
public final class CallCost implements BudgetLedger.LargestCost {

    /// The maximum size of a repair instruction and its markup.
    private static final long REPAIR_TOKENS = 4_000;

    private final CallRequest request;
    private final boolean twice;
    private final List<ServedTarget> targets;

    /// The targets that may answer after a paid answer is discarded.
    private final List<ServedTarget> laxer;

    private final BudgetProperties properties;
    private final DatedPrices prices;
    private final TokenCounter counter;
    private @Nullable PromptSize size;
    private List<Long> outputs = List.of();

    /// @param twice whether each choice may be repaired, with the first answer in the request
    public CallCost(
            CallRequest request,
            boolean twice,
            Resolution resolution,
            BudgetProperties properties,
            DatedPrices prices,
            TokenCounter counter) {
        this.request = request;
        this.twice = twice;
        this.targets = resolution.everyTarget();
        this.laxer = resolution.way().fallbacksBy().getOrDefault(FailureClass.CONTENT_POLICY, List.of());
        this.properties = properties;
        this.prices = prices;
        this.counter = counter;
    }

    @Override
    public BigDecimal roughly() {
        PromptSize prompt = measured();
        long bound = prompt.bound(properties.tokensPerImage());
        return largest(_ -> bound);
    }

    @Override
    public BigDecimal closely() {
        PromptSize prompt = measured();
        return largest(target -> prompt.counted(target.upstream().model(), counter, properties.tokensPerImage()));
    }

    private PromptSize measured() {
        PromptSize measured = size;
        if (measured == null) {
            outputs = limitOutput();
            measured = PromptSize.of(request.body());
            size = measured;
        }
        return measured;
    }

    /// Returns the output limit of each target per choice. If the limit of some target is unknown, every target
    /// gets the smallest known limit.
    private List<Long> limitOutput() {
        if (request.surface().operation() != Operation.CHAT) {
            // What is not asked to speak gives no tokens, and knows no such limit.
            return targets.stream().map(_ -> 0L).toList();
        }
        Long asked = request.surface().parameters().largestOutput(request.body());
        if (asked != null) {
            return targets.stream().map(_ -> asked).toList();
        }
        List<Long> limits = new ArrayList<>();
        boolean unlimited = false;
        long smallest = Long.MAX_VALUE;
        for (ServedTarget target : targets) {
            Long known = knownLimit(target);
            unlimited |= known == null;
            long limit = known == null ? properties.defaultMaxOutput() : known;
            smallest = Math.min(smallest, limit);
            limits.add(limit);
        }
        if (!unlimited) {
            return limits;
        }
        long given = smallest;
        request.surface().parameters().limitOutput(request.body(), given);
        return targets.stream().map(_ -> given).toList();
    }

    private @Nullable Long knownLimit(ServedTarget target) {
        Long preset = OutputLimits.of(target.upstream().defaults());
        return preset != null
                ? preset
                : prices.maxOutputTokens(target.upstream().priced()).orElse(null);
    }

    private BigDecimal largest(ToLongFunction<ServedTarget> input) {
        BigDecimal largest = BigDecimal.ZERO;
        BigDecimal besides = BigDecimal.ZERO;
        long choices = request.choicesMade();
        for (int i = 0; i < targets.size(); i++) {
            ServedTarget target = targets.get(i);
            UpstreamTarget model = target.upstream();
            long in = Math.min(
                    input.applyAsLong(target),
                    prices.contextTokens(model.priced()).orElse(TokenUsage.MOST));
            long each = Math.min(outputs.get(i), TokenUsage.MOST);
            long out = each > TokenUsage.MOST / choices ? TokenUsage.MOST : each * choices;
            BigDecimal cost = largest(model, in, out);
            if (twice) {
                BigDecimal again = largest(model, Math.min(in + each + REPAIR_TOKENS, TokenUsage.MOST), each);
                cost = cost.add(again.multiply(BigDecimal.valueOf(Math.min(choices, OutputSchemaCheck.MOST_REPAIRS))));
            }
            largest = largest.max(cost);
            besides = laxer.contains(targets.get(i)) ? besides.add(cost) : besides;
        }
        return largest.add(besides);
    }

    private BigDecimal largest(UpstreamTarget target, long in, long out) {
        BigDecimal cost = prices.largestCost(target.priced(), in, out)
                .map(usual -> usual.multiply(AskedTier.largestShare(request, target, prices.prices())))
                .orElse(properties.ceiling(in, out));
        if (cost == null) {
            throw CallProblem.PRICE_UNKNOWN
                    .because("A budget covers this call, and the price of its model is not known. Add your"
                            + " own rate, or set a ceiling.")
                    .with("x-should-retry", "false");
        }
        return cost;
    }
}
