package io.plumbline.eval.metric;

import java.util.SortedMap;
import java.util.TreeMap;

/// Some of several pairs have no score because their scorer failed on them. The others can be scored again without
/// them. No other value ever replaces a missing score.
public final class UnscoredPairsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Position → reason.
    private final TreeMap<Integer, String> pairs;

    /// @param pairs positions of the pairs in the given list, each with a reason that quotes no text
    public UnscoredPairsException(SortedMap<Integer, String> pairs) {
        super(pairs.size() + " pairs have no score; the first because "
                + pairs.firstEntry().getValue());
        this.pairs = new TreeMap<>(pairs);
    }

    public boolean has(int pair) {
        return pairs.containsKey(pair);
    }

    /// Returns why the first of them has no score.
    public String reason() {
        return pairs.firstEntry().getValue();
    }

    public int size() {
        return pairs.size();
    }
}
