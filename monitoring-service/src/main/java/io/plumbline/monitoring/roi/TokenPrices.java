package io.plumbline.monitoring.roi;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.PriceQuery;
import io.plumbline.clients.gateway.GatewayClient.Usage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.monitoring.roi.RoiFacts.Target;
import io.plumbline.monitoring.roi.RoiFacts.Tokens;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Reads the prices of tokens on a day from the gateway.
@Component
class TokenPrices {

    private static final Logger log = LoggerFactory.getLogger(TokenPrices.class);
    /// A quote has ten decimal places, and calls with long inputs may have other prices.
    private static final long QUOTED_TOKENS = 1_000;

    private final GatewayClient gateway;

    TokenPrices(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /// A provider's model.
    record PricedModel(String provider, String model) {

        /// Returns null if the provider or its model is unknown.
        static @Nullable PricedModel of(Target target) {
            return target.provider() == null || target.upstreamModel() == null
                    ? null
                    : new PricedModel(target.provider(), target.upstreamModel());
        }
    }

    /// USD for each token.
    record TokenPrice(double input, double cached, double output) {

        double cost(Tokens tokens) {
            long cachedInput = Math.clamp(tokens.cached(), 0, tokens.input());
            return (tokens.input() - cachedInput) * input + cachedInput * cached + tokens.output() * output;
        }
    }

    /// Returns the known prices; empty if the gateway does not answer. Call it outside of a transaction.
    Optional<Map<PricedModel, TokenPrice>> on(LocalDate day, List<Target> targets) {
        Set<PricedModel> distinct = new LinkedHashSet<>();
        for (Target target : targets) {
            PricedModel model = PricedModel.of(target);
            if (model != null) {
                distinct.add(model);
            }
        }
        List<PricedModel> models = List.copyOf(distinct);
        List<Usage> usages = new ArrayList<>();
        for (PricedModel model : models) {
            usages.add(new Usage(model.provider(), model.model(), day, QUOTED_TOKENS, 0, 0));
            usages.add(new Usage(model.provider(), model.model(), day, QUOTED_TOKENS, QUOTED_TOKENS, 0));
            usages.add(new Usage(model.provider(), model.model(), day, 0, 0, QUOTED_TOKENS));
        }
        if (usages.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(
                    prices(models, gateway.quote(new PriceQuery(usages)).costsUsd()));
        } catch (ProblemException | RestClientException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Prices of tokens are unknown");
            return Optional.empty();
        }
    }

    private static Map<PricedModel, TokenPrice> prices(List<PricedModel> models, List<@Nullable BigDecimal> quotes) {
        Map<PricedModel, TokenPrice> prices = new HashMap<>();
        for (int i = 0; i < models.size() && 3 * i + 2 < quotes.size(); i++) {
            BigDecimal input = quotes.get(3 * i);
            BigDecimal cached = quotes.get(3 * i + 1);
            BigDecimal output = quotes.get(3 * i + 2);
            if (input != null && cached != null && output != null) {
                prices.put(models.get(i), new TokenPrice(each(input), each(cached), each(output)));
            }
        }
        return prices;
    }

    private static double each(BigDecimal usd) {
        return usd.doubleValue() / QUOTED_TOKENS;
    }
}
