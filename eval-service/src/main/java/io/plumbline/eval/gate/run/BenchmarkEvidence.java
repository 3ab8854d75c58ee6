package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    /// @param undecided why the value decides nothing, as the end of a sentence: its judge has no valid
    ///     calibration. Null if it decides
    record MeasuredRun(
            UUID run,
            Instant finishedAt,
            String metric,
            double value,
            double low,
            double high,
            int items,
            boolean all,
            boolean complete,
            @Nullable String undecided) {}

    /// A run of the candidate compared with one of the version in production on the items that both scored.
    ///
    /// @param before main metric of the version in production, on these items
    /// @param low lower end of the difference's 95 % interval
    record ComparedRuns(
            UUID run, UUID production, int items, double before, double after, double low, double high, double pValue) {

        public double difference() {
            return after - before;
        }
    }

    /// Compares runs of the candidate with runs of the version in production that have the same data and settings: of
    /// each settings, the worst run of the candidate with the best complete one of the version in production.
    ///
    /// @return one comparison for each settings that both have
    ///
    /// @param counting ids of the candidate's runs that count
    List<ComparedRuns> compared(
            String team, Candidate candidate, Candidate production, String benchmark, Set<UUID> counting);

    /// Returns the runs with the newest version of the data, of any age and size, newest first. The values of a judge
    /// are corrected by its calibration.
    ///
    /// @param judge name of the judge whose runs count; null for the runs without one
    List<MeasuredRun> of(String team, Candidate candidate, String benchmark, @Nullable String judge);
}
