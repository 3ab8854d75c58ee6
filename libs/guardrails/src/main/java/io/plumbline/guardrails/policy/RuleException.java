package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.redact.Action;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/// Calls for which a rule takes another action.
///
/// @param roles the caller must hold one of these roles in the call's team; empty for any
/// @param routes the call must take one of these routes; empty for any
/// @param action replaces the rule's at every score from its threshold on
public record RuleException(Set<String> roles, Set<String> routes, Action action) {

    public RuleException {
        roles = Set.copyOf(roles);
        routes = Set.copyOf(routes);
        if (roles.isEmpty() && routes.isEmpty()) {
            throw new IllegalArgumentException("an exception for every call is the rule");
        }
    }

    /// Whether it matches every call that the other matches.
    public boolean covers(RuleException other) {
        return covers(roles, other.roles) && covers(routes, other.routes);
    }

    /// Whether both can match the same call, which takes one route.
    public boolean meets(RuleException other) {
        return routes.isEmpty() || other.routes.isEmpty() || !Collections.disjoint(routes, other.routes);
    }

    private static boolean covers(Set<String> all, Set<String> some) {
        return all.isEmpty() || (!some.isEmpty() && all.containsAll(some));
    }

    boolean holdsFor(Collection<String> callerRoles, String route) {
        return (roles.isEmpty() || !Collections.disjoint(roles, callerRoles))
                && (routes.isEmpty() || routes.contains(route));
    }
}
