package io.plumbline.eval.panel.agreement;

import org.jspecify.annotations.Nullable;

/// The sums over units from which every coefficient of agreement follows. They are additive, so a resample of the
/// units needs no second look at the ratings. Not thread-safe.
///
/// Units with a single rating count only towards Gwet's shares of categories, as in his paper.
final class CoincidenceSums {

    /// Krippendorff's levels of measurement.
    enum Level {
        NOMINAL,
        ORDINAL,
        INTERVAL
    }

    private static final double NONE = 1e-12;

    private final RatingTable table;
    /// Krippendorff's coincidences of two categories within units.
    private final double[][] coincidences;
    /// The ratings of each category in units with two ratings or more.
    private final double[] paired;
    /// The sum over units of each category's share.
    private final double[] shares;
    private double pairedUnits;
    private double ratedUnits;
    private double agreement;

    CoincidenceSums(RatingTable table) {
        this.table = table;
        this.coincidences = new double[table.categories()][table.categories()];
        this.paired = new double[table.categories()];
        this.shares = new double[table.categories()];
    }

    static CoincidenceSums of(RatingTable table) {
        CoincidenceSums sums = new CoincidenceSums(table);
        for (int unit = 0; unit < table.units(); unit++) {
            sums.add(table.counts(unit), 1);
        }
        return sums;
    }

    /// @param counts of each category in a unit
    /// @param times how often the unit counts
    void add(int[] counts, int times) {
        int ratings = 0;
        for (int count : counts) {
            ratings += count;
        }
        if (ratings == 0) {
            return;
        }
        ratedUnits += times;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                shares[c] += (double) times * counts[c] / ratings;
            }
        }
        if (ratings > 1) {
            addPairs(counts, ratings, times);
        }
    }

    private void addPairs(int[] counts, int ratings, int times) {
        pairedUnits += times;
        double same = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                continue;
            }
            paired[c] += (double) times * counts[c];
            same += (double) counts[c] * (counts[c] - 1);
            for (int k = 0; k < counts.length; k++) {
                double pairs = (double) counts[c] * (counts[k] - (k == c ? 1 : 0));
                coincidences[c][k] += times * pairs / (ratings - 1);
            }
        }
        agreement += times * same / ((double) ratings * (ratings - 1));
    }

    int pairedUnits() {
        return (int) pairedUnits;
    }

    /// The mean share of agreeing pairs of ratings in a unit; null without a pair.
    @Nullable
    Double raw() {
        return pairedUnits == 0 ? null : agreement / pairedUnits;
    }

    /// Fleiss' kappa. Units may have unequal numbers of ratings; with equal numbers, it is the published one.
    ///
    /// @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
    @Nullable
    Double fleiss() {
        return overChance(byChanceOfFleiss());
    }

    /// Gwet's AC1.
    ///
    /// @see <a href="https://doi.org/10.1348/000711006X126600">Gwet 2008</a>
    @Nullable
    Double ac1() {
        return overChance(byChanceOfGwet());
    }

    private @Nullable Double overChance(double chance) {
        Double observed = raw();
        return observed == null || 1 - chance < NONE ? null : (observed - chance) / (1 - chance);
    }

    /// Returns the agreement by chance alone, if every rater had the shares of all; 1 without a pair.
    double byChanceOfFleiss() {
        double all = 0;
        double squares = 0;
        for (double count : paired) {
            all += count;
            squares += count * count;
        }
        return all == 0 ? 1 : squares / (all * all);
    }

    private double byChanceOfGwet() {
        if (ratedUnits == 0 || shares.length < 2) {
            return 1;
        }
        double spread = 0;
        for (double share : shares) {
            double mean = share / ratedUnits;
            spread += mean * (1 - mean);
        }
        return spread / (shares.length - 1);
    }

    /// Krippendorff's alpha.
    ///
    /// @return null without a pair of ratings, or if all paired ratings have one category
    /// @see "Krippendorff: Computing Krippendorff's alpha-reliability, 2011"
    @Nullable
    Double alpha(Level level) {
        double all = 0;
        for (double count : paired) {
            all += count;
        }
        double observed = 0;
        double expected = 0;
        for (int c = 0; c < paired.length; c++) {
            for (int k = c + 1; k < paired.length; k++) {
                double distance = distance(level, c, k);
                observed += coincidences[c][k] * distance;
                expected += paired[c] * paired[k] * distance;
            }
        }
        return all < 2 || expected < NONE ? null : 1 - (all - 1) * observed / expected;
    }

    /// Returns the squared distance of two categories, `c` below `k`.
    private double distance(Level level, int c, int k) {
        return switch (level) {
            case NOMINAL -> 1;
            case INTERVAL -> {
                double apart = table.value(c) - table.value(k);
                yield apart * apart;
            }
            case ORDINAL -> {
                double between = -(paired[c] + paired[k]) / 2;
                for (int g = c; g <= k; g++) {
                    between += paired[g];
                }
                yield between * between;
            }
        };
    }
}
