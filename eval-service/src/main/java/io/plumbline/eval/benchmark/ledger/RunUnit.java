package io.plumbline.eval.benchmark.ledger;

/// One call of a run.
///
/// @param number from 0, the same whenever the run is planned
/// @param item number of the item in its version
/// @param sample from 0
public record RunUnit(int number, int item, Purpose purpose, int sample) {

    /// What a call is for.
    public enum Purpose {
        /// The score.
        ITEM,
        /// The contamination probe: the same item with its choices in another order.
        REORDERED,
        /// The contamination probe: the start of an item, to be continued word by word.
        COMPLETION
    }
}
