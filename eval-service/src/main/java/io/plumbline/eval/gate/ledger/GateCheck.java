package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.Nullable;

/// One check of a gate and what it said.
///
/// @param name metric and kind, such as `rougeL.floor`
/// @param tier 1 for automatic metrics, 2 for a judge, 3 for panels of people, 4 for red-team campaigns
/// @param threshold what the value is held against
/// @param baseline the baseline's score on the same items
/// @param pValue one-sided, against "not below the threshold"
/// @param outcome PASS, FAIL, INCONCLUSIVE or SKIPPED
/// @param blocking whether the verdict hangs on it
/// @param sample what its number of items can show; null where that is not known
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

    /// What a number of items can show.
    ///
    /// @param items on which the check rests; clusters where items belong together
    /// @param itemsNeeded about how many decide four times out of five if the value is the true one; null unless
    ///     the check is undecided, and where no practical number would
    /// @param detectableEffect how far from the threshold the true value must be for these items to decide four
    ///     times out of five
    public record SampleSize(
            @Nullable Integer items,
            @Nullable Integer itemsNeeded,
            @Nullable Double detectableEffect) {}

    /// A check of which nobody knows what its items can show.
    public GateCheck(
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
            String reason) {
        this(name, tier, value, ciLow, ciHigh, threshold, baseline, pValue, outcome, blocking, reason, null);
    }

    private static final int LAST_TIER_OF_ANSWERS = 2;

    /// Whether it rests on the answers to the suite. What higher tiers found is stored before a gate begins,
    /// and stands whatever becomes of its answers.
    public boolean restsOnAnswers() {
        return tier <= LAST_TIER_OF_ANSWERS;
    }

    /// The same, undecided.
    ///
    /// @param because why nothing follows from what it found, which its reason still says
    public GateCheck leftOpen(String because) {
        return saying("INCONCLUSIVE", because);
    }

    /// The same, with more to say.
    public GateCheck saying(String more) {
        return saying(outcome, more);
    }

    private GateCheck saying(String decided, String more) {
        return new GateCheck(
                name,
                tier,
                value,
                ciLow,
                ciHigh,
                threshold,
                baseline,
                pValue,
                decided,
                blocking,
                reason + " " + more,
                sample);
    }

    /// A check of tier 1 that stands on one number, if on any: without an interval and without a baseline.
    public static GateCheck plain(
            String name,
            @Nullable Double value,
            @Nullable Double threshold,
            String outcome,
            boolean blocking,
            String reason) {
        return new GateCheck(name, 1, value, null, null, threshold, null, null, outcome, blocking, reason);
    }
}
