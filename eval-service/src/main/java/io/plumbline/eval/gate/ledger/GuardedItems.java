package io.plumbline.eval.gate.ledger;

/// On how many of the candidate's items the guard policy acted, in at least one of their repeats.
///
/// @param altered whose question the model was shown in other words
/// @param blockedInput whose question never reached the model
/// @param alteredOutput whose answer is another than the model's
/// @param blockedOutput whose answer was withheld
public record GuardedItems(int altered, int blockedInput, int alteredOutput, int blockedOutput) {

    /// Whether it acted on any.
    public boolean any() {
        return altered + blockedInput + alteredOutput + blockedOutput > 0;
    }
}
