package io.plumbline.audit.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A finding and its location.
///
/// @param firstIndex first position concerned; null if the event has no position
/// @param lastIndex last position concerned
/// @param eventId the event, if known
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
