package io.plumbline.eval.benchmark.ledger;

/// Why a run ended before all calls were made.
public enum RunHalt {
    CALLS,
    TOKENS,
    COST,
    OUTAGE
}
