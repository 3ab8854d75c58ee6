package io.plumbline.eval.gate.ledger.result;

/// The number of the candidate's items on which the guard policy acted in at least one repeat.
///
/// @param altered items whose question was altered
/// @param blockedInput items whose question never reached the model
/// @param alteredOutput items whose answer was altered
/// @param blockedOutput items whose answer was withheld
public record GuardedItems(int altered, int blockedInput, int alteredOutput, int blockedOutput) {

    /// Whether it acted on any item.
    public boolean any() {
        return altered + blockedInput + alteredOutput + blockedOutput > 0;
    }
}
