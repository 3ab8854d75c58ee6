package io.plumbline.monitoring.slo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of an objective.
///
/// @param from start of the period, a full hour
/// @param attained good share of the calls in the period, 0..1; null without calls
/// @param budgetLeft share of the error budget that is left, at most 1; negative if more was spent; null without calls
/// @param state `NO_DATA` without calls; `EXHAUSTED` without budget; `BURNING` while an alert is firing; else `MET`
/// @param failures failed calls by cause, for availability; else absent
record SloStatus(
        Instant evaluatedAt,
        Instant from,
        long good,
        long bad,
        @Nullable Double attained,
        @Nullable Double budgetLeft,
        State state,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Failures failures,

        List<Burn> burnRates) {

    enum State {
        NO_DATA,
        MET,
        BURNING,
        EXHAUSTED
    }

    /// Failed calls in the period by cause.
    record Failures(long provider, long gateway) {}

    /// @param factor burn rate from which the rule raises an alert
    /// @param longer burn rate over the longer window; 0 without calls
    /// @param shorter burn rate over the shorter window
    /// @param calls calls in the longer window
    /// @param firing whether an alert of the rule is firing
    record Burn(BurnRule rule, double factor, double longer, double shorter, long calls, boolean firing) {}
}
