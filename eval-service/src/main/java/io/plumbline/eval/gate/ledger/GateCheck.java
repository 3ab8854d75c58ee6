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
        String reason) {

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
        return new GateCheck(
                name,
                tier,
                value,
                ciLow,
                ciHigh,
                threshold,
                baseline,
                pValue,
                "INCONCLUSIVE",
                blocking,
                reason + " " + because);
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
