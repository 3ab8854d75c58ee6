package io.plumbline.gateway.limit;

import io.plumbline.gateway.route.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A limit to be made or replaced.
///
/// @param team whose it is; the scope's, else the platform's, unless given
/// @param scope whose calls it is for, all together; all calls when it is empty
/// @param limits how much of them
record RateLimitRequest(
        @Pattern(regexp = CallScope.NAME) @Nullable String team,
        @NotNull @Valid CallScope scope,
        @NotNull @Valid RouteLimits limits) {}
