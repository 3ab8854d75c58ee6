package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.OversizedTextException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Levenshtein's distance from hypotheses of one length to a reference, as sacreBLEU 2.6.0 computes it for TER:
/// it visits only cells within 25 places of the diagonal, more if the lengths differ a lot, and prefers replacing
/// a word to deleting one, and that to inserting one.
///
/// One hypothesis is aligned. Others that differ from it only in the middle are counted over that part: the costs
/// before it come from the table of costs from the start, those after it from the table of costs to the end.
/// Memory is about 100 cells per word. Not thread-safe.
final class BeamedEdits {

    private static final int BEAM = 25;
    private static final int UNREACHED = 1 << 29;
    private static final long MOST_CELLS = 1L << 22;
    private static final long MOST_WORK = 1L << 30;
    private static final byte KEEP = 0;
    private static final byte REPLACE = 1;
    private static final byte DELETE = 2;
    private static final byte INSERT = 3;

    private final int[] reference;
    private final int rows;
    private final int[] begin;
    private final int[] end;
    private final int[][] costs;
    private final byte[][] operations;

    /// From each cell to the end, of the aligned hypothesis; computed on demand.
    private final int[][] costsToEnd;

    private int[] alignedWords = {};
    private boolean endKnown;
    private final int[] even;
    private final int[] odd;

    /// For each word of the reference, its aligned or preceding position in the hypothesis.
    private final int[] aligned;

    /// Number of wrong words before each position.
    private final int[] wrongInHypothesis;

    private final int[] wrongInReference;
    private long work;

    /// @throws OversizedTextException if the table is too large
    BeamedEdits(int[] reference, int rows) {
        this.reference = reference;
        this.rows = rows;
        begin = new int[rows + 1];
        end = new int[rows + 1];
        end[0] = reference.length + 1;
        long cells = layOut();
        if (cells > MOST_CELLS) {
            throw new OversizedTextException("ter would look at " + cells + " pairs of words, about 50 for each word;"
                    + " at most " + MOST_CELLS + " are allowed. Score shorter texts, or parts of them.");
        }
        costs = new int[rows + 1][];
        operations = new byte[rows + 1][];
        costsToEnd = new int[rows + 1][];
        for (int i = 0; i <= rows; i++) {
            costs[i] = new int[end[i] - begin[i]];
            operations[i] = new byte[costs[i].length];
        }
        Arrays.setAll(costs[0], j -> j);
        Arrays.fill(operations[0], INSERT);
        even = new int[reference.length + 1];
        odd = new int[reference.length + 1];
        aligned = new int[reference.length];
        wrongInHypothesis = new int[rows + 1];
        wrongInReference = new int[reference.length + 1];
    }

    private long layOut() {
        double ratio = rows == 0 ? 1 : (double) reference.length / rows;
        int beam = BEAM < ratio / 2 ? (int) Math.ceil(ratio / 2 + BEAM) : BEAM;
        long cells = reference.length + 1L;
        for (int i = 1; i <= rows; i++) {
            int diagonal = (int) Math.floor(i * ratio);
            begin[i] = Math.max(0, diagonal - beam);
            end[i] = i == rows ? reference.length + 1 : Math.min(reference.length + 1, diagonal + beam);
            cells += end[i] - begin[i];
        }
        return cells;
    }

    /// Returns the distance of a hypothesis, which becomes the aligned one.
    int align(int[] words) {
        for (int i = 1; i <= rows; i++) {
            fill(words[i - 1], i, costs[i - 1], begin[i - 1], costs[i], operations[i]);
        }
        alignedWords = words;
        endKnown = false;
        trace();
        return costs[rows][reference.length - begin[rows]];
    }

    /// Returns the distance of another hypothesis that equals the aligned one except for the words `from` to
    /// `to`.
    int count(int[] words, int from, int to) {
        fillToEnd();
        int[] above = costs[from];
        for (int i = from + 1; i <= to; i++) {
            int[] row = (i & 1) == 0 ? even : odd;
            fill(words[i - 1], i, above, begin[i - 1], row, null);
            above = row;
        }
        int fewest = UNREACHED;
        for (int j = begin[to]; j < end[to]; j++) {
            fewest = Math.min(fewest, above[j - begin[to]] + costsToEnd[to][j - begin[to]]);
        }
        return fewest;
    }

    private void fillToEnd() {
        if (endKnown) {
            return;
        }
        for (int i = rows; i >= 0; i--) {
            if (costsToEnd[i] == null) {
                costsToEnd[i] = new int[costs[i].length];
            }
            work(costs[i].length);
            for (int j = end[i] - 1; j >= begin[i]; j--) {
                costsToEnd[i][j - begin[i]] = toEnd(i, j);
            }
        }
        endKnown = true;
    }

    private int toEnd(int i, int j) {
        if (i == rows && j == reference.length) {
            return 0;
        }
        int best = j + 1 < end[i] ? costsToEnd[i][j + 1 - begin[i]] + 1 : UNREACHED;
        if (i < rows) {
            int[] below = costsToEnd[i + 1];
            int place = j - begin[i + 1];
            if (place >= 0 && place < below.length) {
                best = Math.min(best, below[place] + 1);
            }
            if (place + 1 >= 0 && place + 1 < below.length && j < reference.length) {
                best = Math.min(best, below[place + 1] + (alignedWords[i] == reference[j] ? 0 : 1));
            }
        }
        return Math.min(best, UNREACHED);
    }

    private void fill(int word, int row, int[] above, int aboveBegin, int[] into, byte @Nullable [] how) {
        int from = begin[row];
        int to = end[row];
        int aboveEnd = end[row - 1];
        work(to - from);
        int left = UNREACHED;
        int j = from;
        if (j == 0) {
            left = above[0] + 1;
            into[0] = left;
            if (how != null) {
                how[0] = DELETE;
            }
            j = 1;
        }
        for (; j < to; j++) {
            int diagonal = j <= aboveEnd && j > aboveBegin ? above[j - 1 - aboveBegin] : UNREACHED;
            boolean same = word == reference[j - 1];
            int best = same ? diagonal : diagonal + 1;
            byte operation = same ? KEEP : REPLACE;
            int deleted = j < aboveEnd && j >= aboveBegin ? above[j - aboveBegin] + 1 : UNREACHED;
            if (deleted < best) {
                best = deleted;
                operation = DELETE;
            }
            if (left + 1 < best) {
                best = left + 1;
                operation = INSERT;
            }
            left = Math.min(best, UNREACHED);
            into[j - from] = left;
            if (how != null) {
                how[j - from] = operation;
            }
        }
    }

    private void trace() {
        int i = rows;
        int j = reference.length;
        Arrays.fill(wrongInHypothesis, 0);
        Arrays.fill(wrongInReference, 0);
        while (i > 0 || j > 0) {
            byte operation = operations[i][j - begin[i]];
            boolean inReference = operation != DELETE;
            boolean inHypothesis = operation != INSERT;
            if (inReference) {
                aligned[j - 1] = i - 1;
                wrongInReference[j] = operation == KEEP ? 0 : 1;
            }
            if (inHypothesis) {
                wrongInHypothesis[i] = operation == KEEP ? 0 : 1;
            }
            j -= inReference ? 1 : 0;
            i -= inHypothesis ? 1 : 0;
        }
        addUp(wrongInHypothesis);
        addUp(wrongInReference);
    }

    private static void addUp(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /// Returns the position in the hypothesis aligned with a word of the reference; −1 for before the first.
    int aligned(int place) {
        return aligned[place];
    }

    /// Whether both a phrase of the hypothesis and one of the reference contain an error.
    boolean isWrong(int inHypothesis, int inReference, int size) {
        return wrongInHypothesis[inHypothesis + size] > wrongInHypothesis[inHypothesis]
                && wrongInReference[inReference + size] > wrongInReference[inReference];
    }

    /// @throws OversizedTextException beyond the limit
    void work(int steps) {
        work += steps;
        if (work > MOST_WORK) {
            throw new OversizedTextException("ter would try too many ways to move words, more than " + MOST_WORK
                    + " steps. Score shorter texts, or parts of them.");
        }
    }
}
