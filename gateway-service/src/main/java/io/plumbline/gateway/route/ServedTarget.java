package io.plumbline.gateway.route;

import io.plumbline.gateway.upstream.UpstreamTarget;
import org.jspecify.annotations.Nullable;

/// What a target means now.
///
/// @param model name of the registered model; null for a provider's model as it is
/// @param version of the registered model; null likewise
/// @param mayServeProduction whether it has passed its gates
public record ServedTarget(
        UpstreamTarget upstream,
        @Nullable String model,
        @Nullable Integer version,
        boolean mayServeProduction) {}
