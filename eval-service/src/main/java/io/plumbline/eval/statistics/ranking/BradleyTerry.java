package io.plumbline.eval.statistics.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Ratings from pairwise comparisons: system i is preferred to j with odds of e^(r_i − r_j). Ties count half
/// for each side. A small number of virtual ties between compared systems keeps the rating of a system finite
/// that won or lost every comparison.
///
/// Intervals are percentiles of a bootstrap over groups of comparisons, such as those of one item, because
/// comparisons on the same item are not independent. Equal seeds give equal results.
///
/// @see <a href="https://doi.org/10.1214/aos/1079120141">Hunter 2004, MM algorithms for generalized
///     Bradley-Terry models</a>
public final class BradleyTerry {

    private static final int RESAMPLES = 1_000;
    private static final int MOST_STEPS = 10_000;
    private static final double PRECISION = 1e-9;
    private static final double LOW = 0.025;

    private final int systems;
    private final double virtualTies;

    /// @param virtualTies added to each pair of systems that were compared, at least 0
    public BradleyTerry(int systems, double virtualTies) {
        this.systems = systems;
        this.virtualTies = virtualTies;
    }

    /// A comparison.
    ///
    /// @param score of the first system: 1, 0.5 or 0
    /// @param group comparisons of the same group are drawn together
    public record Comparison(int first, int second, double score, int group) {}

    /// Ratings in natural logarithms of odds, with a mean of 0.
    public record Ratings(double[] ratings, double[] low, double[] high) {}

    /// Whether each system was compared with each other one, directly or over others; otherwise their ratings
    /// are not comparable.
    public boolean isConnected(List<Comparison> comparisons) {
        int[] parts = new int[systems];
        Arrays.setAll(parts, i -> i);
        boolean merged = true;
        while (merged) {
            merged = false;
            for (Comparison each : comparisons) {
                int part = Math.min(parts[each.first()], parts[each.second()]);
                merged |= parts[each.first()] != part || parts[each.second()] != part;
                parts[each.first()] = part;
                parts[each.second()] = part;
            }
        }
        return Arrays.stream(parts).allMatch(part -> part == 0);
    }

    /// Returns the maximum-likelihood ratings with 95 % intervals.
    public Ratings fit(List<Comparison> comparisons, long seed) {
        int groups = comparisons.stream().mapToInt(Comparison::group).max().orElse(-1) + 1;
        double[] whole = ratings(comparisons, ones(groups), new double[systems]);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[systems][RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            int[] times = new int[groups];
            for (int i = 0; i < groups; i++) {
                times[random.nextInt(groups)]++;
            }
            double[] ratings = ratings(comparisons, times, whole);
            for (int i = 0; i < systems; i++) {
                drawn[i][resample] = ratings[i];
            }
        }
        double[] low = new double[systems];
        double[] high = new double[systems];
        for (int i = 0; i < systems; i++) {
            Arrays.sort(drawn[i]);
            low[i] = drawn[i][(int) Math.floor(LOW * RESAMPLES)];
            high[i] = drawn[i][RESAMPLES - 1 - (int) Math.floor(LOW * RESAMPLES)];
        }
        return new Ratings(whole, low, high);
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// @param times how often each group counts
    /// @param start where the iteration starts
    private double[] ratings(List<Comparison> comparisons, int[] times, double[] start) {
        double[][] wins = new double[systems][systems];
        for (Comparison each : comparisons) {
            double weight = times[each.group()];
            wins[each.first()][each.second()] += weight * each.score();
            wins[each.second()][each.first()] += weight * (1 - each.score());
        }
        boolean[][] compared = new boolean[systems][systems];
        for (Comparison each : comparisons) {
            int first = each.first();
            int second = each.second();
            if (!compared[first][second]) {
                compared[first][second] = true;
                compared[second][first] = true;
                wins[first][second] += virtualTies / 2;
                wins[second][first] += virtualTies / 2;
            }
        }
        double[] strength = new double[systems];
        Arrays.setAll(strength, i -> Math.exp(start[i]));
        double change = 1;
        for (int step = 0; step < MOST_STEPS && change > PRECISION; step++) {
            change = step(wins, strength);
        }
        double[] ratings = new double[systems];
        Arrays.setAll(ratings, i -> Math.log(strength[i]));
        double mean = Arrays.stream(ratings).average().orElse(0);
        Arrays.setAll(ratings, i -> ratings[i] - mean);
        return ratings;
    }

    /// Returns the largest change of a logarithm.
    private double step(double[][] wins, double[] strength) {
        double[] next = new double[systems];
        for (int i = 0; i < systems; i++) {
            double won = 0;
            double expected = 0;
            for (int j = 0; j < systems; j++) {
                double games = i == j ? 0 : wins[i][j] + wins[j][i];
                if (games > 0) {
                    won += wins[i][j];
                    expected += games / (strength[i] + strength[j]);
                }
            }
            next[i] = expected == 0 ? strength[i] : Math.max(won / expected, Double.MIN_NORMAL);
        }
        double mean = Math.exp(Arrays.stream(next).map(Math::log).average().orElse(0));
        double change = 0;
        for (int i = 0; i < systems; i++) {
            double scaled = next[i] / mean;
            change = Math.max(change, Math.abs(Math.log(scaled / strength[i])));
            strength[i] = scaled;
        }
        return change;
    }
}
