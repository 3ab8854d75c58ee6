package io.plumbline.monitoring.roi;

import java.util.List;
import java.util.Optional;

/// The 95 % interval of a median by order statistics: it assumes nothing about the distribution, and covers at least
/// 95 %. Needs at least six values.
///
/// @see <a href="https://doi.org/10.1002/9780470316641">Serfling 1980, Approximation Theorems, section 2.6</a>
record MedianInterval(double low, double high) {

    private static final double TAIL = 0.025;

    /// @param sorted values in ascending order
    static Optional<MedianInterval> of(List<Double> sorted) {
        int size = sorted.size();
        double probability = Math.exp(-size * Math.log(2));
        if (probability == 0) {
            return Optional.of(ofMany(sorted));
        }
        double below = 0;
        int rank = 0;
        while (below + probability <= TAIL) {
            below += probability;
            probability *= (double) (size - rank) / (rank + 1);
            rank++;
        }
        return rank == 0
                ? Optional.empty()
                : Optional.of(new MedianInterval(sorted.get(rank - 1), sorted.get(size - rank)));
    }

    /// For more than a thousand values the normal approximation of the binomial distribution is exact enough.
    private static MedianInterval ofMany(List<Double> sorted) {
        int size = sorted.size();
        int rank = (int) Math.floor(size / 2.0 - 1.959963984540054 * Math.sqrt(size) / 2);
        return new MedianInterval(sorted.get(rank - 1), sorted.get(size - rank));
    }

    /// @param sorted at least one value
    static double quantile(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.size() - 1, below + 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
