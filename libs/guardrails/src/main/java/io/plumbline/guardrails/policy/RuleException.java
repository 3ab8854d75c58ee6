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

    boolean holdsFor(Collection<String> callerRoles, String route) {
        return (roles.isEmpty() || !Collections.disjoint(roles, callerRoles))
                && (routes.isEmpty() || routes.contains(route));
    }
}
