package io.plumbline.eval.gate.recompute;

import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.suite.SuiteDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A verdict computed again.
///
/// @param document what is asked of the answers: the gate's, perhaps with other metrics
/// @param dependencies the code and the metrics that it was computed with
record Recomputation(
        UUID id,
        UUID gate,
        String team,
        SuiteDocument document,
        Status status,
        @Nullable Outcome verdict,
        List<GateCheck> checks,
        Map<String, Object> dependencies,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /// Where it stands; the last two are final.
    enum Status {
        QUEUED,
        DONE,
        ERROR
    }
}
