package io.plumbline.guardrails.scan;

import java.util.Arrays;

/// Where forms of a group matched, the shortest first; of more than there is room for, the longest are kept. One for
/// a whole scan, used again and again.
final class Matches {

    private static final int MOST = 16;

    private final int[] states = new int[MOST];
    private final int[] ends = new int[MOST];
    private final boolean[] done = new boolean[PatternGroup.MOST_FORMS];
    private int count;

    /// Forgets them all.
    void clear() {
        if (count > 0) {
            count = 0;
            Arrays.fill(done, false);
        }
    }

    void add(int state, int end) {
        if (count == MOST) {
            System.arraycopy(states, 1, states, 0, MOST - 1);
            System.arraycopy(ends, 1, ends, 0, MOST - 1);
            count--;
        }
        states[count] = state;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    /// The automaton's state where one ends.
    int state(int match) {
        return states[match];
    }

    int end(int match) {
        return ends[match];
    }

    /// Whether a form has been reported already, by its number.
    boolean isDone(int form) {
        return done[form];
    }

    void done(int form) {
        done[form] = true;
    }
}
