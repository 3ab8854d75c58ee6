package io.plumbline.personaldata.scan;

/// Where forms of a group matched, the shortest first; if there are too many, the longest are kept. One for a
/// whole scan, reused; allocates when something matches.
final class Matches {

    private static final int MOST = 16;
    private static final int[] NO_ROOM = {};

    private int[] states = NO_ROOM;
    private int[] ends = NO_ROOM;
    private int count;

    /// A bit for each reported form, by its number: [PatternGroup#MOST_FORMS] fit in.
    private long doneLow;

    private long doneHigh;

    /// Removes all matches.
    void clear() {
        count = 0;
        doneLow = 0;
        doneHigh = 0;
    }

    void add(int state, int end) {
        if (states.length == 0) {
            states = new int[MOST];
            ends = new int[MOST];
        }
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

    /// The automaton's state at the end of a match.
    int state(int match) {
        return states[match];
    }

    int end(int match) {
        return ends[match];
    }

    /// Whether a form has already been reported, by its number.
    boolean isDone(int form) {
        return ((form < Long.SIZE ? doneLow : doneHigh) & 1L << form) != 0;
    }

    void done(int form) {
        if (form < Long.SIZE) {
            doneLow |= 1L << form;
        } else {
            doneHigh |= 1L << form;
        }
    }
}
