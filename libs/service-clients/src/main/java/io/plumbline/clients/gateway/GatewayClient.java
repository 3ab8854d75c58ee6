package io.plumbline.clients.gateway;

import io.plumbline.configuration.RiskTier;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// The gateway's administration as the other services see it; calls of models go by its outward API.
public interface GatewayClient {

    /// A route; its `team` must be compared with the team on whose behalf it is read.
    @GetExchange("/api/v1/routes/{name}")
    RouteSummary route(@PathVariable("name") String name);

    /// Says how a rollout goes on. Refused with 409 when the rollout has ended or is at another step.
    @PostExchange("/api/v1/rollouts/{id}/verdicts")
    void judge(@PathVariable("id") UUID id, @RequestBody RolloutVerdict verdict);

    /// How production would serve a candidate: what a gate evaluates. 404 when it is not there for the team.
    @PostExchange("/internal/v1/served-configurations")
    ResolvedConfiguration resolve(@RequestBody ConfigurationQuery query);

    /// Which production routes a guard policy governs.
    @GetExchange("/internal/v1/policies/{name}/uses")
    PolicyUses policyUses(@PathVariable("name") String name);

    /// A registered version, with a prompt or without.
    ///
    /// @param prompt as `name@version`
    /// @param route the production route under whose terms it is served; null for the first that leads to the model
    record ConfigurationQuery(
            String team,
            String model,
            int version,
            @Nullable String prompt,
            @Nullable String route) {}

    /// @param digest of the document
    /// @param document a served configuration, see [io.plumbline.configuration.ServedConfiguration]
    /// @param routes the production routes that lead to the model, if none was named and they would serve it by
    ///     different configurations; at most 100
    record ResolvedConfiguration(String digest, JsonNode document, List<String> routes) {

        public ResolvedConfiguration {
            routes = routes == null ? List.of() : List.copyOf(routes);
        }
    }

    /// @param riskTier the strictest of the routes; null for none
    /// @param routes at most 100
    record PolicyUses(@Nullable RiskTier riskTier, List<String> routes) {}
}
