package io.plumbline.eval.gate.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a candidate was compared with just this baseline.
///
/// @param requestedBy opaque id of who asked for the blessing; null unless BLESSED
/// @param approvedBy opaque ids of who approved it; empty unless BLESSED
/// @param blessedAt null unless BLESSED
/// @param gate by which the baseline was blessed; null unless BLESSED
public record BaselineOrigin(
        Source source,
        @Nullable String requestedBy,
        List<String> approvedBy,
        @Nullable Instant blessedAt,
        @Nullable UUID gate) {

    /// Where a baseline comes from.
    public enum Source {
        /// It is in production.
        PRODUCTION,
        /// It was blessed: asked for, and approved by somebody else.
        BLESSED,
        /// Whoever asked for the gate has chosen it: the result is for information.
        REQUESTED
    }

    public static final BaselineOrigin PRODUCTION = new BaselineOrigin(Source.PRODUCTION, null, List.of(), null, null);
    public static final BaselineOrigin REQUESTED = new BaselineOrigin(Source.REQUESTED, null, List.of(), null, null);

    public BaselineOrigin {
        approvedBy = List.copyOf(approvedBy);
    }
}
