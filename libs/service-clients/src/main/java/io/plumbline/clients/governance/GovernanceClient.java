package io.plumbline.clients.governance;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Governance as the other services see it: who may call, under which policy, and who has approved what.
public interface GovernanceClient {

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and answers what changed;
    /// everything when `since` is 0 or not a version of this history.
    @GetExchange("/internal/v1/snapshot")
    GovernanceSnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);

    /// Answers the approval in force for this subject, or opens a PENDING one. Idempotent by team, action and
    /// resource.
    @PostExchange("/internal/v1/approvals")
    Approval requireApproval(@RequestBody ApprovalRequirement requirement);

    /// Whether a version of a guard policy treats everything no less strictly than another. 404 when one is not
    /// there.
    @PostExchange("/internal/v1/policies/compare")
    PolicyComparison comparePolicies(@RequestBody PolicyPair pair);

    /// @param policy as `name@version`, the later one
    /// @param than as `name@version`, the earlier one
    record PolicyPair(String policy, String than) {}

    /// @param looser where it is not, as JSON Pointers into the document; empty when it is at least as strict; at
    ///     most 50
    record PolicyComparison(boolean atLeastAsStrict, List<String> looser) {}

    @GetExchange("/api/v1/approvals/{id}")
    Approval approval(@PathVariable("id") UUID id);

    /// The same with what was said about it.
    @GetExchange("/api/v1/approvals/{id}")
    ApprovalOutcome approvalOutcome(@PathVariable("id") UUID id);

    /// Opens an incident.
    ///
    /// @param key the same again opens no second one
    @PostExchange("/api/v1/incidents")
    Incident openIncident(@RequestHeader("Idempotency-Key") String key, @RequestBody IncidentReport report);
}
