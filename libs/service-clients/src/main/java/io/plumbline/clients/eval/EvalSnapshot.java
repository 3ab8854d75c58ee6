package io.plumbline.clients.eval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The suites that changed up to `version`. If `complete`, it replaces the reader's state.
public record EvalSnapshot(long version, boolean complete, List<SuiteEntry> suites) {

    public EvalSnapshot {
        suites = List.copyOf(suites);
    }

    /// The newest document of a suite.
    ///
    /// @param revision counts its documents
    /// @param digest digest of the document
    /// @param dataset as `name@version`
    /// @param storedAt when this revision was stored
    /// @param approvalId its approval; null where it took none
    public record SuiteEntry(
            String name,
            String team,
            int revision,
            String digest,
            String dataset,
            Instant storedAt,
            @Nullable UUID approvalId) {}
}
