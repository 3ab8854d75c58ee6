package io.plumbline.monitoring.otlp;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.PriceQuery;
import io.plumbline.clients.gateway.GatewayClient.Usage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.monitoring.otlp.ReceivedCall.Tokens;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Prices received calls as the gateway prices its own. Without an answer of the gateway, the price of these calls
/// stays unknown and they count as unpriced: telemetry is not lost for the price.
@Component
class UnguardedPrices {

    private static final Logger log = LoggerFactory.getLogger(UnguardedPrices.class);
    private static final BigDecimal HIGHEST_COST_USD = BigDecimal.valueOf(1_000_000_000);

    /// The gateway takes at most twice as many.
    private static final int MOST_USAGES = 5_000;

    private final GatewayClient gateway;

    UnguardedPrices(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /// Returns the costs of the calls whose tokens and price are known. Call it outside of a transaction.
    Map<ReceivedCall, BigDecimal> of(List<ReceivedCall> calls) {
        Map<ReceivedCall, BigDecimal> costs = new HashMap<>();
        List<ReceivedCall> priced = new ArrayList<>();
        List<Usage> usages = new ArrayList<>();
        for (ReceivedCall call : calls) {
            Tokens tokens = call.tokens();
            if (tokens != null) {
                priced.add(call);
                usages.add(new Usage(
                        call.provider(),
                        call.pricedModel(),
                        LocalDate.ofInstant(call.start(), ZoneOffset.UTC),
                        tokens.input(),
                        tokens.cached(),
                        tokens.output()));
            }
        }
        for (int from = 0; from < usages.size(); from += MOST_USAGES) {
            int to = Math.min(from + MOST_USAGES, usages.size());
            quote(priced.subList(from, to), usages.subList(from, to), costs);
        }
        return costs;
    }

    private void quote(List<ReceivedCall> calls, List<Usage> usages, Map<ReceivedCall, BigDecimal> costs) {
        try {
            List<@Nullable BigDecimal> quotes =
                    gateway.quote(new PriceQuery(usages)).costsUsd();
            for (int i = 0; i < Math.min(calls.size(), quotes.size()); i++) {
                BigDecimal cost = quotes.get(i);
                if (cost != null && cost.signum() >= 0 && cost.compareTo(HIGHEST_COST_USD) <= 0) {
                    costs.put(calls.get(i), cost);
                }
            }
        } catch (ProblemException | RestClientException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Received calls are stored without a price");
        }
    }
}
