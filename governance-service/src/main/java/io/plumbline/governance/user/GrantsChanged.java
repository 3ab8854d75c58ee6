package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The grants of a user changed. Published within the transaction of the change.
///
/// @param before previous grants by team
/// @param after new grants by team
public record GrantsChanged(UUID id, Map<String, Set<Role>> before, Map<String, Set<Role>> after) {

    /// Whether the user lost permissions of the role in that team.
    public boolean takesAway(String team, Role role) {
        return Delegation.covers(before, team, role) && !Delegation.covers(after, team, role);
    }
}
