package io.plumbline.registry.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The stage of a version, and what lets it go back to production.
///
/// @param wasInProduction whether it is in production, or was and has not been archived since
/// @param approvalId the approval that brought it there; null where none was needed, and once it was archived
/// @param approvers how many people had approved then
/// @param archivedAt when it was archived last: an approval has to be younger
public record Position(
        Stage stage,
        boolean wasInProduction,
        @Nullable UUID approvalId,
        int approvers,
        @Nullable Instant archivedAt) {

    /// Where every version begins.
    public static final Position INITIAL = new Position(Stage.NONE, false, null, 0, null);

    /// Whether it is in production, or was and has not been archived since: it may go back at once, and what it
    /// rests on stays guarded.
    public boolean isReturning() {
        return wasInProduction && stage != Stage.ARCHIVED;
    }

    Position to(Stage next) {
        return new Position(next, wasInProduction, approvalId, approvers, archivedAt);
    }

    /// In production by an approval; where none was needed, by the one that it had.
    Position toProduction(@Nullable ByApproval by) {
        return new Position(
                Stage.PRODUCTION,
                true,
                by == null ? approvalId : by.id(),
                by == null ? approvers : by.approvers(),
                archivedAt);
    }

    /// Archived: that it was in production, and who approved it, counts no more.
    Position toArchive(Instant now) {
        return new Position(Stage.ARCHIVED, false, null, 0, now);
    }

    /// @param approvers how many people have approved
    record ByApproval(UUID id, int approvers) {}
}
