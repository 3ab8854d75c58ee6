package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One move of a pointer. Never changes.
///
/// A move into or out of production is one move of the pointer `production`, which also moves the stages: the
/// arriving version to PRODUCTION, the leaving one to STAGING. Every other change of a stage is a move of the
/// pointer `stage` on one version.
///
/// @param pointer `production`, another alias, or `stage`
/// @param fromVersion previous version of an alias; null if it was new
/// @param toVersion new version of an alias; null if it was removed
/// @param fromStage previous stage of the version; null for aliases other than `production`
/// @param toStage its new stage
/// @param reason the mover's reason
/// @param approvalId the required approval, if any
/// @param approvers number of people who had approved by then
record PointerMove(
        UUID id,
        String pointer,
        @Nullable Integer fromVersion,
        @Nullable Integer toVersion,
        @Nullable VersionStage fromStage,
        @Nullable VersionStage toStage,
        @Nullable String reason,
        @Nullable UUID approvalId,
        @Nullable Integer approvers,
        Instant movedAt,
        Author movedBy) {}
