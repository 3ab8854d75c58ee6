package io.plumbline.eval.metric.token;

import io.plumbline.eval.metric.OversizedTextException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Longest common subsequences of token sequences, 64 cells of the dynamic programming table at a time.
///
/// Adjacent cells of the table differ by 0 or 1, so its rows are stored as bits: a zero in `flat` where the table
/// increases from left to right, and the carry of the addition where it increases from the row above. Columns are
/// processed in blocks of 64, all rows of a block before the next block; between blocks only the carry of each
/// row is kept. So the length takes rows × ⌈columns ∕ 64⌉ steps and memory linear in the tokens. Reading out the
/// subsequence takes twice the steps and one bit per step, never the table.
///
/// Not thread-safe: an instance holds the masks of one block.
///
/// @see <a href="https://doi.org/10.1016/S0020-0190(00)00214-3">Crochemore et al. 2001</a>
/// @see "Hyyrö: Bit-parallel LCS-length computation revisited, AWOCA 2004"
public final class LongestCommonSubsequence {

    /// The maximum number of steps for a hypothesis and one reference: 2^25, a few tenths of a second, or two
    /// texts of 45,000 tokens.
    static final long MAXIMUM_STEPS = 1L << 25;

    private static final int BLOCK = Long.SIZE;

    /// For each token, the columns of the current block that contain it; all zero between blocks.
    private final long[] masks;

    public LongestCommonSubsequence(int vocabularySize) {
        masks = new long[vocabularySize];
    }

    /// Returns the cost of comparing two sequences.
    public static long steps(long rows, long columns) {
        return rows * (1 + blocks(columns)) + columns;
    }

    /// @throws OversizedTextException if the steps exceed [#MAXIMUM_STEPS]
    public static void requireBounded(String metric, long steps) {
        if (steps > MAXIMUM_STEPS) {
            throw new OversizedTextException(metric + " would take " + steps
                    + " steps for the pair, about hypothesis tokens × reference tokens ∕ 64; at most " + MAXIMUM_STEPS
                    + " are allowed. Score shorter texts, or parts of them.");
        }
    }

    public int length(int[] rows, int[] columns) {
        BitSet carries = new BitSet(rows.length);
        int length = 0;
        for (int start = 0; start < columns.length; start += BLOCK) {
            length += BLOCK - Long.bitCount(sweep(rows, rows.length, columns, start, carries, carries, null));
        }
        return length;
    }

    /// Marks the rows of the longest common subsequence found by walking the table back from its end: along equal
    /// tokens, else left if the cell to the left is larger than the one above, else up.
    public void mark(int[] rows, int[] columns, boolean[] marks) {
        int blocks = (int) blocks(columns.length);
        BitSet[] carries = new BitSet[blocks + 1];
        carries[0] = new BitSet();
        for (int block = 1; block < blocks; block++) {
            carries[block] = new BitSet(rows.length);
            sweep(rows, rows.length, columns, (block - 1) * BLOCK, carries[block - 1], carries[block], null);
        }
        long[] risesFromAbove = new long[rows.length];
        int row = rows.length;
        int column = columns.length;
        for (int block = blocks - 1; block >= 0 && row > 0; block--) {
            int start = block * BLOCK;
            sweep(rows, row, columns, start, carries[block], null, risesFromAbove);
            while (row > 0 && column > start) {
                if (rows[row - 1] == columns[column - 1]) {
                    marks[--row] = true;
                    column--;
                } else if ((risesFromAbove[row - 1] >>> (column - 1 - start) & 1) != 0) {
                    column--;
                } else {
                    row--;
                }
            }
        }
    }

    /// Processes one block of columns for the first `count` rows. `in` and `out` are the carries at its left and
    /// right edge and may be the same. Returns the last row's `flat` bits.
    private long sweep(
            int[] rows,
            int count,
            int[] columns,
            int start,
            BitSet in,
            @Nullable BitSet out,
            long @Nullable [] risesFromAbove) {
        int end = Math.min(start + BLOCK, columns.length);
        for (int column = start; column < end; column++) {
            masks[columns[column]] |= 1L << (column - start);
        }
        long flat = -1;
        for (int row = 0; row < count; row++) {
            long matches = flat & masks[rows[row]];
            long sum = flat + matches + (in.get(row) ? 1 : 0);
            long carries = matches | (flat & ~sum);
            flat = sum | (flat & ~matches);
            if (out != null) {
                out.set(row, carries < 0);
            }
            if (risesFromAbove != null) {
                risesFromAbove[row] = carries;
            }
        }
        for (int column = start; column < end; column++) {
            masks[columns[column]] = 0;
        }
        return flat;
    }

    private static long blocks(long columns) {
        return (columns + BLOCK - 1) / BLOCK;
    }
}
