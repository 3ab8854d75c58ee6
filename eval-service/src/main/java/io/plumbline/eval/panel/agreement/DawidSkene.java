package io.plumbline.eval.panel.agreement;

import java.util.Arrays;

/// The reliability of annotators, and the probable true category of each unit, by expectation maximisation. It
/// starts from the shares of the labels. Each row of an annotator's confusion has one pseudo-label, spread evenly,
/// so that few labels give no certainty. Deterministic.
///
/// The model assumes that annotators err independently given the truth. If they share an error, it takes it for the
/// truth; therefore results state if they use it.
///
/// @see <a href="https://doi.org/10.2307/2346806">Dawid and Skene 1979</a>
public final class DawidSkene {

    private static final int MOST_ROUNDS = 200;
    private static final double CONVERGED = 1e-8;

    private final RatingTable table;
    private final double[][] truth;
    private final double[][][] confusions;
    private final double[] prior;

    private DawidSkene(RatingTable table) {
        int categories = table.categories();
        this.table = table;
        this.truth = new double[table.units()][categories];
        this.confusions = new double[table.raters()][categories][categories];
        this.prior = new double[categories];
    }

    public static DawidSkene fit(RatingTable table) {
        DawidSkene model = new DawidSkene(table);
        for (int unit = 0; unit < table.units(); unit++) {
            int[] counts = table.counts(unit);
            double all = Arrays.stream(counts).sum();
            for (int c = 0; c < counts.length; c++) {
                model.truth[unit][c] = all == 0 ? 1.0 / counts.length : counts[c] / all;
            }
        }
        double change = 1;
        for (int round = 0; round < MOST_ROUNDS && change > CONVERGED; round++) {
            model.maximise();
            change = model.expect();
        }
        return model;
    }

    private void maximise() {
        int categories = table.categories();
        Arrays.fill(prior, 1.0 / Math.max(1, table.units()) / categories);
        for (double[] unit : truth) {
            for (int c = 0; c < categories; c++) {
                prior[c] += unit[c];
            }
        }
        normalise(prior);
        for (int rater = 0; rater < table.raters(); rater++) {
            for (double[] row : confusions[rater]) {
                Arrays.fill(row, 1.0 / categories);
            }
            for (int unit = 0; unit < table.units(); unit++) {
                int given = table.rating(unit, rater);
                if (given != RatingTable.MISSING) {
                    for (int c = 0; c < categories; c++) {
                        confusions[rater][c][given] += truth[unit][c];
                    }
                }
            }
            for (double[] row : confusions[rater]) {
                normalise(row);
            }
        }
    }

    private double expect() {
        double most = 0;
        for (int unit = 0; unit < table.units(); unit++) {
            double[] logs = new double[prior.length];
            for (int c = 0; c < prior.length; c++) {
                logs[c] = Math.log(prior[c]);
                for (int rater = 0; rater < table.raters(); rater++) {
                    int given = table.rating(unit, rater);
                    if (given != RatingTable.MISSING) {
                        logs[c] += Math.log(confusions[rater][c][given]);
                    }
                }
            }
            double highest = Arrays.stream(logs).max().orElse(0);
            double[] now =
                    Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
            normalise(now);
            for (int c = 0; c < now.length; c++) {
                most = Math.max(most, Math.abs(now[c] - truth[unit][c]));
            }
            truth[unit] = now;
        }
        return most;
    }

    private static void normalise(double[] values) {
        double sum = Arrays.stream(values).sum();
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }

    /// Returns the probability of each category for a unit.
    public double[] truth(int unit) {
        return truth[unit].clone();
    }

    /// Returns the expected value of a unit on the table's scale.
    public double expected(int unit) {
        double sum = 0;
        for (int c = 0; c < prior.length; c++) {
            sum += truth[unit][c] * table.value(c);
        }
        return sum;
    }

    /// Returns the estimated share of correct labels of an annotator, 0..1.
    public double accuracy(int rater) {
        double sum = 0;
        for (int c = 0; c < prior.length; c++) {
            sum += prior[c] * confusions[rater][c][c];
        }
        return sum;
    }

    /// Returns `[true category][given category]` of an annotator, each row summing to 1.
    public double[][] confusion(int rater) {
        return Arrays.stream(confusions[rater]).map(double[]::clone).toArray(double[][]::new);
    }
}
