package io.plumbline.eval.benchmark.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a benchmark.
///
/// @param settingsDigest digest of all that determines the prompts and scores: equal for runs that can be compared
/// @param judge the judge that classes the answers; null if rules decide
public record BenchmarkRun(
        UUID id,
        String team,
        RunSubject subject,
        RunRequest request,
        String settingsDigest,
        @Nullable PinnedJudge judge,
        RunState state,
        RunProgress progress,
        RunOrigin origin,
        RunTimes times) {

    /// What is run.
    ///
    /// @param digest of the items
    public record RunSubject(String benchmark, int version, String digest, BenchmarkKind format) {}

    /// A judge as it was when the run was requested. Another one would measure something else.
    ///
    /// @param digest digest of the judge
    /// @param served digest of its served configuration; null for a route
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PinnedJudge(
            String name, String digest, @Nullable String served) {}

    /// @param error why it failed; null unless it did
    /// @param halted why it ended early; null if it did not
    /// @param results null until it ends with answers
    /// @param served digest of the served configuration; null for a route
    public record RunState(
            TrialStatus status,
            @Nullable String error,
            @Nullable TrialHalt halted,
            @Nullable BenchmarkResults results,
            @Nullable String served) {}

    /// @param total number of planned calls; 0 until they are planned
    /// @param answered number of stored outcomes
    public record RunProgress(int total, int answered, long calls, long tokens, BigDecimal costUsd) {}

    /// @param requestedBy opaque id of the requester
    /// @param traceId trace of the request
    public record RunOrigin(String requestedBy, @Nullable String traceId) {}

    public record RunTimes(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    public TrialStatus status() {
        return state.status();
    }

    /// Returns the name of the target for people.
    public String target() {
        return request.target().label();
    }
}
