package io.plumbline.eval.optimiser.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Successive halving: all candidates are scored on few records, the better half on twice as many, and so on,
/// until only the finalists remain, which are scored on all. Each rung needs about the same number of calls.
///
/// @param finalists number of candidates that remain
/// @param records number of records to train on
/// @see <a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson and Talwalkar 2016</a>
public record Halving(int candidates, int finalists, int records) {

    private static final int FEWEST = 4;

    public Halving {
        if (candidates < 1 || finalists < 1 || records < 1) {
            throw new IllegalArgumentException("Halving needs candidates, finalists and records.");
        }
    }

    /// Returns the number of rungs: at least one.
    public int rungs() {
        int rungs = 1;
        for (int left = candidates; left > finalists; left = halved(left)) {
            rungs++;
        }
        return rungs;
    }

    /// Returns the number of records on a rung. The records of an earlier rung are the first of a later one.
    public int recordsOn(int rung) {
        int doublings = Math.min(30, rungs() - 1 - rung);
        return Math.min(records, Math.max(FEWEST, Math.ceilDiv(records, 1 << doublings)));
    }

    /// Returns the number of candidates that remain after a rung.
    public int left(int entered) {
        return entered <= finalists ? entered : Math.max(finalists, halved(entered));
    }

    private static int halved(int entered) {
        return Math.ceilDiv(entered, 2);
    }

    /// Returns the candidates that remain after a rung, best first; of equal ones the earlier.
    ///
    /// @param scores candidate → score on the rung
    public List<Integer> best(Map<Integer, Double> scores) {
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(left(scores.size()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
