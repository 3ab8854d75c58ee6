package io.plumbline.eval.panel.ledger;

import io.plumbline.eval.panel.document.Scores;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item for one annotator.
///
/// @param id opaque: tells nothing about the item
/// @param slot place of the annotator in the design
/// @param turn its place in the annotator's order
/// @param order place among the stored answers of each answer as shown
/// @param draft the unfinished label, as shown
/// @param shownAt first time that the annotator saw it
public record Assignment(
        UUID id,
        String panel,
        int item,
        int slot,
        int turn,
        List<Integer> order,
        State state,
        @Nullable UUID annotator,
        @Nullable Scores draft,
        @Nullable Decision decision,
        @Nullable Instant shownAt) {

    public Assignment {
        order = List.copyOf(order);
    }

    public enum State {
        OPEN,
        LABELLED,
        SKIPPED
    }

    /// Why an annotator does not label an item.
    public enum SkipReason {
        UNCLEAR,
        NOT_QUALIFIED,
        OFFENSIVE,
        BROKEN,
        OTHER
    }

    /// The end of an assignment.
    ///
    /// @param labels the label in the order of the stored answers; null if skipped
    /// @param seconds time from showing the item to the decision, by the server's clock
    public record Decision(
            @Nullable Scores labels,
            @Nullable SkipReason skipped,
            @Nullable String comment,
            Instant at,
            double seconds) {}

    /// Returns the label in the order of the stored answers; null without one.
    public @Nullable Scores labels() {
        return decision == null ? null : decision.labels();
    }
}
