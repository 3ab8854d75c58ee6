package io.plumbline.eval.optimiser.job;

import io.plumbline.eval.optimiser.search.PromptDraft;
import org.jspecify.annotations.Nullable;

/// A prompt that a job tries.
///
/// @param number from 0, the original
/// @param generation 0 for the original
/// @param parent number of the candidate that it was made from; null for the original
/// @param train null before its first rung
/// @param heldOut null unless it was a finalist
/// @param savedVersion version in the registry; null unless it was stored
public record PromptCandidate(
        int number,
        int generation,
        @Nullable Integer parent,
        PromptDraft draft,
        @Nullable Score train,
        @Nullable HeldOut heldOut,
        @Nullable Integer savedVersion) {

    /// A mean score, on a scale of 0 to 1.
    ///
    /// @param records number of answered records
    public record Score(double mean, int records) {}

    /// A score on the held-out records.
    ///
    /// @param difference to the original on the records that both answered; null for the original, likewise
    ///     the interval
    /// @param ciLow lower end of the interval of the difference
    public record HeldOut(
            double mean,
            int records,
            @Nullable Double difference,
            @Nullable Double ciLow,
            @Nullable Double ciHigh) {}

    public static PromptCandidate of(int number, int generation, @Nullable Integer parent, PromptDraft draft) {
        return new PromptCandidate(number, generation, parent, draft, null, null, null);
    }
}
