package io.plumbline.console.cost;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Costs and their forecasts.
@ServiceApi(RemoteService.MONITORING)
interface CostClient {

    @GetExchange("/api/v1/costs")
    Cost cost(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam Instant from,
            @RequestParam Instant to);

    @GetExchange("/api/v1/costs/forecasts")
    Forecasts forecasts(@RequestParam(required = false) @Nullable String team);

    /// The cost of a period beside the period before.
    record Cost(
            Instant from,
            Instant to,
            Sum sum,
            Sum before,
            Change change,
            List<OfModel> models,
            Unguarded unguarded,
            List<Storm> storms) {}

    /// Five minutes in which calls were repeated.
    ///
    /// @param kind `CALLER` or `PROVIDER`
    /// @param caller empty for attempts of the gateway
    /// @param equalRequests whether the requests were equal; otherwise only their size was
    record Storm(
            String route,
            String model,
            String kind,
            String caller,
            Instant start,
            long calls,
            long repeats,
            double costUsd,
            boolean equalRequests) {

        /// Whether a caller repeated its calls.
        public boolean isOfCaller() {
            return "CALLER".equals(kind);
        }
    }

    /// Calls that bypassed the gateway, from received traces.
    record Unguarded(long calls, double costUsd, long unpricedCalls) {}

    /// Sums of calls.
    record Sum(
            long calls,
            long cacheHits,
            long inputTokens,
            long outputTokens,
            double costUsd,
            long unpriced,
            double savedUsd) {}

    /// Effects in USD.
    record Change(double volume, double retries, double mix, double cache, double input, double output, double price) {

        /// An effect in words.
        public record Effect(String name, double usd, String meaning) {}

        /// Returns all effects.
        public List<Effect> effects() {
            return List.of(
                    new Effect("Number of calls", volume, "More or fewer calls"),
                    new Effect("Repeated calls", retries, "Retry storms: equal calls of a caller within minutes"),
                    new Effect(
                            "Mix of models", mix, "Calls that moved between models, and models that are new or gone"),
                    new Effect("Cache", cache, "Fewer or more calls answered from the cache"),
                    new Effect("Input length", input, "Input tokens per call"),
                    new Effect("Output length", output, "Output tokens per call"),
                    new Effect("Price", price, "Cost of a token; it also rises with the share of output tokens"));
        }
    }

    record OfModel(String model, Sum sum, Sum before) {}

    record Forecasts(LocalDate month, List<TeamForecast> teams) {}

    /// @param forecast null with less than three days of calls
    record TeamForecast(String team, @Nullable Forecast forecast) {}

    /// @param p50 median; with 80 % certainty the cost is between `p10` and `p90`
    record Forecast(double spentUsd, double p10, double p50, double p90, int days) {}
}
