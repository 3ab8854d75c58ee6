package io.plumbline.console.suite;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.console.evaluation.Change;
import io.plumbline.console.gate.GateClient.Candidate;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Suites, their revisions and baselines.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/suites")
interface SuiteClient {

    @GetExchange
    Page<SuiteDocument> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the suite with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<JsonNode> get(@PathVariable String name);

    @PutExchange("/{name}")
    void put(
            @PathVariable String name,
            @RequestBody Object document,
            @RequestHeader(name = "If-Match", required = false) @Nullable String etag);

    @PostExchange("/{name}/diff")
    Diff diff(@PathVariable String name, @RequestBody Object document);

    @GetExchange("/{name}/revisions")
    Page<Revision> revisions(@PathVariable String name);

    @GetExchange("/{name}/baselines")
    Page<Baseline> baselines(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{name}/baselines")
    Baseline ask(@PathVariable String name, @RequestBody BaselineBody body);

    /// What a document would change.
    record Diff(int from, int to, List<Change> changes, Consequence production) {}

    /// What a change means for production.
    ///
    /// @param outcome `ALLOWED`, `NEEDS_APPROVAL`, `NEEDS_GATE` or `REFUSED`
    record Consequence(List<String> versions, String outcome, int approvers) {}

    /// A revision.
    record Revision(
            int revision,
            boolean current,
            JsonNode document,
            List<Change> changes,
            @Nullable RevisionGate gate) {

        /// Returns the changed members of the document.
        public List<String> changed() {
            return changes.stream()
                    .map(change -> change.pointer().replaceFirst("^/", "").replaceFirst("/.*", ""))
                    .distinct()
                    .toList();
        }
    }

    /// The newest gate of a revision.
    record RevisionGate(UUID id, Candidate candidate, String outcome, Instant createdAt) {}

    /// A baseline, or a request for one.
    record Baseline(
            UUID id,
            Candidate candidate,
            UUID gate,
            String state,
            String requestedBy,
            List<String> approvedBy,
            ApprovalLink approval,
            Instant requestedAt,
            @Nullable Instant decidedAt) {}

    /// The approval of a baseline.
    record ApprovalLink(UUID id) {}

    /// The body that requests a baseline.
    record BaselineBody(UUID gate, @Nullable String reason) {}
}
