package io.plumbline.eval.gate.ledger.result;

import org.jspecify.annotations.Nullable;

/// A check of a gate with its result.
///
/// @param name metric and kind, for example `rougeL.floor`
/// @param tier 1 for automatic metrics, 2 for a judge, 3 for human panels, 4 for red-team campaigns
/// @param threshold the value compared with
/// @param baseline score of the baseline on the same items
/// @param pValue one-sided, against "not below the threshold"
/// @param outcome PASS, FAIL, INCONCLUSIVE or SKIPPED
/// @param blocking whether the verdict depends on it
/// @param sample what its number of items can detect; null if unknown
public record GateCheck(
        String name,
        int tier,
        @Nullable Double value,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Double threshold,
        @Nullable Double baseline,
        @Nullable Double pValue,
        String outcome,
        boolean blocking,
        String reason,
        @Nullable SampleSize sample) {

    /// What a number of items can detect.
    ///
    /// @param items number of items in the check; clusters if items belong together
    /// @param itemsNeeded approximate number that decides four times out of five if the observed value is the
    ///     true one; null unless the check is inconclusive, and if no practical number would
    /// @param detectableEffect the distance of the true value from the threshold at which these items decide four
    ///     times out of five
    public record SampleSize(
            @Nullable Integer items,
            @Nullable Integer itemsNeeded,
            @Nullable Double detectableEffect) {}

    /// The figures of a check that its reason is about; null for each that it does not have.
    public record Figures(
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double threshold,
            @Nullable Double baseline,
            @Nullable Double pValue) {

        public static final Figures NONE = of(null, null);

        /// Returns figures without an interval.
        public static Figures of(@Nullable Double value, @Nullable Double threshold) {
            return of(value, null, null, threshold);
        }

        public static Figures of(
                @Nullable Double value, @Nullable Double ciLow, @Nullable Double ciHigh, @Nullable Double threshold) {
            return new Figures(value, ciLow, ciHigh, threshold, null, null);
        }
    }

    /// A check without sample size information.
    public GateCheck(String name, int tier, Figures figures, String outcome, boolean blocking, String reason) {
        this(
                name,
                tier,
                figures.value(),
                figures.ciLow(),
                figures.ciHigh(),
                figures.threshold(),
                figures.baseline(),
                figures.pValue(),
                outcome,
                blocking,
                reason,
                null);
    }

    private static final int LAST_TIER_OF_ANSWERS = 2;

    /// Whether it depends on the answers to the suite. Results of higher tiers are stored before a gate starts
    /// and do not depend on its answers.
    public boolean restsOnAnswers() {
        return tier <= LAST_TIER_OF_ANSWERS;
    }

    /// Returns an inconclusive copy.
    ///
    /// @param because why its findings, which its reason still states, do not count
    public GateCheck leftOpen(String because) {
        return saying("INCONCLUSIVE", because);
    }

    /// Returns a copy with an extended reason.
    public GateCheck saying(String more) {
        return saying(outcome, more);
    }

    private GateCheck saying(String decided, String more) {
        return new GateCheck(name, tier, figures(), decided, blocking, reason + " " + more).sized(sample);
    }

    /// Returns a copy with what its number of items can detect.
    public GateCheck sized(@Nullable SampleSize size) {
        return new GateCheck(
                name, tier, value, ciLow, ciHigh, threshold, baseline, pValue, outcome, blocking, reason, size);
    }

    private Figures figures() {
        return new Figures(value, ciLow, ciHigh, threshold, baseline, pValue);
    }

    /// A check of tier 1 based on at most one number, without an interval and baseline.
    public static GateCheck plain(
            String name,
            @Nullable Double value,
            @Nullable Double threshold,
            String outcome,
            boolean blocking,
            String reason) {
        return new GateCheck(name, 1, Figures.of(value, threshold), outcome, blocking, reason);
    }
}
