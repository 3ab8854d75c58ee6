package io.plumbline.eval.calibration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a second person stands by a calibration. Gates decide by confirmed ones alone.
///
/// @param approval in governance-service; null while nobody has requested one
/// @param decidedBy opaque ids of those who decided
/// @param decidedAt null while it is NONE or PENDING
public record Confirmation(
        State state,
        @Nullable UUID approval,
        List<String> decidedBy,
        @Nullable Instant decidedAt) {

    /// What nobody has requested.
    static final Confirmation NONE = new Confirmation(State.NONE, null, List.of(), null);

    /// Only CONFIRMED lets gates decide.
    public enum State {
        NONE,
        PENDING,
        CONFIRMED,
        REJECTED,
        EXPIRED
    }

    public Confirmation {
        decidedBy = List.copyOf(decidedBy);
    }

    public boolean isGiven() {
        return state == State.CONFIRMED;
    }

    /// Whether another request can be made.
    boolean isOpen() {
        return state == State.NONE || state == State.EXPIRED;
    }
}
