package io.plumbline.clients.governance;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The API of governance-service for other services: API keys, guard policies and approvals.
public interface GovernanceClient {

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and returns the changes. Returns
    /// everything if `since` is 0 or unknown in this history.
    @GetExchange("/internal/v1/snapshot")
    GovernanceSnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);

    /// Returns the approval in force for this subject, or creates a PENDING one. Idempotent by team, action and
    /// resource.
    @PostExchange("/internal/v1/approvals")
    Approval requireApproval(@RequestBody ApprovalRequirement requirement);

    /// Whether one version of a guard policy is at least as strict as another in every respect. 404 if one does
    /// not exist.
    @PostExchange("/internal/v1/policies/compare")
    PolicyComparison comparePolicies(@RequestBody PolicyPair pair);

    /// @param policy the later version, as `name@version`
    /// @param than the earlier version, as `name@version`
    record PolicyPair(String policy, String than) {}

    /// @param looser where it is looser, as JSON Pointers into the document; empty if it is at least as strict;
    ///     at most 50
    record PolicyComparison(boolean atLeastAsStrict, List<String> looser) {}

    @GetExchange("/api/v1/approvals/{id}")
    Approval approval(@PathVariable("id") UUID id);

    /// Returns the approval with its decisions.
    @GetExchange("/api/v1/approvals/{id}")
    ApprovalOutcome approvalOutcome(@PathVariable("id") UUID id);

    /// Creates a user with the role annotator alone in a team, and a link that opens their session once.
    @PostExchange("/internal/v1/annotators")
    InvitedAnnotator inviteAnnotator(@RequestBody AnnotatorInvitation invitation);

    /// Replaces the link of an annotator invited into that team. 404 for other users, and after other grants.
    @PostExchange("/internal/v1/annotators/{user}/links")
    InvitedAnnotator renewAnnotator(@PathVariable("user") UUID user, @RequestBody AnnotatorInvitation invitation);

    /// Ends the access of an annotator invited into that team. Changes nothing for other users.
    @DeleteExchange("/internal/v1/annotators/{user}")
    void withdrawAnnotator(@PathVariable("user") UUID user, @RequestParam("team") String team);

    /// Answers 404 if the user may not annotate in that team.
    @GetExchange("/internal/v1/annotators/{user}")
    void checkAnnotator(@PathVariable("user") UUID user, @RequestParam("team") String team);

    /// Returns what a user or an API key may do now. 404 if the user may not sign in or the key is not valid.
    ///
    /// @param type `USER` or `API_KEY`
    @GetExchange("/internal/v1/callers/{type}/{id}")
    CallerGrants callerGrants(@PathVariable("type") String type, @PathVariable("id") String id);

    /// Opens an incident.
    ///
    /// @param key a repeated key opens no second incident
    @PostExchange("/api/v1/incidents")
    Incident openIncident(@RequestHeader("Idempotency-Key") String key, @RequestBody IncidentReport report);
}
