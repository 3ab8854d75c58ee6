package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.suite.SuiteDocument;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a suite against a candidate.
///
/// @param total answers wanted: items × repeats × systems; 0 until the items were read
/// @param duplicates records that ask what an earlier one asks, and are left out
/// @param counts whether the result may let the candidate into production, and so whether the registry is told:
///     never of a route, which is no version
/// @param run how its run goes
/// @param traceId of the request that asked for it
/// @param answered answers stored so far, errors included
/// @param findings what was found beside the checks
/// @param baselineOrigin null while there is no baseline, and for gates from before it was kept
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

    /// The same with another document.
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
