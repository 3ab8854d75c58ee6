package io.plumbline.eval.gate.ledger;

/// Reasons why a run stops before all calls are made.
public enum Halt {
    /// The candidate never answers.
    HOPELESS,
    /// The candidate stopped answering, or the judge no longer answers.
    OUTAGE,
    /// The suite's cost cap is reached.
    COST,
    /// The suite's time cap is reached.
    TIME;

    /// Whether a cap of the suite was reached, regardless of the candidate's results.
    public boolean isCap() {
        return this == COST || this == TIME;
    }

    /// Whether the calls so far are no valid sample, so nothing follows from them.
    public boolean leavesOpen() {
        return this != HOPELESS;
    }
}
