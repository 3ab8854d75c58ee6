package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.suite.SuiteDocument;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a suite against a candidate.
///
/// @param total number of answers wanted: items × repeats × systems; 0 until the items are read
/// @param duplicates records with the question of an earlier one, which are skipped
/// @param counts whether the result can admit the candidate to production, and is therefore sent to the registry;
///     never for a route, which is not a version
/// @param run state of its run
/// @param traceId trace of the original request
/// @param answered number of stored answers, including errors
/// @param findings findings besides the checks
/// @param baselineOrigin null while there is no baseline, and for older gates
public record Gate(
        UUID id,
        String team,
        String suite,
        int suiteRevision,
        SuiteDocument document,
        Candidate candidate,
        @Nullable Candidate baseline,
        @Nullable String commit,
        @Nullable String pullRequest,
        String requestedBy,
        GateStatus status,
        @Nullable Outcome verdict,
        @Nullable String error,
        int total,
        int answered,
        int duplicates,
        boolean counts,
        RunState run,
        @Nullable String traceId,
        List<GateCheck> checks,
        GateFindings findings,
        @Nullable BaselineOrigin baselineOrigin,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    public Gate {
        counts = candidate.mayCount() && counts;
    }

    /// Returns a copy with another document.
    public Gate measuredBy(SuiteDocument other) {
        return new Gate(
                id,
                team,
                suite,
                suiteRevision,
                other,
                candidate,
                baseline,
                commit,
                pullRequest,
                requestedBy,
                status,
                verdict,
                error,
                total,
                answered,
                duplicates,
                counts,
                run,
                traceId,
                checks,
                findings,
                baselineOrigin,
                createdAt,
                startedAt,
                finishedAt);
    }
}
