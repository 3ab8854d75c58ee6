package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.statistics.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How one gate ended, as one point of a suite's trend.
///
/// @param commit of the change, as the pipeline knows it
/// @param counts as of the gate
public record TrendPoint(
        UUID gate,
        int suiteRevision,
        Candidate candidate,
        @Nullable Candidate baseline,
        @Nullable String commit,
        Outcome verdict,
        boolean counts,
        Instant finishedAt,
        List<Figure> checks) {

    public TrendPoint {
        counts = candidate.mayCount() && counts;
        checks = List.copyOf(checks);
    }

    /// What one check said.
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
