package io.plumbline.kit.denial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Counts denials by [DenialKey] until they are reported. The first denial of a key is due at once. Later denials
/// are due as one sum, [#WINDOW] after the last report. A due sum stays due until it is [#reported].
///
/// Bounded: it holds at most [#MOST_CALLERS] keys of callers with a valid credential and, separately,
/// [#MOST_ANONYMOUS] other keys, so anonymous requests cannot displace known callers. Denials beyond the bound
/// are counted in one sum for each group. A key is forgotten one window after its last report. Thread-safe.
final class DenialCounts {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST_CALLERS = 512;
    static final int MOST_ANONYMOUS = 64;
    static final int MOST_OPERATIONS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<DenialKey, Count> callers = new LinkedHashMap<>();
    private final Map<DenialKey, Count> anonymous = new LinkedHashMap<>();
    private final DenialKey otherCallers;
    private final DenialKey otherAnonymous;

    /// @param otherCallers stands for callers beyond the bound
    /// @param otherAnonymous stands for requests without a valid credential beyond the bound
    DenialCounts(DenialKey otherCallers, DenialKey otherAnonymous) {
        this.otherCallers = otherCallers;
        this.otherAnonymous = otherAnonymous;
    }

    /// The unreported denials of one key.
    ///
    /// @param operations handlers, for example `PUT /api/v1/routes/{name}`; only the first few
    /// @param traceId of the first request
    record Sum(
            DenialKey of,
            long count,
            Instant first,
            Instant last,
            List<String> operations,
            @Nullable String traceId) {}

    private static final class Count {
        private long count;
        private Instant first = Instant.EPOCH;
        private Instant last = Instant.EPOCH;
        private Instant due = Instant.MIN;
        private @Nullable String traceId;
        private final Set<String> operations = new LinkedHashSet<>();
        /// Those of denials after the last sum, which remain when that sum has been reported.
        private final Set<String> sinceSum = new LinkedHashSet<>();
    }

    void add(DenialKey denied, @Nullable String operation, @Nullable String traceId, Instant now) {
        lock.lock();
        try {
            Count count = denied.isAnonymous()
                    ? count(anonymous, denied, MOST_ANONYMOUS, otherAnonymous)
                    : count(callers, denied, MOST_CALLERS, otherCallers);
            if (count.count == 0) {
                count.first = now;
                count.traceId = traceId;
            }
            count.count++;
            count.last = now;
            if (operation != null) {
                addBounded(count.operations, operation);
                addBounded(count.sinceSum, operation);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void addBounded(Set<String> operations, String operation) {
        if (operations.size() < MOST_OPERATIONS) {
            operations.add(operation);
        }
    }

    private static Count count(Map<DenialKey, Count> counts, DenialKey denied, int most, DenialKey other) {
        Count known = counts.get(denied);
        return known != null || counts.size() < most
                ? counts.computeIfAbsent(denied, _ -> new Count())
                : counts.computeIfAbsent(other, _ -> new Count());
    }

    /// Returns the sums that are due, and forgets expired keys.
    List<Sum> due(Instant now) {
        lock.lock();
        try {
            List<Sum> due = new ArrayList<>();
            for (Map<DenialKey, Count> counts : List.of(callers, anonymous)) {
                Iterator<Map.Entry<DenialKey, Count>> all = counts.entrySet().iterator();
                while (all.hasNext()) {
                    Map.Entry<DenialKey, Count> each = all.next();
                    if (now.isBefore(each.getValue().due)) {
                        continue;
                    }
                    if (each.getValue().count == 0) {
                        all.remove();
                    } else {
                        due.add(sum(each.getKey(), each.getValue()));
                    }
                }
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    private static Sum sum(DenialKey denied, Count count) {
        count.sinceSum.clear();
        return new Sum(denied, count.count, count.first, count.last, List.copyOf(count.operations), count.traceId);
    }

    /// Subtracts reported counts. Denials counted meanwhile remain for the next report.
    void reported(List<Sum> sums, Instant now) {
        lock.lock();
        try {
            for (Sum sum : sums) {
                Count count = (sum.of().isAnonymous() ? anonymous : callers).get(sum.of());
                if (count != null) {
                    count.count -= sum.count();
                    count.first = sum.last();
                    count.traceId = null;
                    count.due = now.plus(WINDOW);
                    count.operations.clear();
                    count.operations.addAll(count.sinceSum);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
