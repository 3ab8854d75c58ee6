package io.plumbline.eval.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The binary outcomes of two systems on the same items.
///
/// @param both number of items that both got right
/// @param onlyBaseline number of items that the candidate lost
/// @param onlyCandidate number of items that the candidate gained
/// @param neither number of items that both got wrong
public record PairedOutcomes(int both, int onlyBaseline, int onlyCandidate, int neither) {

    /// Beyond this, a tail is smaller than the smallest double.
    private static final double LARGEST_Z = 39;

    public PairedOutcomes {
        if (both < 0 || onlyBaseline < 0 || onlyCandidate < 0 || neither < 0) {
            throw new IllegalArgumentException("Counts cannot be negative.");
        }
        if (both + onlyBaseline + onlyCandidate + neither == 0) {
            throw new IllegalArgumentException("Nothing follows from no items.");
        }
    }

    public int items() {
        return both + onlyBaseline + onlyCandidate + neither;
    }

    public Proportion baseline() {
        return new Proportion(both + onlyBaseline, items());
    }

    public Proportion candidate() {
        return new Proportion(both + onlyCandidate, items());
    }

    /// Returns how much higher the candidate's rate is.
    public double difference() {
        return (double) (onlyCandidate - onlyBaseline) / items();
    }

    /// McNemar's exact test: the two-sided p-value against "both are right equally often". Only discordant items
    /// count, and under that hypothesis each is a fair coin toss. 1 if there are none.
    ///
    /// @see <a href="https://doi.org/10.1007/BF02295996">McNemar 1947</a>
    public double mcNemarExact() {
        int differing = onlyBaseline + onlyCandidate;
        int fewer = Math.min(onlyBaseline, onlyCandidate);
        return Math.min(1, 2 * BinomialDistribution.of(differing, 0.5).cumulativeProbability(fewer));
    }

    /// Newcombe's interval for the difference (his method 10): Wilson's for each rate, combined with their
    /// correlation.
    ///
    /// @see <a href="https://pubmed.ncbi.nlm.nih.gov/9839354/">Newcombe 1998, Statistics in Medicine 17</a>
    public ConfidenceInterval newcombe(double confidence) {
        Normal.requireConfidence(confidence);
        return newcombeAt(Normal.twoSided(confidence));
    }

    /// Returns the interval of this number of standard errors.
    private ConfidenceInterval newcombeAt(double z) {
        double baseline = baseline().rate();
        double candidate = candidate().rate();
        ConfidenceInterval ofBaseline = baseline().wilsonAt(z);
        ConfidenceInterval ofCandidate = candidate().wilsonAt(z);
        double correlation = correlation();
        double below = joined(candidate - ofCandidate.low(), ofBaseline.high() - baseline, correlation);
        double above = joined(ofCandidate.high() - candidate, baseline - ofBaseline.low(), correlation);
        double difference = difference();
        return new ConfidenceInterval(difference - below, difference + above);
    }

    private static double joined(double one, double other, double correlation) {
        return Math.sqrt(Math.max(0, one * one - 2 * correlation * one * other + other * other));
    }

    /// Returns phi, shrunk towards 0 by a continuity correction if positive.
    private double correlation() {
        double margins = (double) (both + onlyBaseline)
                * (onlyCandidate + neither)
                * (both + onlyCandidate)
                * (onlyBaseline + neither);
        if (margins == 0) {
            return 0;
        }
        double cross = (double) both * neither - (double) onlyBaseline * onlyCandidate;
        double corrected = cross > 0 ? Math.max(0, cross - items() / 2.0) : cross;
        return corrected / Math.sqrt(margins);
    }

    /// Returns the one-sided p-value against "the candidate is worse by at most `margin`": the smallest
    /// significance at which Newcombe's interval is entirely below `−margin`. It is searched on the scale of z
    /// because significances near 0 are indistinguishable.
    public double pValueOfDropBeyond(double margin) {
        double least = -LARGEST_Z;
        double most = LARGEST_Z;
        for (int i = 0; i < 60; i++) {
            double middle = (least + most) / 2;
            if (boundAt(middle) < -margin) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return Normal.cumulative(-least);
    }

    /// Returns the end of the interval above the difference, or below it for a negative z.
    private double boundAt(double z) {
        return z >= 0 ? newcombeAt(z).high() : newcombeAt(-z).low();
    }
}
