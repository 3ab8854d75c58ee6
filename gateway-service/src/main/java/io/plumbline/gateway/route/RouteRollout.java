package io.plumbline.gateway.route;

import io.plumbline.clients.gateway.CallRollout;
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

    RouteDefinition applyTo(RouteDefinition definition) {
        List<Variant> variants = new ArrayList<>();
        for (Variant variant : definition.variants()) {
            variants.add(variant.name().equals(control.name()) ? control : variant);
        }
        if (canary != null) {
            variants.add(canary);
        }
        return definition.with(variants);
    }
}
