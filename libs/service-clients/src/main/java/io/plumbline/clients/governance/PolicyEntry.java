package io.plumbline.clients.governance;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The newest version of a guard policy.
///
/// @param team the team whose default it is; absent for `standard` and for policies that routes name
/// @param approvers number of people who approved the permissions of this version, by approving it or an earlier
///     version that was no stricter; 5 for a built-in policy
/// @param approvalId the approval; null if none was needed
public record PolicyEntry(
        String name,
        int version,
        @Nullable String team,
        JsonNode document,
        int approvers,
        @Nullable UUID approvalId) {

    /// A version without an approval.
    public PolicyEntry(String name, int version, @Nullable String team, JsonNode document) {
        this(name, version, team, document, 0, null);
    }
}
