package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a suite against a candidate.
///
/// @param counts whether the result can admit the candidate to production, and is therefore sent to the registry;
///     never for a route, which is not a version
public record Gate(
        UUID id,
        String team,
        Measure measure,
        Systems systems,
        Request request,
        Progress progress,
        Result result,
        boolean counts,
        Times times) {

    public Gate {
        counts = systems.candidate().mayCount() && counts;
    }

    /// The suite that is run.
    public record Measure(String suite, int suiteRevision, SuiteDocument document) {}

    /// The systems that are compared.
    ///
    /// @param baselineOrigin null while there is no baseline, and for older gates
    public record Systems(
            Candidate candidate,
            @Nullable Candidate baseline,
            @Nullable BaselineOrigin baselineOrigin) {}

    /// Who requested the gate, and for which change.
    ///
    /// @param traceId trace of the original request
    /// @param outputs null if the gate calls the candidate
    public record Request(
            @Nullable String commit,
            @Nullable String pullRequest,
            String requestedBy,
            @Nullable String traceId,
            @Nullable GateOutputs outputs) {

        /// A gate that calls the candidate.
        public Request(
                @Nullable String commit, @Nullable String pullRequest, String requestedBy, @Nullable String traceId) {
            this(commit, pullRequest, requestedBy, traceId, null);
        }
    }

    /// How far the run is.
    ///
    /// @param total number of answers wanted: items × repeats × systems; 0 until the items are read
    /// @param answered number of stored answers, including errors
    /// @param duplicates records with the question of an earlier one, which are skipped
    public record Progress(int total, int answered, int duplicates, RunState run) {}

    /// What the gate has found.
    ///
    /// @param findings findings besides the checks
    public record Result(
            GateStatus status,
            @Nullable CheckOutcome verdict,
            @Nullable String error,
            List<GateCheck> checks,
            GateFindings findings) {}

    public record Times(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    public String suite() {
        return measure.suite();
    }

    public int suiteRevision() {
        return measure.suiteRevision();
    }

    public SuiteDocument document() {
        return measure.document();
    }

    public Candidate candidate() {
        return systems.candidate();
    }

    public @Nullable Candidate baseline() {
        return systems.baseline();
    }

    public @Nullable BaselineOrigin baselineOrigin() {
        return systems.baselineOrigin();
    }

    public @Nullable String commit() {
        return request.commit();
    }

    public @Nullable String pullRequest() {
        return request.pullRequest();
    }

    public String requestedBy() {
        return request.requestedBy();
    }

    public @Nullable String traceId() {
        return request.traceId();
    }

    /// Returns the outputs that it evaluates; null if it calls the candidate.
    public @Nullable GateOutputs outputs() {
        return request.outputs();
    }

    public int total() {
        return progress.total();
    }

    public int answered() {
        return progress.answered();
    }

    public int duplicates() {
        return progress.duplicates();
    }

    public RunState run() {
        return progress.run();
    }

    public GateStatus status() {
        return result.status();
    }

    public @Nullable CheckOutcome verdict() {
        return result.verdict();
    }

    public @Nullable String error() {
        return result.error();
    }

    public List<GateCheck> checks() {
        return result.checks();
    }

    public GateFindings findings() {
        return result.findings();
    }

    public Instant createdAt() {
        return times.createdAt();
    }

    public @Nullable Instant startedAt() {
        return times.startedAt();
    }

    public @Nullable Instant finishedAt() {
        return times.finishedAt();
    }

    /// Returns a copy with another document.
    public Gate measuredBy(SuiteDocument other) {
        Measure changed = new Measure(suite(), suiteRevision(), other);
        return new Gate(id, team, changed, systems, request, progress, result, counts, times);
    }
}
