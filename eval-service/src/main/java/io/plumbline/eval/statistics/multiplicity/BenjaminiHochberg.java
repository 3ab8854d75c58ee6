package io.plumbline.eval.statistics.multiplicity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Benjamini and Hochberg's step-up adjustment, for informative lists.
///
/// Among results reported at an adjusted p-value of at most α, on average at most the share α is false, for tests
/// that are independent or positively dependent. Blocking checks use [Holm].
///
/// @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg 1995</a>
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /// Returns the adjusted p-values in the given order.
    public static double[] adjust(double... pValues) {
        int tests = pValues.length;
        int[] ascending = IntStream.range(0, tests)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = Arrays.copyOf(pValues, tests);
        double smallest = 1;
        for (int rank = tests; rank > 0; rank--) {
            int test = ascending[rank - 1];
            smallest = Math.min(smallest, pValues[test] * tests / rank);
            adjusted[test] = smallest;
        }
        return adjusted;
    }
}
