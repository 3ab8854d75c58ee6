package io.plumbline.governance.user;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;

/// The rule that nobody hands out more than they have themselves. It also keeps the role `service` from people
/// and keys: nobody but a service has its permissions.
public final class Delegation {

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
                        .because("There is no such role.")
                        .at(pointer, "is not a role"));
        String reach = role.everyTeam() ? Caller.EVERY_TEAM : team;
        for (Permission permission : role.permissions()) {
            if (!caller.may(permission, reach)) {
                throw UserProblem.GRANT_EXCEEDS_OWN
                        .because("The role " + role.code() + " has the permission " + permission.code()
                                + ", which you do not have there.")
                        .with("permission", permission.code());
            }
        }
        return role;
    }
}
