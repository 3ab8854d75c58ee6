package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What a user may do has changed. Published within the transaction that changes it.
///
/// @param before what they could do, by team
/// @param after what they can do now
public record GrantsChanged(UUID id, Map<String, Set<Role>> before, Map<String, Set<Role>> after) {

    /// Whether they have lost what the role would give in that team.
    public boolean takesAway(String team, Role role) {
        return Delegation.covers(before, team, role) && !Delegation.covers(after, team, role);
    }
}
