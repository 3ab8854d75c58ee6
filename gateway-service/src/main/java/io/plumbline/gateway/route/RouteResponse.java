package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.gateway.route.definition.Sticky;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.document.NamedDocument;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route in API responses. Unset options are left out.
record RouteResponse(
        String name,
        String team,
        Environment environment,
        List<Variant> variants,
        List<Target> fallbacks,
        int retries,
        @Nullable String policy,
        @Nullable RouteLimits limits,
        Sticky sticky,
        @JsonUnwrapped RouteOptions options,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RiskTier riskTier,
        Instant createdAt,
        Instant updatedAt) {

    static RouteResponse from(NamedDocument<RouteTerms> stored) {
        RouteTerms route = stored.document();
        RouteDefinition definition = route.definition();
        return new RouteResponse(
                stored.name(),
                stored.team(),
                route.environment(),
                definition.variants(),
                definition.fallbacks(),
                definition.retries(),
                definition.policy(),
                definition.limits(),
                definition.sticky(),
                definition.options(),
                definition.riskTier(),
                stored.createdAt(),
                stored.updatedAt());
    }
}
