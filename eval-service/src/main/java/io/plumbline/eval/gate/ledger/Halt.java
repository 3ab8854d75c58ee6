package io.plumbline.eval.gate.ledger;

/// Why a run asks no more before all was asked.
public enum Halt {
    /// The candidate answers nothing.
    HOPELESS,
    /// The candidate has stopped answering, or the judge answers nothing any more.
    OUTAGE,
    /// The suite's cap on the cost is reached.
    COST,
    /// The suite's cap on the time is reached.
    TIME;

    /// Whether the suite said so, however well the candidate did until then.
    public boolean isCap() {
        return this == COST || this == TIME;
    }

    /// Whether nothing follows from what was asked until then: it is no sample of all.
    public boolean leavesOpen() {
        return this != HOPELESS;
    }
}
