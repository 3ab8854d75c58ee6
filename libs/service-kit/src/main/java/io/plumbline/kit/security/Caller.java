package io.plumbline.kit.security;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who calls, with what they hold. Immutable.
///
/// @param type kind of actor, as the audit log names it
/// @param id opaque id of the actor: a user's id, a key's id or a service's name; never a person's name
/// @param grants team → roles; team `*` stands for every team
/// @param scopes further rights of an API key
/// @param routes the only routes an API key may use, for which it holds what [Permission#isForRoutes] names and
///     nothing else; empty = all of its team
public record Caller(ActorType type, String id, Map<String, Set<Role>> grants, Set<String> scopes, Set<String> routes)
        implements Serializable {

    /// The team that stands for all of them.
    public static final String EVERY_TEAM = "*";

    /// The team that the platform's own acts are of in the audit log, such as the making of a user.
    public static final String PLATFORM_TEAM = "platform";

    /// Kinds of actor in the audit log.
    public enum ActorType {
        USER,
        API_KEY,
        SERVICE
    }

    /// Whether this caller has the permission in that team.
    public boolean may(Permission permission, String team) {
        Set<String> teams = teamsWith(permission);
        return teams.contains(EVERY_TEAM) || teams.contains(team);
    }

    /// Whether this caller is a key that is limited to some routes.
    public boolean isLimitedToRoutes() {
        return !routes.isEmpty();
    }

    /// Whether this caller may use the route, as far as its own limit goes.
    public boolean mayUse(String route) {
        return routes.isEmpty() || routes.contains(route);
    }

    /// @throws io.plumbline.kit.problem.ProblemException 403 when this caller is limited to other routes
    public void requireRoute(String route, Permission permission) {
        if (!mayUse(route)) {
            throw AccessProblem.beyondRoutes(permission);
        }
    }

    /// The teams in which this caller has the permission; `*` alone when it holds everywhere.
    public Set<String> teamsWith(Permission permission) {
        if (isLimitedToRoutes() && !permission.isForRoutes()) {
            return Set.of();
        }
        Set<String> teams = new HashSet<>();
        for (Map.Entry<String, Set<Role>> grant : grants.entrySet()) {
            for (Role role : grant.getValue()) {
                if (role.permissions().contains(permission)) {
                    if (role.everyTeam() || grant.getKey().equals(EVERY_TEAM)) {
                        return Set.of(EVERY_TEAM);
                    }
                    teams.add(grant.getKey());
                }
            }
        }
        return teams;
    }

    /// The names of the roles that this caller holds in a team, those that are held in every team included.
    public Set<String> rolesIn(String team) {
        Set<String> names = new TreeSet<>();
        grants.forEach((granted, roles) -> {
            for (Role role : roles) {
                if (granted.equals(team) || granted.equals(EVERY_TEAM) || role.everyTeam()) {
                    names.add(role.code());
                }
            }
        });
        return names;
    }

    /// Whether this caller holds the role in some team.
    public boolean has(Role role) {
        return grants.values().stream().anyMatch(roles -> roles.contains(role));
    }

    /// The team that a request is about: the one it names, else the only one that this caller has the
    /// permission in.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 when it names none and the caller has not exactly
    ///     one; 403 when the caller has not the permission in it
    public String teamFor(Permission permission, @Nullable String named) {
        Set<String> teams = teamsWith(permission);
        if (named == null) {
            if (teams.size() == 1 && !teams.contains(EVERY_TEAM)) {
                return teams.iterator().next();
            }
            throw AccessProblem.TEAM_REQUIRED
                    .because("Name the team. This credential does not belong to exactly one team.")
                    .at("/team", "is required");
        }
        if (!teams.contains(EVERY_TEAM) && !teams.contains(named)) {
            throw AccessProblem.FORBIDDEN
                    .because("This needs the permission " + permission.code() + " in that team.")
                    .with("permission", permission.code());
        }
        return named;
    }

    /// The teams of the grants, sorted; for pages and logs.
    public Set<String> teams() {
        return new TreeSet<>(grants.keySet());
    }
}
