package io.plumbline.gateway.route;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// The new guard policy of a route.
///
/// @param policy its name; if unset, the team's, otherwise `standard`
record RoutePolicyRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy) {}
