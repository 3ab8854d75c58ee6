package io.plumbline.gateway.route.definition;

import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.gateway.rule.RouteRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes that a rollout makes to its route while it lasts. Immutable.
///
/// @param control replaces the route's variant of the same name
/// @param canary is added to the route's variants; null once it is removed
/// @param calls marks calls as part of the rollout; null while it is not in progress
public record RouteRollout(
        String route,
        Variant control,
        @Nullable Variant canary,
        @Nullable CallRollout calls) {

    /// The name of the canary. No other variant has it during a rollout.
    public static final String CANARY = "canary";

    /// Returns the definition with the rollout's changes.
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
