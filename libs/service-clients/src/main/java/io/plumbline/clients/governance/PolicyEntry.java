package io.plumbline.clients.governance;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The newest version of a guard policy.
///
/// @param team the team whose default it is; absent for `standard` and for policies that routes name
public record PolicyEntry(
        String name, int version, @Nullable String team, JsonNode document) {}
