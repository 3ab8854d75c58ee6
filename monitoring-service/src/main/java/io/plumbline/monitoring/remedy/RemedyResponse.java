package io.plumbline.monitoring.remedy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A remedy in the API: the members of its `PUT`, and its approval.
record RemedyResponse(
        String name,
        String team,
        @JsonUnwrapped RemedyPlan plan,
        ApprovalStatus approval,
        Instant createdAt,
        Instant updatedAt) {

    /// The approval of exactly this remedy.
    ///
    /// @param state `WANTED` until it is requested, then that of the approval in governance-service
    /// @param id of the approval in governance-service; null until it is requested
    /// @param approvedAt since when the remedy acts; null if it does not
    record ApprovalStatus(
            String state, @Nullable UUID id, @Nullable Instant approvedAt) {}
}
