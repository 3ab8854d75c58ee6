package io.plumbline.audit.verification;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.expiry.Expiry;
import io.plumbline.audit.expiry.LostPayloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Classifies missing payloads. Without an erasure, a payload has expired if a statement in the log covers its
/// event and does not list it as missing; otherwise it is missing. The first covering statement counts, so a
/// later one cannot reverse it.
final class PayloadCheck {
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final LogReader log;
    private final LostPayloads lost;
    private final List<Covered> covered = new ArrayList<>();
    private final Set<UUID> named = new HashSet<>();

    PayloadCheck(LogReader log, LostPayloads lost) {
        this.log = log;
        this.lost = lost;
    }

    /// A range of ids that statements with the same retention cover.
    private record Covered(UUID after, UUID through, int keepDays, Instant first, Instant last) {
        boolean holds(UUID id) {
            return isAfter(id, after) && !isAfter(id, through);
        }

        boolean continues(Covered before) {
            return before.through.equals(after) && before.keepDays == keepDays;
        }

        Covered upTo(Covered next) {
            return new Covered(after, next.through, keepDays, first, next.last);
        }
    }

    /// @return the expired payloads in the order of their events
    List<ExpiredPayloads> judge(Findings findings) {
        log.expiries(this::take);
        UUID end = FIRST;
        for (Covered range : covered) {
            report(lost.between(end, range.after(), LogReader.MAX_WITHOUT_PLACE), findings);
            end = range.through();
        }
        report(lost.between(end, LAST, LogReader.MAX_WITHOUT_PLACE), findings);
        List<UUID> missing = lost.among(named);
        report(missing, findings);
        return covered.stream()
                .map(range -> expired(range, missing))
                .filter(expired -> expired.payloads() > 0)
                .toList();
    }

    private void take(Expiry expiry) {
        UUID end = covered.isEmpty() ? FIRST : covered.getLast().through();
        UUID after = isAfter(end, expiry.after()) ? end : expiry.after();
        if (!isAfter(expiry.through(), after)) {
            return;
        }
        Covered range = new Covered(after, expiry.through(), expiry.keepDays(), expiry.at(), expiry.at());
        expiry.missing().stream().filter(range::holds).forEach(named::add);
        if (!covered.isEmpty() && range.continues(covered.getLast())) {
            range = covered.removeLast().upTo(range);
        }
        covered.add(range);
    }

    private ExpiredPayloads expired(Covered range, List<UUID> missing) {
        long notExpired = missing.stream().filter(range::holds).count();
        return new ExpiredPayloads(
                range.keepDays(), lost.count(range.after(), range.through()) - notExpired, range.first(), range.last());
    }

    private static boolean isAfter(UUID one, UUID other) {
        return UuidV7.ORDER.compare(one, other) > 0;
    }

    private static void report(List<UUID> events, Findings findings) {
        events.forEach(id -> findings.add(LogFinding.of(
                FindingKind.PAYLOAD_MISSING,
                id,
                "The payload of the event or one of its keys is missing without an erasure or an expiry")));
    }
}
