package io.plumbline.audit.verification;

import java.util.ArrayList;
import java.util.List;

/// The leaves between two fixed sizes, and those that do not match their events.
final class LeafRange {
    final long first;
    final List<LogReader.Leaf> unfit = new ArrayList<>();
    private long count;
    private boolean complete = true;

    LeafRange(long first) {
        this.first = first;
    }

    void take(LogReader.Leaf leaf) {
        count++;
        if (!leaf.fits()) {
            unfit.add(leaf);
        }
    }

    void miss() {
        complete = false;
    }

    long count() {
        return count;
    }

    boolean reaches(long size) {
        return complete && first + count == size;
    }
}
