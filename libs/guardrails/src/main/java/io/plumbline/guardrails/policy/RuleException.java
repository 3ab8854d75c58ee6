package io.plumbline.guardrails.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/// Calls for which a rule does something else.
///
/// @param roles the roles of which the caller must hold one in the call's team; empty for any
/// @param routes the routes of which the call must take one; empty for any
/// @param action what is done instead, at every score from the rule's threshold on
public record RuleException(Set<String> roles, Set<String> routes, Action action) {

    public RuleException {
        roles = Set.copyOf(roles);
        routes = Set.copyOf(routes);
        if (roles.isEmpty() && routes.isEmpty()) {
            throw new IllegalArgumentException("an exception for every call is the rule");
        }
    }

    /// Whether it holds for every call for which the other holds.
    boolean covers(RuleException other) {
        return covers(roles, other.roles) && covers(routes, other.routes);
    }

    /// Whether a call can be one for which both hold: it takes one route.
    boolean meets(RuleException other) {
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
