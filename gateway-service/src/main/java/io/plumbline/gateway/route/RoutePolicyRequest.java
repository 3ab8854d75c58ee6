package io.plumbline.gateway.route;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// The guard policy that a route is to have.
///
/// @param policy its name; the team's, else `standard`, unless given
record RoutePolicyRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy) {}
