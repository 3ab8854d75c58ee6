package io.plumbline.gateway.route;

import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.gateway.rule.RouteRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rollout makes of its route, as long as it does. Immutable.
///
/// @param control stands for the route's variant of the same name
/// @param canary comes to the route's variants; null when there is none any more
/// @param calls what calls say that are part of the rollout; null while it is not under way
public record RouteRollout(
        String route,
        Variant control,
        @Nullable Variant canary,
        @Nullable CallRollout calls) {

    /// The definition with what the rollout makes of it.
    public RouteDefinition applyTo(RouteDefinition definition) {
        List<Variant> variants = new ArrayList<>();
        for (Variant variant : definition.variants()) {
            variants.add(variant.name().equals(control.name()) ? control : variant);
        }
        if (canary == null) {
            return definition.with(variants);
        }
        variants.add(canary);
        // Wherever a rule means the control it means the canary too, or the two would get calls of other kinds.
        List<RouteRule> rules = definition.options().rulesOrNone().stream()
                .map(rule -> rule.alsoFor(control.name(), canary.name()))
                .toList();
        RouteDefinition both = definition.with(variants);
        return rules.isEmpty() ? both : both.ruledBy(rules);
    }
}
