package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeIndex;

/// A limit as calls use it. Immutable.
///
/// @param team that owns it; `*` for one of the platform
public record RateLimit(String name, String team, CallScope scope, RouteLimits limits) implements ScopeIndex.Scoped {}
