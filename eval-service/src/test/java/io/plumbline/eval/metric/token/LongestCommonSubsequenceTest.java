package io.plumbline.eval.metric.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.metric.OversizedTextException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongestCommonSubsequenceTest {

    private static final int VOCABULARY = 40;

    private final Random random = new Random(7);
    private final LongestCommonSubsequence subsequence = new LongestCommonSubsequence(VOCABULARY);

    @Test
    void matchesTheFullTable() {
        for (int i = 0; i < 2_000; i++) {
            int[] rows = tokens(random.nextInt(200));
            int[] columns = tokens(random.nextInt(200));
            int[][] table = table(rows, columns);

            assertThat(subsequence.length(rows, columns)).isEqualTo(table[rows.length][columns.length]);
        }
    }

    @Test
    void returnsTheSubsequenceOfTheFullTable() {
        for (int i = 0; i < 2_000; i++) {
            int[] rows = tokens(random.nextInt(200));
            int[] columns = tokens(random.nextInt(200));
            boolean[] marks = new boolean[rows.length];

            subsequence.mark(rows, columns, marks);

            assertThat(marks).isEqualTo(walkedBack(table(rows, columns), rows, columns));
        }
    }

    @Test
    void keepsMarksOfEarlierSubsequences() {
        boolean[] marks = {true, false, false};

        subsequence.mark(new int[] {1, 2, 3}, new int[] {3}, marks);

        assertThat(marks).containsExactly(true, false, true);
    }

    @Test
    void refusesMoreStepsThanTheBound() {
        long allowed = LongestCommonSubsequence.steps(45_000, 45_000);
        long refused = LongestCommonSubsequence.steps(50_000, 50_000);

        LongestCommonSubsequence.requireBounded("rougeL", allowed);
        assertThatThrownBy(() -> LongestCommonSubsequence.requireBounded("rougeL", refused))
                .isInstanceOf(OversizedTextException.class)
                .hasMessageContaining("rougeL")
                .hasMessageContaining(Long.toString(refused));
    }

    private int[] tokens(int length) {
        int distinct = 1 + random.nextInt(VOCABULARY);
        return random.ints(length, 0, distinct).toArray();
    }

    private static int[][] table(int[] rows, int[] columns) {
        int[][] table = new int[rows.length + 1][columns.length + 1];
        for (int i = 1; i <= rows.length; i++) {
            for (int j = 1; j <= columns.length; j++) {
                table[i][j] = rows[i - 1] == columns[j - 1]
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        return table;
    }

    private static boolean[] walkedBack(int[][] table, int[] rows, int[] columns) {
        boolean[] marks = new boolean[rows.length];
        int i = rows.length;
        int j = columns.length;
        while (i > 0 && j > 0) {
            if (rows[i - 1] == columns[j - 1]) {
                marks[--i] = true;
                j--;
            } else if (table[i][j - 1] > table[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
        return marks;
    }
}
