package io.plumbline.clients.gateway;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A route with what serves it, for the lineage.
///
/// @param environment DEVELOPMENT or PRODUCTION
/// @param retrieval the knowledge base whose passages its calls receive; null for none
public record ServedRoute(
        String name,
        String team,
        String environment,
        List<Variant> variants,
        List<Target> fallbacks,
        @Nullable Retrieval retrieval) {

    public ServedRoute {
        variants = List.copyOf(Objects.requireNonNullElse(variants, List.of()));
        fallbacks = List.copyOf(Objects.requireNonNullElse(fallbacks, List.of()));
    }

    public record Retrieval(String knowledgeBase) {}

    /// @param prompt as `name@version`; null for none
    public record Variant(Target target, @Nullable String prompt) {}

    /// A registered model with its version or alias, or a provider's model.
    public record Target(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String alias,
            @Nullable String provider) {}
}
