package io.plumbline.audit.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong, and where.
///
/// @param firstIndex the first place in the log that it concerns; none where the event has no place
/// @param lastIndex  the last one
/// @param eventId    the event, where it is known
public record Finding(
        FindingKind kind,
        @Nullable Long firstIndex,
        @Nullable Long lastIndex,
        @Nullable UUID eventId,
        String detail) {

    static Finding at(FindingKind kind, long index, UUID eventId, String detail) {
        return new Finding(kind, index, index, eventId, detail);
    }

    static Finding between(FindingKind kind, long first, long last, String detail) {
        return new Finding(kind, first, last, null, detail);
    }

    static Finding of(FindingKind kind, UUID eventId, String detail) {
        return new Finding(kind, null, null, eventId, detail);
    }

    static Finding of(FindingKind kind, String detail) {
        return new Finding(kind, null, null, null, detail);
    }
}
