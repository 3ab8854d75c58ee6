package io.plumbline.eval.gate;

import java.util.HashMap;
import java.util.Map;

/// Places for requests that last long, so many in all and so many for each caller: whoever takes all of its
/// own leaves room for the others. For many threads.
final class CallerPermits {

    private final int each;
    private final int all;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;

    CallerPermits(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /// What came of asking for a place.
    enum Answer {
        /// To be given back.
        GRANTED,
        /// The caller has all of its own.
        CALLER_HAS_ALL,
        /// All are taken.
        NONE_LEFT
    }

    synchronized Answer take(String caller) {
        int own = taken.getOrDefault(caller, 0);
        if (own >= each) {
            return Answer.CALLER_HAS_ALL;
        }
        if (sum >= all) {
            return Answer.NONE_LEFT;
        }
        taken.put(caller, own + 1);
        sum++;
        return Answer.GRANTED;
    }

    synchronized void release(String caller) {
        int own = taken.getOrDefault(caller, 0) - 1;
        if (own > 0) {
            taken.put(caller, own);
        } else {
            taken.remove(caller);
        }
        sum--;
    }
}
