package io.plumbline.audit.expiry;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The statement of a log event about payloads destroyed at the end of their retention.
///
/// It covers a range of events. All events of the range that commit to a payload had a readable payload until
/// then, except the missing ones and those of erased subjects.
///
/// @param statement the event that makes the statement
/// @param after the id before the range
/// @param through the last id of the range; later ids are younger. Not above `after` if the range is empty, for
///     example if only late payloads were destroyed
/// @param keepDays the retention in days, at least 1
/// @param payloads number destroyed, including late payloads in ranges already covered
/// @param missing events of the range whose payload or key was already gone without an erasure
public record Expiry(UUID statement, UUID after, UUID through, int keepDays, long payloads, List<UUID> missing) {
    public static final String ACTION = "governance.payload.expired";

    static final UUID NOTHING = new UUID(0, 0);

    public Expiry {
        missing = List.copyOf(missing);
    }

    /// @return the statement; empty if the event is not a valid statement, or the payloads were not due
    public static Optional<Expiry> of(AuditEvent event) {
        Map<String, ?> said = event.attributes();
        if (!event.action().equals(ACTION)
                || !(said.get("after") instanceof String after)
                || !(said.get("through") instanceof String through)
                || !(said.get("keepDays") instanceof Integer keepDays)
                || !(said.get("payloads") instanceof Integer payloads)
                || !(said.get("missing") instanceof List<?> missing)) {
            return Optional.empty();
        }
        try {
            Expiry expiry = new Expiry(
                    event.id(),
                    UUID.fromString(after),
                    UUID.fromString(through),
                    keepDays,
                    payloads,
                    missing.stream().map(String::valueOf).map(UUID::fromString).toList());
            return expiry.due() ? Optional.of(expiry) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Map<String, Object> attributes() {
        return Map.of(
                "after", after.toString(),
                "through", through.toString(),
                "keepDays", keepDays,
                "payloads", payloads,
                "missing", missing.stream().map(UUID::toString).toList());
    }

    /// When they were destroyed.
    public Instant at() {
        return UuidV7.instantOf(statement);
    }

    /// Returns the end of the range covered by this and earlier statements.
    UUID end() {
        return UuidV7.ORDER.compare(after, through) < 0 ? through : after;
    }

    private boolean due() {
        return keepDays >= 1 && UuidV7.instantOf(through).isBefore(at().minus(Duration.ofDays(keepDays)));
    }
}
