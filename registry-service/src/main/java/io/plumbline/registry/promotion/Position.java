package io.plumbline.registry.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The stage of a version, and its right to return to production.
///
/// @param wasInProduction whether it is in production, or was and has not been archived since
/// @param approvalId the approval of its promotion; null if none was needed, and after archiving
/// @param approvers number of people who had approved by then
/// @param archivedAt when it was last archived; an approval must be newer
public record Position(
        VersionStage stage,
        boolean wasInProduction,
        @Nullable UUID approvalId,
        int approvers,
        @Nullable Instant archivedAt) {

    /// The initial position of every version.
    public static final Position INITIAL = new Position(VersionStage.NONE, false, null, 0, null);

    /// Whether it is in production, or was and has not been archived since. Such a version may return at once,
    /// and its dependencies stay protected.
    public boolean isReturning() {
        return wasInProduction && stage != VersionStage.ARCHIVED;
    }

    Position to(VersionStage next) {
        return new Position(next, wasInProduction, approvalId, approvers, archivedAt);
    }

    /// Returns the position in production by an approval; without a new one, the previous approval stays.
    Position toProduction(@Nullable ByApproval by) {
        return new Position(
                VersionStage.PRODUCTION,
                true,
                by == null ? approvalId : by.id(),
                by == null ? approvers : by.approvers(),
                archivedAt);
    }

    /// Returns the archived position, without production use and approvers.
    Position toArchive(Instant now) {
        return new Position(VersionStage.ARCHIVED, false, null, 0, now);
    }

    /// @param approvers number of people who approved
    record ByApproval(UUID id, int approvers) {}
}
