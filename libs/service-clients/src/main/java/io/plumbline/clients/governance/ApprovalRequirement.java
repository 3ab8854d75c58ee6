package io.plumbline.clients.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a service wants approved before it does it.
///
/// @param action what would be done, as `service.thing.verb`
/// @param resourceType such as `model-version`
/// @param resourceId such as `support-assistant@2`
/// @param requestedBy opaque id of the actor, who can never approve it
/// @param approvers how many different people have to agree, 1..5
/// @param since an approval that was asked for before this was of something else, and does not count
public record ApprovalRequirement(
        String team,
        String action,
        String resourceType,
        String resourceId,
        String requestedBy,
        int approvers,
        @Nullable String reason,
        @Nullable Instant since) {}
