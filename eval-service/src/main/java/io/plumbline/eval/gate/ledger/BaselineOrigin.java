package io.plumbline.eval.gate.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The reason for the choice of a baseline.
///
/// @param requestedBy opaque id of the requester of the baseline; null unless BLESSED
/// @param approvedBy opaque ids of its approvers; empty unless BLESSED
/// @param blessedAt null unless BLESSED
/// @param gate the gate that qualified the baseline; null unless BLESSED
public record BaselineOrigin(
        Source source,
        @Nullable String requestedBy,
        List<String> approvedBy,
        @Nullable Instant blessedAt,
        @Nullable UUID gate) {

    /// The origin of a baseline.
    public enum Source {
        /// It is in production.
        PRODUCTION,
        /// It was requested as a baseline and approved by somebody else.
        BLESSED,
        /// The requester of the gate chose it: the result is informative.
        REQUESTED
    }

    public static final BaselineOrigin PRODUCTION = new BaselineOrigin(Source.PRODUCTION, null, List.of(), null, null);
    public static final BaselineOrigin REQUESTED = new BaselineOrigin(Source.REQUESTED, null, List.of(), null, null);

    public BaselineOrigin {
        approvedBy = List.copyOf(approvedBy);
    }
}
