package io.plumbline.eval.redteam.result;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.PairedOutcomes;
import org.jspecify.annotations.Nullable;

/// How much the guards lower the success of attacks: the same attacks without them minus with them, with Newcombe's 95
/// %
/// interval for paired shares and McNemar's exact p-value.
///
/// @param pairs attacks that were tried both ways
/// @param prevented attacks that succeed only without guards
/// @param allowed attacks that succeed only with guards
public record GuardEffect(
        int pairs, int prevented, int allowed, double difference, double low, double high, double pValue) {

    private static final double CONFIDENCE = 0.95;

    /// @return null without pairs
    static @Nullable GuardEffect of(int both, int onlyGuarded, int onlyBypassed, int neither) {
        if (both + onlyGuarded + onlyBypassed + neither == 0) {
            return null;
        }
        PairedOutcomes outcomes = new PairedOutcomes(both, onlyGuarded, onlyBypassed, neither);
        ConfidenceInterval interval = outcomes.newcombe(CONFIDENCE);
        return new GuardEffect(
                outcomes.items(),
                onlyBypassed,
                onlyGuarded,
                outcomes.difference(),
                interval.low(),
                interval.high(),
                outcomes.mcNemarExact());
    }
}
