package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One move of a pointer, as it is kept and answered. Never changes.
///
/// A move into or out of production is one move of the pointer `production`; it moves the stages of both versions
/// with it: of the one that arrives to PRODUCTION, of the one that leaves to STAGING. Every other change of a
/// stage is a move of the pointer `stage` on one version.
///
/// @param pointer `production`, another alias, or `stage`
/// @param fromVersion where an alias pointed to; null when it was new
/// @param toVersion where it points to since; null when it was taken away
/// @param fromStage the stage, before, of the version that this is about; null for aliases other than
///     `production`
/// @param toStage its stage since
/// @param reason what the mover said
/// @param approvalId the approval that allowed it, if one was needed
/// @param approvers how many people had approved then
public record PointerMove(
        UUID id,
        String pointer,
        @Nullable Integer fromVersion,
        @Nullable Integer toVersion,
        @Nullable Stage fromStage,
        @Nullable Stage toStage,
        @Nullable String reason,
        @Nullable UUID approvalId,
        @Nullable Integer approvers,
        Instant movedAt,
        Author movedBy) {}
