package io.plumbline.monitoring.cost;

/// Sums of calls.
///
/// @param cacheHits calls answered from the gateway's cache, which cost nothing
/// @param costUsd cost of the calls with a known price
/// @param unpriced calls without a known price, which the cost does not contain
/// @param savedUsd original cost of the answers from the cache
/// @param repeats calls of retry storms beyond the first: near-identical calls of one caller within minutes
record CostSum(
        long calls,
        long cacheHits,
        long inputTokens,
        long outputTokens,
        double costUsd,
        long unpriced,
        double savedUsd,
        long repeats) {

    static final CostSum NONE = new CostSum(0, 0, 0, 0, 0, 0, 0, 0);

    CostSum plus(CostSum other) {
        return new CostSum(
                calls + other.calls,
                cacheHits + other.cacheHits,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                costUsd + other.costUsd,
                unpriced + other.unpriced,
                savedUsd + other.savedUsd,
                repeats + other.repeats);
    }

    CostSum withRepeats(long number) {
        return new CostSum(calls, cacheHits, inputTokens, outputTokens, costUsd, unpriced, savedUsd, number);
    }

    /// Returns the calls without the repeats, at least one if there are calls.
    long distinctCalls() {
        return calls == 0 ? 0 : Math.max(1, calls - repeats);
    }

    long paidCalls() {
        return Math.max(0, calls - cacheHits);
    }

    long tokens() {
        return inputTokens + outputTokens;
    }
}
