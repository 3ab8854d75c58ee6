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

/// The rule that nobody hands out more than they have themselves. It also keeps the role `service` from people
/// and keys: nobody but a service has its permissions.
public final class Delegation {

    private static final String GRANTABLE = Arrays.stream(Role.values())
            .filter(role -> role != Role.SERVICE)
            .map(Role::code)
            .collect(Collectors.joining(", "));

    private Delegation() {}

    /// The role of that code, if the caller has all its permissions in the team; in every team for a role that
    /// reaches every team.
    ///
    /// @param pointer where in the request's body the role was named
    /// @throws io.plumbline.kit.problem.ProblemException 400 when there is no such role, 403 when the caller
    ///     has less
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

    /// Whether these grants give everything that the role would give in that team.
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
