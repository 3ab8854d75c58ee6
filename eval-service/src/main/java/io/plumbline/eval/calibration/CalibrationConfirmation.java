package io.plumbline.eval.calibration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The confirmation of a calibration by a second person. Gates use only confirmed ones.
///
/// @param approval id in governance-service; null if nobody has requested one
/// @param decidedBy opaque ids of the approvers
/// @param decidedAt null while it is NONE or PENDING
public record CalibrationConfirmation(
        State state,
        @Nullable UUID approval,
        List<String> decidedBy,
        @Nullable Instant decidedAt) {

    /// No confirmation was requested.
    static final CalibrationConfirmation NONE = new CalibrationConfirmation(State.NONE, null, List.of(), null);

    /// Gates use only CONFIRMED ones.
    public enum State {
        NONE,
        PENDING,
        CONFIRMED,
        REJECTED,
        EXPIRED
    }

    public CalibrationConfirmation {
        decidedBy = List.copyOf(decidedBy);
    }

    public boolean isGiven() {
        return state == State.CONFIRMED;
    }

    /// Whether another request is possible.
    boolean isOpen() {
        return state == State.NONE || state == State.EXPIRED;
    }
}
