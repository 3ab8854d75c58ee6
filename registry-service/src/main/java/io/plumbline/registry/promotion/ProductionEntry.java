package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of a version into production.
///
/// @param reason the mover's reason
/// @param approvalId the required approval, if any
/// @param approvers number of people who had approved by then
public record ProductionEntry(
        Instant at,
        Author by,
        @Nullable String reason,
        @Nullable UUID approvalId,
        @Nullable Integer approvers) {}
