package io.plumbline.knowledge.index;

import java.util.Set;

/// Who may find a chunk: a caller of its team who is one of its readers and is cleared for all of its
/// restrictions.
///
/// @param readers      principals, such as `user:…`, `role:…`, or [#EVERYONE]; nobody finds a chunk without readers
/// @param restrictions such as `gdpr:special-category`
public record ChunkAccess(String team, Set<String> readers, Set<String> restrictions) {

    /// The reader that stands for every caller of the team.
    public static final String EVERYONE = "*";

    public ChunkAccess {
        readers = Set.copyOf(readers);
        restrictions = Set.copyOf(restrictions);
    }

    /// For every caller of a team.
    public static ChunkAccess ofTeam(String team) {
        return new ChunkAccess(team, Set.of(EVERYONE), Set.of());
    }
}
