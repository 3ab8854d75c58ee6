package io.plumbline.eval.gate.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A gate with what was asked and answered.
///
/// @param texts where the texts are, if items and answers are without them; null if they are with them
/// @param shown item → its question as the candidate was shown it, where the guard policy altered it: of the
///     first such items
public record GateDetails(
        Gate gate,
        List<GateItem> items,
        List<GateAnswer> answers,
        @Nullable Texts texts,
        Map<Integer, String> shown) {

    public GateDetails {
        shown = Map.copyOf(shown);
    }

    /// With all texts.
    public GateDetails(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        this(gate, items, answers, null, Map.of());
    }

    /// Reads some items with their texts, and what was answered to them.
    @FunctionalInterface
    public interface Texts {

        /// @param places of the items
        GateDetails of(Collection<Integer> places);
    }

    /// Those items with their texts.
    public GateDetails whole(Collection<Integer> places) {
        return texts == null ? this : texts.of(places);
    }
}
