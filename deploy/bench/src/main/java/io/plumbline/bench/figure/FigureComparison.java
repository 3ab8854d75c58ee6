package io.plumbline.bench.figure;

/// A figure beside the same one of an earlier run.
///
/// Medians always differ. A difference counts as more than noise only if no round of one run overlaps those of
/// the other (with five rounds each, chance alone does that once in 126 comparisons), and if the medians also
/// differ by [#LEAST_DIFFERENCE], because two starts of the same JVM compile differently. Fewer than
/// [#LEAST_ROUNDS] rounds do not reveal the noise.
record FigureComparison(Figure before, Figure now) {

    static final double LEAST_DIFFERENCE = 0.05;
    static final int LEAST_ROUNDS = 3;

    /// The ratio to the earlier figure; not finite if that was zero.
    double ratio() {
        return now.median() / before.median();
    }

    boolean isBeyondNoise() {
        if (Math.min(before.rounds().size(), now.rounds().size()) < LEAST_ROUNDS) {
            return false;
        }
        boolean apart = now.lowest() > before.highest() || now.highest() < before.lowest();
        return apart && Math.abs(now.median() - before.median()) >= LEAST_DIFFERENCE * Math.abs(before.median());
    }
}
