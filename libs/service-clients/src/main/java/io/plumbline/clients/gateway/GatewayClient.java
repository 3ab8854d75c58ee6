package io.plumbline.clients.gateway;

import io.plumbline.configuration.RiskTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// The administrative API of the gateway for other services. Model calls use its public API.
public interface GatewayClient {

    /// Returns a route. Compare its `team` with the team on whose behalf it is read.
    @GetExchange("/api/v1/routes/{name}")
    RouteSummary route(@PathVariable("name") String name);

    /// Returns a page of all routes, by name.
    ///
    /// @param cursor null for the first page
    @GetExchange("/api/v1/routes")
    RoutePage routes(
            @RequestParam("limit") int limit, @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    /// A page of routes.
    ///
    /// @param nextCursor null for the last page
    record RoutePage(List<ServedRoute> items, @Nullable String nextCursor) {

        public RoutePage {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }

    /// Posts a verdict on a rollout. Refused with 409 if the rollout has ended or is at another step.
    @PostExchange("/api/v1/rollouts/{id}/verdicts")
    void judge(@PathVariable("id") UUID id, @RequestBody RolloutVerdict verdict);

    /// Holds a route back for a time. A repeated order has no further effect. Refused with 409 unless it tightens or
    /// reduces.
    @PutExchange("/api/v1/routes/{name}/restraints/{id}")
    Restraint restrain(
            @PathVariable("name") String name, @PathVariable("id") UUID id, @RequestBody RestraintOrder order);

    /// Ends a restraint. 404 if it is not in force.
    ///
    /// @param onlyIfUnchanged whether to refuse with 409 if the route's document was changed since
    @DeleteExchange("/api/v1/routes/{name}/restraints/{id}")
    void release(
            @PathVariable("name") String name,
            @PathVariable("id") UUID id,
            @RequestParam("onlyIfUnchanged") boolean onlyIfUnchanged);

    /// A restraint to put on a route.
    ///
    /// @param team that owns the route
    /// @param kind `PAUSE`, `USE_FALLBACKS`, `LOWER_WEIGHT` or `STRICTER_POLICY`
    /// @param by share of its weight that the variant loses
    /// @param seconds until it ends by itself
    /// @param dryRun whether only the answer is computed
    record RestraintOrder(
            String team,
            String kind,
            @Nullable String variant,
            @Nullable Double by,
            @Nullable String policy,
            String reason,
            int seconds,
            boolean dryRun) {}

    /// A restraint on a route.
    ///
    /// @param before the part of the route that it affects, as it was
    /// @param after the same part as the restraint leaves it
    record Restraint(Map<String, Object> before, Map<String, Object> after, Instant startedAt, Instant until) {}

    /// Returns the configuration with which production would serve a candidate; a gate evaluates it. 404 if it
    /// does not exist for the team.
    @PostExchange("/internal/v1/served-configurations")
    ResolvedConfiguration resolve(@RequestBody ConfigurationQuery query);

    /// Returns the production routes that a guard policy governs.
    @GetExchange("/internal/v1/policies/{name}/uses")
    PolicyUses policyUses(@PathVariable("name") String name);

    /// Returns what calls that did not go through the gateway cost.
    @PostExchange("/internal/v1/price-quotes")
    PriceQuotes quote(@RequestBody PriceQuery query);

    /// At most 10,000 usages.
    record PriceQuery(List<Usage> usages) {}

    /// The tokens of a call.
    ///
    /// @param inputTokens all, including those that the provider had cached
    record Usage(
            String provider,
            String model,
            LocalDate day,
            long inputTokens,
            long cachedInputTokens,
            long outputTokens) {}

    /// @param costsUsd one for each usage; null where the price is unknown
    record PriceQuotes(List<@Nullable BigDecimal> costsUsd) {}

    /// A registered version, optionally with a prompt.
    ///
    /// @param prompt as `name@version`
    /// @param route the production route under whose terms it is served; null for the first that leads to
    ///     the model
    record ConfigurationQuery(
            String team,
            String model,
            int version,
            @Nullable String prompt,
            @Nullable String route) {}

    /// @param digest digest of the document
    /// @param document a served configuration, see [io.plumbline.configuration.ServedConfiguration]
    /// @param routes the production routes that lead to the model, if none was named and they would serve it by
    ///     different configurations; at most 100
    record ResolvedConfiguration(String digest, JsonNode document, List<String> routes) {

        public ResolvedConfiguration {
            routes = routes == null ? List.of() : List.copyOf(routes);
        }
    }

    /// @param riskTier the strictest tier of the routes; null without routes
    /// @param routes at most 100
    record PolicyUses(@Nullable RiskTier riskTier, List<String> routes) {}
}
