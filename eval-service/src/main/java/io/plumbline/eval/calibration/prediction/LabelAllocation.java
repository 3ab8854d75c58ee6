package io.plumbline.eval.calibration.prediction;

import java.util.List;

/// Chooses items to label next by Neyman's allocation: a stratum gets labels in proportion to its size times the
/// spread of its labels. Strata where judges and people always agree need few.
///
/// @see <a href="https://doi.org/10.1111/j.2397-2335.1934.tb04184.x">Neyman 1934</a>
public final class LabelAllocation {

    /// Minimum number of labels in each stratum before its spread is trusted.
    public static final int PILOT = 10;

    private LabelAllocation() {}

    /// Returns the number of labels for each stratum, given `labels` in total. No stratum gets fewer than it
    /// already has, or than [#PILOT] unless it is smaller, and none more than its items, so the sum may exceed
    /// the total.
    public static int[] of(List<Stratum> strata, int labels) {
        double[] pull = new double[strata.size()];
        int[] wanted = new int[strata.size()];
        for (int i = 0; i < pull.length; i++) {
            Stratum stratum = strata.get(i);
            pull[i] = stratum.items() * Math.sqrt(stratum.variance());
            wanted[i] = Math.max(stratum.labels().length, Math.min(PILOT, stratum.items()));
        }
        boolean[] settled = new boolean[pull.length];
        for (boolean changed = true; changed; ) {
            changed = false;
            double perPull = Math.max(0, left(labels, wanted, settled)) / Math.max(pullOf(pull, settled), 1e-12);
            for (int i = 0; i < pull.length; i++) {
                double share = pull[i] * perPull;
                if (!settled[i] && share <= wanted[i]) {
                    settled[i] = true;
                    changed = true;
                } else if (!settled[i] && share >= strata.get(i).items()) {
                    wanted[i] = strata.get(i).items();
                    settled[i] = true;
                    changed = true;
                }
            }
        }
        double perPull = Math.max(0, left(labels, wanted, settled)) / Math.max(pullOf(pull, settled), 1e-12);
        for (int i = 0; i < pull.length; i++) {
            if (!settled[i]) {
                wanted[i] = (int) Math.round(pull[i] * perPull);
            }
        }
        return wanted;
    }

    private static int left(int labels, int[] wanted, boolean[] settled) {
        int left = labels;
        for (int i = 0; i < wanted.length; i++) {
            left -= settled[i] ? wanted[i] : 0;
        }
        return left;
    }

    private static double pullOf(double[] pull, boolean[] settled) {
        double sum = 0;
        for (int i = 0; i < pull.length; i++) {
            sum += settled[i] ? 0 : pull[i];
        }
        return sum;
    }
}
