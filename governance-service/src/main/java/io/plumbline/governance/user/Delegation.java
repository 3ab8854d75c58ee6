package io.plumbline.governance.user;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Enforces that nobody grants more rights than they have. It also reserves the role `service` for services.
public final class Delegation {

    private static final String GRANTABLE = Arrays.stream(Role.values())
            .filter(role -> role != Role.SERVICE)
            .map(Role::code)
            .collect(Collectors.joining(", "));

    private Delegation() {}

    /// Returns the role of that code if the caller has all its permissions in the team, or in every team for a
    /// role that applies to every team.
    ///
    /// @param pointer its position in the request body
    /// @throws io.plumbline.kit.problem.ProblemException 400 if the role does not exist, 403 if the caller has
    ///     fewer permissions
    public static Role roleToGrant(Caller caller, String team, String code, String pointer) {
        Role role = Role.ofCode(code)
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                        .because("No such role exists. The roles are " + GRANTABLE + ".")
                        .at(pointer, "is not a role"));
        missing(caller, team, role).ifPresent(permission -> {
            throw UserProblem.GRANT_EXCEEDS_OWN
                    .because("The role " + role.code() + " has the permission " + permission.code()
                            + ", which you do not have where you grant it.")
                    .with("permission", permission.code());
        });
        return role;
    }

    /// Whether these grants include every permission of the role in that team.
    public static boolean covers(Map<String, Set<Role>> grants, String team, Role role) {
        Caller holder = new Caller(Caller.ActorType.USER, "", grants, Set.of(), Set.of());
        return missing(holder, team, role).isEmpty();
    }

    private static Optional<Permission> missing(Caller caller, String team, Role role) {
        String reach = role.everyTeam() ? Caller.EVERY_TEAM : team;
        return role.permissions().stream()
                .filter(permission -> !caller.may(permission, reach))
                .findFirst();
    }
}
