package io.plumbline.eval.gate.recompute;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A recomputed verdict.
///
/// @param document the suite's document: the gate's, possibly with other metrics
/// @param dependencies the code and metrics used
/// @param services the use of services that score answers
record Recomputation(
        UUID id,
        UUID gate,
        String team,
        SuiteDocument document,
        Status status,
        @Nullable CheckOutcome verdict,
        List<GateCheck> checks,
        Map<String, Object> dependencies,
        List<RunScores.ServiceUse> services,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /// The status; the last two are final.
    enum Status {
        QUEUED,
        DONE,
        ERROR
    }
}
