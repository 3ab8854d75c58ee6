package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The runs of benchmarks that a suite's requirements are compared with.
public interface BenchmarkEvidence {

    /// The result of a run on the candidate.
    ///
    /// @param metric name of the metric that represents the benchmark
    /// @param low lower end of its 95 % interval
    /// @param high upper end
    /// @param items number of scored items
    /// @param all whether every item of the data has a score
    /// @param complete whether the run was neither cancelled nor ended early
    record MeasuredRun(
            UUID run,
            Instant finishedAt,
            String metric,
            double value,
            double low,
            double high,
            int items,
            boolean all,
            boolean complete) {}

    /// Returns the runs with the newest version of the data, of any age and size, newest first.
    List<MeasuredRun> of(String team, Candidate candidate, String benchmark);
}
