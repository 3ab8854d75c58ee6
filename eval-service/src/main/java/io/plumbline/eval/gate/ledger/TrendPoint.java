package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The result of one gate, as a point of a suite's trend.
///
/// @param commit commit of the change in the pipeline
/// @param counts as in the gate
public record TrendPoint(
        UUID gate,
        int suiteRevision,
        Candidate candidate,
        @Nullable Candidate baseline,
        @Nullable String commit,
        CheckOutcome verdict,
        boolean counts,
        Instant finishedAt,
        List<Figure> checks) {

    public TrendPoint {
        counts = candidate.mayCount() && counts;
        checks = List.copyOf(checks);
    }

    /// The result of one check.
    public record Figure(
            String name,
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double threshold,
            String outcome) {

        static Figure of(GateCheck check) {
            return new Figure(
                    check.name(), check.value(), check.ciLow(), check.ciHigh(), check.threshold(), check.outcome());
        }
    }
}
