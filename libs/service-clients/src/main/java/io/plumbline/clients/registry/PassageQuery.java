package io.plumbline.clients.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A search in a team's knowledge base on behalf of a caller.
///
/// @param team that must own the knowledge base
/// @param limit maximum number of passages
/// @param tags one of which each passage has; empty for all
public record PassageQuery(String team, Reader reader, String query, int limit, List<String> tags) {

    /// The caller for whom a service searches.
    ///
    /// @param type `USER`, `API_KEY` or `SERVICE`
    /// @param grants team → codes of roles
    public record Reader(String type, String id, Map<String, Set<String>> grants) {}
}
