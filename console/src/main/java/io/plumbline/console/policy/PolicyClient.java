package io.plumbline.console.policy;

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
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Guard policies.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/policies")
public interface PolicyClient {

    @GetExchange
    Page<Policy> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Policy get(@PathVariable String name);

    /// Newest first.
    @GetExchange("/{name}/versions")
    Page<Version> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/diff")
    Diff diff(@PathVariable String name, @RequestParam int from, @RequestParam int to);

    /// Compares a draft with the policy in force.
    ///
    /// @param draft a document with its team
    @PostExchange("/{name}/diff")
    Diff preview(@PathVariable String name, @RequestBody Map<String, Object> draft);

    @PostExchange("/{name}/dry-run")
    DryRun dryRun(@PathVariable String name, @RequestBody Trial trial);

    /// @param draft a document with its team
    @PutExchange("/{name}")
    Policy put(@PathVariable String name, @RequestBody Map<String, Object> draft);

    /// A policy in force.
    ///
    /// @param team null if it is the default of no single team
    record Policy(
            String name,
            @Nullable String team,
            int version,
            Map<String, Map<String, Object>> stages,
            String onFailure,
            boolean builtIn,
            Instant changedAt,
            String changedBy) {}

    /// A version.
    record Version(
            int version,
            Map<String, Object> document,
            int approvers,
            @Nullable UUID approvalId,
            Instant createdAt,
            String createdBy) {}

    /// The changes from one version to another.
    ///
    /// @param from 0 for a new policy
    record Diff(int from, int to, List<Change> changes) {}

    /// A change.
    record Change(
            String pointer,
            @Nullable Object before,
            @Nullable Object after) {}

    /// The body of a dry run.
    record Trial(Map<String, Object> draft, Instant from, Instant to, boolean allCalls) {}

    /// The effect of a draft.
    record DryRun(Instant from, Instant to, boolean complete, List<String> unknown, Report report) {}

    /// What would have changed.
    record Report(
            int calls, int changed, List<Shift> decisions, List<ChangedFindings> findings, List<Example> examples) {}

    /// Calls whose decision would change.
    record Shift(String from, String to, int calls) {}

    /// Findings whose action would change.
    record ChangedFindings(
            String stage, String category, @Nullable String entity, String from, String to, int findings, int calls) {}

    /// A call with a different decision.
    record Example(
            UUID callId, Instant time, String team, String route, String from, String to, List<String> because) {}
}
