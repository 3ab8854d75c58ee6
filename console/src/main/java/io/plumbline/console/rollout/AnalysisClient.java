package io.plumbline.console.rollout;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The analyses of rollouts, and rollbacks.
@ServiceApi(RemoteService.MONITORING)
interface AnalysisClient {

    @GetExchange("/api/v1/rollout-analyses")
    Page<Analysis> list(@RequestParam int limit);

    @GetExchange("/api/v1/rollout-analyses/{id}")
    Analysis get(@PathVariable UUID id);

    @GetExchange("/api/v1/rollbacks")
    Page<Rollback> rollbacks(@RequestParam int limit);

    /// An analysis.
    ///
    /// @param verdict the current verdict; null if the rollout has ended
    record Analysis(
            UUID rolloutId,
            String state,
            Times times,
            Step step,
            Arms arms,
            List<Metric> metrics,
            @Nullable Verdict verdict,
            Course course) {}

    record Times(
            Instant startedAt,
            @Nullable Instant promotedAt,
            @Nullable Instant watchedUntil,
            @Nullable Instant endedAt) {}

    /// @param index index of the current step, from 0
    /// @param weight share of calls of the canary, in percent
    /// @param canaryCalls in this step
    record Step(int index, int of, int weight, long canaryCalls) {}

    /// @param promoted the new version after its promotion; null before
    record Arms(Arm control, Arm canary, @Nullable Arm promoted) {}

    /// @param leftOut calls that were blocked, or refused because of the caller
    record Arm(
            String variant,
            int version,
            @Nullable String prompt,
            long calls,
            long errors,
            long leftOut,
            @Nullable Double errorRate,
            long scores,
            @Nullable Double meanScore) {}

    /// A metric and its evidence. Differences are canary − control.
    ///
    /// @param control mean of the control; null without observations
    /// @param canary mean of the new version as it serves now; null without observations
    /// @param baselineBound the worst permitted value of the new version without a control; null while there is one
    record Metric(
            String name,
            double margin,
            long comparisons,
            Tested harm,
            Tested safety,
            @Nullable Double control,
            @Nullable Double canary,
            @Nullable Double difference,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double baselineBound,
            @Nullable Breach breach) {

        static final String SCORE = "score";
        static final String JUDGE_SCORE = "judgeScore";

        boolean isScore() {
            return SCORE.equals(name) || JUDGE_SCORE.equals(name);
        }
    }

    /// @param threshold the decisive e-value
    record Tested(double eValue, double threshold) {}

    record Breach(
            Instant at, int step, long calls, @Nullable Long callsSinceFirstError) {}

    record Verdict(String verdict, String reason) {}

    /// @param points the evidence over time; empty in lists
    record Course(List<Point> points, List<Happening> happenings, List<Said> verdicts) {}

    record Point(Instant at, long controlCalls, long canaryCalls, List<PointMetric> metrics) {}

    /// @param harm natural logarithm of the e-value
    /// @param safety natural logarithm of the e-value
    record PointMetric(
            String name,
            double harm,
            double safety,
            @Nullable Double control,
            @Nullable Double canary) {}

    /// An event of the gateway.
    ///
    /// @param by type of the actor: `user`, `api-key` or `service`
    record Happening(
            Instant at,
            String what,
            int step,
            int weight,
            String by,
            @Nullable String reason) {}

    /// A verdict of monitoring-service.
    record Said(int step, String verdict, String reason, Instant decidedAt, String state) {}

    /// A rollback.
    record Rollback(
            UUID rolloutId,
            Change change,
            @Nullable String reason,
            Took took,
            @Nullable UUID incidentId) {}

    record Change(String model, int fromVersion, int toVersion) {}

    record Took(
            long calls,
            @Nullable Long callsSinceFirstError,
            @Nullable Long millisSinceFirstError) {}
}
