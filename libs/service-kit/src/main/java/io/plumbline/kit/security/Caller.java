package io.plumbline.kit.security;

import io.plumbline.kit.tenancy.Tenancy;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The authenticated caller with its grants. Immutable.
///
/// @param type the type of actor in the audit log
/// @param id opaque id of the actor: the id of a user or key, or the name of a service; never a person's name
/// @param grants team → roles; team `*` stands for every team
/// @param scopes additional rights of an API key
/// @param routes the only routes an API key may use; for these it holds the permissions of
///     [Permission#isForRoutes] and no others; empty means all routes of its team
public record Caller(ActorType type, String id, Map<String, Set<Role>> grants, Set<String> scopes, Set<String> routes)
        implements Serializable {

    /// Stands for every team.
    public static final String EVERY_TEAM = Tenancy.EVERY_TEAM;

    /// The team of the platform's own actions in the audit log, for example creating a user.
    public static final String PLATFORM_TEAM = "platform";

    /// The types of actor in the audit log.
    public enum ActorType {
        USER,
        API_KEY,
        SERVICE
    }

    /// Whether this caller has the permission in the team.
    public boolean may(Permission permission, String team) {
        Set<String> teams = teamsWith(permission);
        return teams.contains(EVERY_TEAM) || teams.contains(team);
    }

    /// Whether this caller is a key limited to certain routes.
    public boolean isLimitedToRoutes() {
        return !routes.isEmpty();
    }

    /// Whether the route limit of this caller permits the route.
    public boolean mayUse(String route) {
        return routes.isEmpty() || routes.contains(route);
    }

    /// @throws io.plumbline.kit.problem.ProblemException 403 if this caller is limited to other routes
    public void requireRoute(String route, Permission permission) {
        if (!mayUse(route)) {
            throw AccessProblem.beyondRoutes(permission);
        }
    }

    /// Returns the teams in which this caller has the permission; only `*` if it applies to every team.
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

    /// Returns the names of this caller's roles in a team, including roles held in every team.
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

    /// Whether this caller has the role in any team.
    public boolean has(Role role) {
        return grants.values().stream().anyMatch(roles -> roles.contains(role));
    }

    /// Returns the team of a request: the named team, else the only team in which this caller has the
    /// permission.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if no team is named and the caller does not
    ///     have exactly one; 403 if the caller lacks the permission in the team
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

    /// Returns the teams of the grants, sorted, for pages and logs.
    public Set<String> teams() {
        return new TreeSet<>(grants.keySet());
    }
}
