package io.plumbline.eval.panel.ledger;

import io.plumbline.eval.panel.document.PanelDocument;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A panel.
///
/// @param revision increases with each change of the document
/// @param runId id of its result
public record Panel(
        String name,
        String team,
        PanelDocument document,
        int revision,
        State state,
        UUID runId,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt) {

    /// Whether a panel takes labels.
    public enum State {
        OPEN,
        CLOSED
    }

    /// Whether annotators may label at that time.
    public boolean takesLabels(Instant now) {
        return state == State.OPEN && !document.isOverAt(now);
    }
}
