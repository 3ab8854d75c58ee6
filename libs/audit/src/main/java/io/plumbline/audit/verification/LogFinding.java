package io.plumbline.audit.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A finding and its location.
///
/// @param firstIndex first position concerned; null if the event has no position
/// @param lastIndex last position concerned
/// @param eventId the event, if known
public record LogFinding(
        FindingKind kind,
        @Nullable Long firstIndex,
        @Nullable Long lastIndex,
        @Nullable UUID eventId,
        String detail) {

    static LogFinding at(FindingKind kind, long index, UUID eventId, String detail) {
        return new LogFinding(kind, index, index, eventId, detail);
    }

    static LogFinding between(FindingKind kind, long first, long last, String detail) {
        return new LogFinding(kind, first, last, null, detail);
    }

    static LogFinding of(FindingKind kind, UUID eventId, String detail) {
        return new LogFinding(kind, null, null, eventId, detail);
    }

    static LogFinding of(FindingKind kind, String detail) {
        return new LogFinding(kind, null, null, null, detail);
    }
}
