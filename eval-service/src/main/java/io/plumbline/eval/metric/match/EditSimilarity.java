package io.plumbline.eval.metric.match;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.LongestCommonSubsequence;
import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.Arrays;

/// 1 − Levenshtein's distance ∕ the length of the longer text, in characters; best reference. 1 for equal texts,
/// 0 for completely different ones. Characters are code points; case and white space count.
///
/// Time is the product of the lengths ∕ 64, since 64 cells of the table are processed at once; it is bounded as
/// for [LongestCommonSubsequence].
///
/// @see <a href="https://doi.org/10.1145/316542.316550">Myers 1999</a>
/// @see "Hyyrö: A bit-vector algorithm for computing Levenshtein and Damerau edit distances, Nordic Journal of
///     Computing 10 (2003)"
public final class EditSimilarity implements MeanMetric {

    private static final int BLOCK = Long.SIZE;

    @Override
    public String name() {
        return "editDistance";
    }

    @Override
    public double score(TextPair pair) {
        double best = 0;
        for (String reference : pair.references()) {
            best = Math.max(best, score(pair.hypothesis(), reference));
        }
        return best;
    }

    private double score(String hypothesis, String reference) {
        if (hypothesis.equals(reference)) {
            return 1;
        }
        TokenNumbers vocabulary = new TokenNumbers();
        int[] actual = characters(hypothesis, vocabulary);
        int[] expected = characters(reference, vocabulary);
        LongestCommonSubsequence.requireBounded(name(), LongestCommonSubsequence.steps(actual.length, expected.length));
        int distance = distance(actual, expected, vocabulary.size());
        return 1 - (double) distance / Math.max(actual.length, expected.length);
    }

    private static int[] characters(String text, TokenNumbers vocabulary) {
        char[] chars = text.toCharArray();
        IntSequence characters = new IntSequence(chars.length);
        for (int i = 0; i < chars.length; ) {
            int next = i + Character.charCount(Character.codePointAt(chars, i));
            characters.add(vocabulary.numberOf(chars, i, next));
            i = next;
        }
        return characters.toArray();
    }

    /// @param symbols the largest number in the texts plus one
    public static int distance(int[] rows, int[] columns, int symbols) {
        if (columns.length == 0) {
            return rows.length;
        }
        long[] masks = new long[symbols];
        byte[] carries = new byte[rows.length];
        Arrays.fill(carries, (byte) 1);
        for (int start = 0; start < columns.length; start += BLOCK) {
            sweep(rows, columns, start, masks, carries);
        }
        int distance = columns.length;
        for (byte carry : carries) {
            distance += carry;
        }
        return distance;
    }

    /// Processes a block of columns for all rows. The carries are the growth of the distance from the row above,
    /// at the block's left edge on input and at its right edge on output.
    private static void sweep(int[] rows, int[] columns, int start, long[] masks, byte[] carries) {
        int end = Math.min(start + BLOCK, columns.length);
        for (int column = start; column < end; column++) {
            masks[columns[column]] |= 1L << (column - start);
        }
        long high = 1L << (end - start - 1);
        long grows = -1;
        long shrinks = 0;
        for (int row = 0; row < rows.length; row++) {
            int carry = carries[row];
            long equal = masks[rows[row]];
            long vertical = equal | shrinks;
            equal |= carry < 0 ? 1 : 0;
            long diagonal = (((equal & grows) + grows) ^ grows) | equal;
            long up = shrinks | ~(diagonal | grows);
            long down = grows & diagonal;
            carries[row] = (byte) ((up & high) != 0 ? 1 : (down & high) != 0 ? -1 : 0);
            up = up << 1 | (carry > 0 ? 1 : 0);
            down = down << 1 | (carry < 0 ? 1 : 0);
            grows = down | ~(vertical | up);
            shrinks = up & vertical;
        }
        for (int column = start; column < end; column++) {
            masks[columns[column]] = 0;
        }
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|unit:codepoint|norm:longer|case:mixed|multi:best|levenshtein";
    }
}
