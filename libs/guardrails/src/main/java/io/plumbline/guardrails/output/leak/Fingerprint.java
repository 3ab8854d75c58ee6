package io.plumbline.guardrails.output.leak;

import io.plumbline.personaldata.detect.Deadline;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The shingles of a system prompt; of a very long one, of its beginning. Immutable.
final class Fingerprint {

    private static final int LONGEST = 1 << 17;

    private long[] slots = new long[64];
    private int size;

    private Fingerprint() {}

    /// @param prompt null if it is unknown; the fingerprint is then empty
    static Fingerprint of(@Nullable String prompt, Deadline deadline) {
        Fingerprint fingerprint = new Fingerprint();
        if (prompt == null) {
            return fingerprint;
        }
        String text = prompt.length() > LONGEST ? prompt.substring(0, LONGEST) : prompt;
        RollingShingles.of(text, RollingShingles.Reading.PLAIN, deadline, (hash, _, _) -> fingerprint.add(hash));
        return fingerprint;
    }

    int size() {
        return size;
    }

    boolean has(long hash) {
        return slots[slot(slots, hash)] != 0;
    }

    private void add(long hash) {
        if (hash == 0 || has(hash)) {
            return;
        }
        if (2 * size >= slots.length) {
            long[] larger = new long[2 * slots.length];
            Arrays.stream(slots).filter(each -> each != 0).forEach(each -> larger[slot(larger, each)] = each);
            slots = larger;
        }
        slots[slot(slots, hash)] = hash;
        size++;
    }

    /// The slot of the hash, whether or not it is present.
    private static int slot(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ (hash >>> 31)) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
