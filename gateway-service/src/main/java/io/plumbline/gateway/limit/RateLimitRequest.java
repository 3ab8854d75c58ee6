package io.plumbline.gateway.limit;

import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A limit to create or replace.
///
/// @param team that owns it; if unset, the scope's, otherwise the platform
/// @param scope of the calls that it limits together; all calls if empty
/// @param limits their maximum
record RateLimitRequest(
        @Pattern(regexp = CallScope.NAME) @Nullable String team,
        @NotNull @Valid CallScope scope,
        @NotNull @Valid RouteLimits limits) {}
