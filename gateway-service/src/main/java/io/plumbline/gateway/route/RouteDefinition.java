package io.plumbline.gateway.route;

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

/// What a route does. Immutable; replaced as a whole.
///
/// @param fallbacks tried in this order when a variant's own target fails
/// @param retries how often each target is tried again
/// @param policy name of its guard policy; null: the team's, else `standard`
/// @param riskTier declared for the route; null for that of what it serves
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

    /// Routes of before there were options have none.
    public RouteDefinition(
            List<Variant> variants,
            List<Target> fallbacks,
            int retries,
            @Nullable String policy,
            @Nullable RouteLimits limits,
            Sticky sticky,
            @Nullable RouteOptions options,
            @Nullable RiskTier riskTier) {
        this.variants = List.copyOf(variants);
        this.fallbacks = List.copyOf(fallbacks);
        this.retries = retries;
        this.policy = policy;
        this.limits = limits;
        this.sticky = sticky;
        this.options = options == null ? RouteOptions.NONE : options;
        this.riskTier = riskTier;
    }

    /// One that declares no tier.
    public RouteDefinition(
            List<Variant> variants,
            List<Target> fallbacks,
            int retries,
            @Nullable String policy,
            @Nullable RouteLimits limits,
            Sticky sticky,
            @Nullable RouteOptions options) {
        this(variants, fallbacks, retries, policy, limits, sticky, options, null);
    }

    /// The same with other variants.
    RouteDefinition with(List<Variant> others) {
        return new RouteDefinition(others, fallbacks, retries, policy, limits, sticky, options, riskTier);
    }

    /// The same with another policy.
    RouteDefinition governedBy(@Nullable String other) {
        return new RouteDefinition(variants, fallbacks, retries, other, limits, sticky, options, riskTier);
    }

    /// The same with other rules.
    RouteDefinition ruledBy(List<RouteRule> rules) {
        return new RouteDefinition(variants, fallbacks, retries, policy, limits, sticky, options.with(rules), riskTier);
    }

    /// Every target that answers for the route or is asked beside it.
    Stream<Target> targets() {
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
