package io.plumbline.gateway.budget;

import java.time.Instant;
import java.util.Comparator;

/// Names a row of the ledger, in the order in which rows are locked.
record LeaseKey(String budget, Instant startsAt) implements Comparable<LeaseKey> {

    private static final Comparator<LeaseKey> ORDER =
            Comparator.comparing(LeaseKey::budget).thenComparing(LeaseKey::startsAt);

    @Override
    public int compareTo(LeaseKey other) {
        return ORDER.compare(this, other);
    }
}
