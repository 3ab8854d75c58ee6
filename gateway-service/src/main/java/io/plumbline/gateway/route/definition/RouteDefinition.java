package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.rule.RouteRule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The definition of a route. Immutable; replaced as a whole.
///
/// @param fallbacks tried in this order if a variant's own target fails
/// @param retries maximum number of retries per target
/// @param policy name of its guard policy; null for the team's, otherwise `standard`
/// @param riskTier declared for the route; null for the tier of what it serves
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteDefinition(
        List<Variant> variants,
        List<Target> fallbacks,
        int retries,
        @Nullable String policy,
        @Nullable RouteLimits limits,
        Sticky sticky,
        RouteOptions options,
        @Nullable RiskTier riskTier) {

    /// A stored definition without options is from before options existed.
    public RouteDefinition {
        variants = List.copyOf(variants);
        fallbacks = List.copyOf(fallbacks);
        options = Objects.requireNonNullElse(options, RouteOptions.NONE);
    }

    /// Returns the definition with other variants.
    public RouteDefinition with(List<Variant> others) {
        return new RouteDefinition(others, fallbacks, retries, policy, limits, sticky, options, riskTier);
    }

    /// Returns the definition with another policy.
    public RouteDefinition governedBy(@Nullable String other) {
        return new RouteDefinition(variants, fallbacks, retries, other, limits, sticky, options, riskTier);
    }

    /// Returns the definition with other rules.
    RouteDefinition ruledBy(List<RouteRule> rules) {
        return new RouteDefinition(variants, fallbacks, retries, policy, limits, sticky, options.with(rules), riskTier);
    }

    /// Returns every target that answers for the route or receives mirrored calls.
    public Stream<Target> targets() {
        FallbacksBy by = options.fallbacksBy();
        Shadow shadow = options.shadow();
        Stream<Target> classed = by == null
                ? Stream.empty()
                : Arrays.stream(FailureClass.values())
                        .map(by::of)
                        .filter(Objects::nonNull)
                        .flatMap(List::stream);
        return Stream.of(
                        variants.stream().map(Variant::target),
                        fallbacks.stream(),
                        classed,
                        shadow == null ? Stream.<Target>empty() : Stream.of(shadow.target()))
                .flatMap(Function.identity());
    }
}
