package io.plumbline.eval.gate;

import java.util.HashMap;
import java.util.Map;

/// Permits for long-running requests, limited in total and per caller, so that one caller leaves room for others.
/// Thread-safe.
final class CallerPermits {

    private final int each;
    private final int all;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;

    CallerPermits(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /// The result of requesting a permit.
    enum Answer {
        /// Must be released.
        GRANTED,
        /// The caller has reached its limit.
        CALLER_HAS_ALL,
        /// The total limit is reached.
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
