package io.plumbline.monitoring.sequential;

import java.util.Map;
import java.util.TreeMap;

/// Limits the votes of one voter that a test uses: three, and one more for each three votes of others. Whether a
/// vote counts depends only on earlier votes and never on its own value, so a test on the votes that count is
/// valid. A test decides on harm only with votes of at least [#VOTERS] voters. Not thread-safe.
public final class VoteLimit {

    /// The minimum number of voters for a decision.
    public static final int VOTERS = 3;

    private static final int FREE = 3;
    private static final int OTHERS_FOR_ONE = 3;
    /// Voters beyond these share one limit.
    private static final int MOST_VOTERS = 1_000;
    private static final String REST = "";

    private final TreeMap<String, Integer> counted;
    private int total;

    private VoteLimit(Map<String, Integer> counted) {
        this.counted = new TreeMap<>(counted);
        this.total = counted.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// @param counted number of votes by voter
    public static VoteLimit of(Map<String, Integer> counted) {
        return new VoteLimit(counted);
    }

    /// Returns the number of votes that counted, by voter.
    public Map<String, Integer> counted() {
        return new TreeMap<>(counted);
    }

    /// Returns whether a vote counts, and counts it if so.
    public boolean admit(String voter) {
        String name = counted.containsKey(voter) || counted.size() < MOST_VOTERS ? voter : REST;
        int own = counted.getOrDefault(name, 0);
        if (own >= FREE + (total - own) / OTHERS_FOR_ONE) {
            return false;
        }
        counted.put(name, own + 1);
        total++;
        return true;
    }

    /// Whether enough voters have voted for a decision.
    public boolean enough() {
        return counted.size() >= VOTERS;
    }
}
