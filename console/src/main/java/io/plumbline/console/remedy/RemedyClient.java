package io.plumbline.console.remedy;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Remedies, their runs, and the switch for all of them.
@ServiceApi(RemoteService.MONITORING)
interface RemedyClient {

    @GetExchange("/api/v1/remedies")
    Page<Remedy> list(
            @RequestParam("limit") int limit, @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    @GetExchange("/api/v1/remedies/{name}")
    Remedy get(@PathVariable("name") String name);

    /// Returns the remedy with its entity tag.
    @GetExchange("/api/v1/remedies/{name}")
    ResponseEntity<Remedy> stored(@PathVariable("name") String name);

    @PutExchange("/api/v1/remedies/{name}")
    void put(
            @PathVariable("name") String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/remedies/{name}")
    void remove(@PathVariable("name") String name);

    @GetExchange("/api/v1/remedy-runs")
    Page<Run> runs(@RequestParam MultiValueMap<String, String> filters);

    @GetExchange("/api/v1/remedy-runs/{id}")
    Run run(@PathVariable("id") UUID id);

    @PostExchange("/api/v1/remedy-runs/{id}/undo")
    Run undo(@PathVariable("id") UUID id, @RequestBody UndoBody body);

    @GetExchange("/api/v1/remedy-switch")
    SwitchState state();

    @PutExchange("/api/v1/remedy-switch")
    SwitchState set(@RequestBody SwitchBody body);

    record UndoBody(String reason, boolean acceptChanges) {}

    record SwitchBody(boolean enabled, String reason) {}

    /// @param changedAt null if it was never switched
    record SwitchState(
            boolean enabled,
            @Nullable String reason,
            @Nullable Instant changedAt) {}

    /// A remedy.
    record Remedy(
            String name,
            String team,
            Trigger trigger,
            Act action,
            Limits limits,
            boolean dryRun,
            ApprovalStatus approval) {

        /// Returns its state for the list.
        public String state() {
            return approval.state().equals("APPROVED") && dryRun ? "DRY_RUN" : approval.state();
        }
    }

    /// The alerts on which it acts.
    record Trigger(
            String source,
            @Nullable String name,
            @Nullable String rule,
            @Nullable String severity) {

        public String words() {
            String from = switch (source) {
                case "SLO" -> "An objective";
                case "DRIFT" -> "Drift";
                case "COST" -> "An expensive hour";
                case "RETRY" -> "A retry storm";
                default -> "A monitor";
            };
            return from
                    + (name == null ? "" : " " + name)
                    + (rule == null ? "" : ", rule " + rule)
                    + (severity == null ? "" : ", severity " + severity);
        }
    }

    record Act(
            String kind,
            @Nullable String variant,
            @Nullable Double by,
            @Nullable String policy) {

        public String words() {
            return switch (kind) {
                case "USE_FALLBACKS" -> "Let the fallbacks answer";
                case "LOWER_WEIGHT" ->
                    "Lower the weight of " + variant + " by " + (by == null ? 0 : Math.round(by * 100)) + " %";
                case "STRICTER_POLICY" -> "Guard with the policy " + policy;
                default -> "Pause the route";
            };
        }
    }

    record Limits(List<String> routes, int perDay, int coolDownMinutes, int holdMinutes, int retrySeconds) {}

    record ApprovalStatus(
            String state, @Nullable UUID id, @Nullable Instant approvedAt) {}

    /// A run of a remedy.
    record Run(
            UUID id,
            String team,
            String remedy,
            String state,
            Cause alert,
            Plan plan,
            Instant startedAt,
            @Nullable String reason,
            @Nullable Effect effect,
            @Nullable Undo undo) {}

    record Cause(UUID id, String name, String rule, String severity, String title, String route, Instant startedAt) {}

    record Plan(Act action, boolean dryRun) {}

    record Effect(Map<String, Object> before, Map<String, Object> after, Instant appliedAt, Instant until) {}

    record Undo(Instant at, @Nullable String by, String reason) {}
}
