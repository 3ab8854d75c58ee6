package io.plumbline.knowledge.index;

import java.util.Set;

/// What the caller of a search may find.
///
/// @param teams      the teams in which the caller may search; empty finds nothing
/// @param principals the names of the caller and of the caller's roles and groups, as in [ChunkAccess#readers]
/// @param clearances the restrictions that the caller is cleared for
public record CallerAccess(Set<String> teams, Set<String> principals, Set<String> clearances) {

    public CallerAccess {
        teams = Set.copyOf(teams);
        principals = Set.copyOf(principals);
        clearances = Set.copyOf(clearances);
    }
}
