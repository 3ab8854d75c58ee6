package io.plumbline.eval.gate.ledger.answer;

import io.plumbline.eval.gate.ledger.Gate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A gate with its items and answers.
///
/// @param texts source of the texts if items and answers lack them; null if they include them
/// @param shown item → its question as sent to the candidate, if the guard policy altered it: only for the first
///     such items
public record GateDetails(
        Gate gate,
        List<GateItem> items,
        List<GateAnswer> answers,
        @Nullable Texts texts,
        Map<Integer, String> shown) {

    public GateDetails {
        shown = Map.copyOf(shown);
    }

    /// Details with all texts.
    public GateDetails(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        this(gate, items, answers, null, Map.of());
    }

    /// Reads some items with their texts and answers.
    @FunctionalInterface
    public interface Texts {

        /// @param places positions of the items
        GateDetails of(Collection<Integer> places);
    }

    /// Returns those items with their texts.
    public GateDetails whole(Collection<Integer> places) {
        return texts == null ? this : texts.of(places);
    }
}
