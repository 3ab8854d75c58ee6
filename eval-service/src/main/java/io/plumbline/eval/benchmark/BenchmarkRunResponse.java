package io.plumbline.eval.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunProgress;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunSubject;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunTimes;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.task.BenchmarkTasks;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run, as the API shows it.
///
/// @param target name of the target for people
/// @param halted why it ended before all calls were made; null if it did not
/// @param error why it failed; null unless it did
/// @param results null until it is done; those of a cancelled one cover the answers until then
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchmarkRunResponse(
        UUID id,
        String team,
        RunSubject subject,
        String target,
        TrialStatus status,
        @Nullable TrialHalt halted,
        @Nullable String error,
        RunActivity activity,
        RunRequest request,
        RunPins pins,
        @Nullable BenchmarkResults results) {

    /// @param requestedBy opaque id of the requester
    record RunActivity(RunProgress progress, String requestedBy, RunTimes times) {}

    /// What is pinned besides the request.
    ///
    /// @param settingsDigest equal for runs that can be compared
    /// @param reference the harness whose prompts and scores the run follows
    /// @param servedConfiguration digest of the configuration that answered; null for a route
    /// @param judge the judge that classes the answers; null if rules decide
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunPins(
            String settingsDigest,
            String reference,
            @Nullable String servedConfiguration,
            @Nullable PinnedJudge judge) {}

    static BenchmarkRunResponse of(BenchmarkRun run) {
        return of(run, run.state().results());
    }

    /// Returns it without the results of groups.
    static BenchmarkRunResponse listed(BenchmarkRun run) {
        BenchmarkResults results = run.state().results();
        return of(run, results == null ? null : results.summary());
    }

    private static BenchmarkRunResponse of(BenchmarkRun run, @Nullable BenchmarkResults results) {
        return new BenchmarkRunResponse(
                run.id(),
                run.team(),
                run.subject(),
                run.target(),
                run.status(),
                run.state().halted(),
                run.state().error(),
                new RunActivity(run.progress(), run.origin().requestedBy(), run.times()),
                run.request(),
                new RunPins(
                        run.settingsDigest(),
                        BenchmarkTasks.REFERENCE,
                        run.state().served(),
                        run.judge()),
                results);
    }
}
