package io.plumbline.monitoring.detection;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The average number of independent standard normal observations until a false alarm (ARL₀) of one-sided charts,
/// and the limit that has a wanted one. The chart is approximated by a Markov chain of [#STATES] states, which
/// differs from published tables by less than 1 %.
///
/// @see <a href="https://doi.org/10.1093/biomet/59.3.539">Brook & Evans 1972</a>
final class RunLength {

    private static final int STATES = 80;
    private static final double LOWEST_LIMIT = 0.05;
    private static final double HIGHEST_LIMIT = 40;
    private static final double PRECISION = 1e-3;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private RunLength() {}

    /// Returns the run length of `S = max(0, keep·S + weight·(z − allowance))` until S reaches the limit.
    static double of(double keep, double weight, double allowance, double limit) {
        double width = 2 * limit / (2 * STATES - 1);
        double[][] system = new double[STATES][STATES + 1];
        for (int from = 0; from < STATES; from++) {
            double start = keep * from * width;
            double below = 0;
            for (int to = 0; to < STATES; to++) {
                double upper = (to + 0.5) * width;
                double reached = NORMAL.cumulativeProbability((upper - start) / weight + allowance);
                system[from][to] = (from == to ? 1 : 0) - (reached - below);
                below = reached;
            }
            system[from][STATES] = 1;
        }
        return firstOfSolution(system);
    }

    /// Returns the limit of which the run length is the wanted one.
    ///
    /// @param runLength by limit, increasing
    static double limit(DoubleUnaryOperator runLength, double wanted) {
        double low = LOWEST_LIMIT;
        double high = HIGHEST_LIMIT;
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            double length = runLength.applyAsDouble(middle);
            if (length < wanted && length > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// Solves a linear system by Gaussian elimination with row pivots, and returns its first unknown.
    private static double firstOfSolution(double[][] system) {
        int size = system.length;
        for (int column = size - 1; column >= 0; column--) {
            int pivot = column;
            for (int row = 0; row < column; row++) {
                if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
                    pivot = row;
                }
            }
            double[] chosen = system[pivot];
            system[pivot] = system[column];
            system[column] = chosen;
            for (int row = 0; row < column; row++) {
                double factor = system[row][column] / chosen[column];
                for (int i = 0; i < column; i++) {
                    system[row][i] -= factor * chosen[i];
                }
                system[row][size] -= factor * chosen[size];
            }
        }
        return system[0][size] / system[0][0];
    }
}
