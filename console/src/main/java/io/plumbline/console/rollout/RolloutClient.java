package io.plumbline.console.rollout;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Rollouts, and the routes on which they can start.
@ServiceApi(RemoteService.GATEWAY)
interface RolloutClient {

    @GetExchange("/api/v1/rollouts")
    Page<Rollout> list(
            @RequestParam(required = false) @Nullable String route,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/api/v1/rollouts/{id}")
    Rollout get(@PathVariable UUID id);

    @PostExchange("/api/v1/rollouts")
    Rollout start(@RequestBody Map<String, Object> body);

    @PostExchange("/api/v1/rollouts/{id}/{decision}")
    void decide(@PathVariable UUID id, @PathVariable String decision, @RequestBody Map<String, Object> body);

    /// Rehearses a rollback.
    @PostExchange("/api/v1/rollouts/{id}/drills")
    Drill drill(@PathVariable UUID id);

    /// The newest rehearsals, newest first.
    @GetExchange("/api/v1/rollouts/{id}/drills")
    List<Drill> drills(@PathVariable UUID id);

    @GetExchange("/api/v1/routes")
    Page<Route> routes(@RequestParam int limit);

    /// A rollout.
    ///
    /// @param problem holds back its promotion or rollback until the request is repeated
    /// @param skippedRollback the rollback that a dry run would have taken first
    record Rollout(
            UUID id,
            String team,
            String route,
            String state,
            int step,
            int weight,
            Candidate candidate,
            Control control,
            List<Step> steps,
            Instant createdAt,
            Comparison analysis,
            @Nullable Instant startsAt,
            @Nullable String problem,
            @Nullable SkippedRollback skippedRollback) {

        public boolean isOpen() {
            return "PENDING".equals(state) || "RUNNING".equals(state) || "PAUSED".equals(state);
        }
    }

    /// How its verdicts are applied.
    ///
    /// @param rollback `AUTOMATIC` or `DRY_RUN`; null for old rollouts
    record Comparison(@Nullable String rollback) {

        public boolean isDryRun() {
            return "DRY_RUN".equals(rollback);
        }
    }

    record SkippedRollback(Instant at, @Nullable String reason) {}

    /// A rehearsal of a rollback.
    ///
    /// @param problem why a rollback would have failed; null if it would have succeeded
    record Drill(
            Instant drilledAt,
            boolean passed,
            long millis,
            @Nullable String problem) {}

    /// The version to roll out.
    record Candidate(String model, int version, @Nullable String prompt) {}

    /// The version that it is to replace.
    record Control(
            String variant,
            String model,
            int version,
            @Nullable String prompt) {}

    /// A step.
    ///
    /// @param weight share of the route's calls, in percent
    record Step(
            int weight,
            @Nullable Integer minCalls,
            @Nullable Integer maxMinutes) {}

    /// A route.
    record Route(String name, String team, String environment) {}
}
