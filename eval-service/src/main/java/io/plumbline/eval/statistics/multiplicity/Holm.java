package io.plumbline.eval.statistics.multiplicity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's step-down adjustment for several simultaneous tests.
///
/// Rejecting at an adjusted p-value of at most α keeps the probability of even one false rejection at α, whatever
/// the dependence between the tests; it always rejects at least as much as Bonferroni's.
///
/// @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
public final class Holm {

    private Holm() {}

    /// Returns the adjusted p-values in the given order.
    public static double[] adjust(double... pValues) {
        int tests = pValues.length;
        int[] ascending = IntStream.range(0, tests)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = Arrays.copyOf(pValues, tests);
        double largest = 0;
        for (int rank = 0; rank < tests; rank++) {
            int test = ascending[rank];
            largest = Math.max(largest, Math.min(1, (tests - rank) * pValues[test]));
            adjusted[test] = largest;
        }
        return adjusted;
    }
}
