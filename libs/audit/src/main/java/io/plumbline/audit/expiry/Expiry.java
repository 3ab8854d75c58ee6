package io.plumbline.audit.expiry;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What an event of the log says about payloads that were destroyed because they were old enough.
///
/// It covers the events of the range. Of those that commit to a payload, all had one until then that could be
/// read, but for the missing ones and for what concerned somebody who was erased.
///
/// @param statement the event that says so
/// @param after     the id before the range
/// @param through   the last id of the range; what is after it is younger. Not above `after` when the range is
///     empty, as where only payloads that came late are destroyed
/// @param keepDays  for how many days payloads were kept, at least 1
/// @param payloads  how many were destroyed, those included that came late into a range covered before
/// @param missing   events of the range whose payload was gone already, or a key of it, though nobody was erased
public record Expiry(UUID statement, UUID after, UUID through, int keepDays, long payloads, List<UUID> missing) {
    public static final String ACTION = "governance.payload.expired";

    static final UUID NOTHING = new UUID(0, 0);

    public Expiry {
        missing = List.copyOf(missing);
    }

    /// @return what the event says; empty when it is no such statement, or the payloads were not due
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

    /// The end of what this statement and those before it cover.
    UUID end() {
        return UuidV7.ORDER.compare(after, through) < 0 ? through : after;
    }

    private boolean due() {
        return keepDays >= 1 && UuidV7.instantOf(through).isBefore(at().minus(Duration.ofDays(keepDays)));
    }
}
