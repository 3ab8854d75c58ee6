package io.plumbline.console.approval;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Approvals.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/approvals")
public interface ApprovalClient {

    /// Newest first.
    ///
    /// @param resource as `TYPE:ID`; an id that ends in `*` stands for all that start like it
    @GetExchange
    Page<Approval> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    Approval get(@PathVariable UUID id);

    @PostExchange("/{id}/decision")
    Approval decide(@PathVariable UUID id, @RequestBody DecisionBody decision);

    /// An approval.
    record Approval(
            UUID id,
            String team,
            String action,
            String resourceType,
            String resourceId,
            @Nullable String reason,
            String state,
            String requestedBy,
            int approvers,
            int approved,
            List<Decision> decisions,
            Instant createdAt,
            Instant expiresAt,
            List<Detail> details) {

        public boolean isPending() {
            return "PENDING".equals(state);
        }

        /// Whether the caller may decide, as far as it shows: governance-service also refuses deciders who created
        /// the requester's key.
        public boolean isFor(Caller caller) {
            return isPending()
                    && caller.may(Permission.APPROVAL_DECIDE, team)
                    && !requestedBy.equals(caller.id())
                    && decisions.stream()
                            .noneMatch(decision -> decision.decidedBy().equals(caller.id()));
        }

        /// Returns the subject in words.
        public String title() {
            return switch (action) {
                case "registry.model.promote", "registry.prompt.promote" -> "Promote " + resourceId + " to production";
                case "eval.baseline.bless" -> "Approve a baseline of the suite " + before('/');
                case "governance.policy.change" -> "Loosen the guard policy " + before('@');
                case "eval.calibration.confirm" -> "Allow gates to use a calibration of the judge " + before('/');
                case "gateway.route.change" -> "Change the configuration of the production route " + before(' ');
                case "gateway.route.remove" -> "Remove the production route " + before(' ');
                case "gateway.provider.change" -> "Change the address of the provider " + before(' ');
                case "eval.suite.change" -> "Change the suite " + before(' ') + ", which production depends on";
                case "gateway.call.resume" -> "Resume a call on the route " + before('/');
                default -> resourceId;
            };
        }

        private String before(char end) {
            int at = resourceId.indexOf(end);
            return at < 0 ? resourceId : resourceId.substring(0, at);
        }
    }

    /// A decision.
    record Decision(
            String decision, String decidedBy, @Nullable String comment, Instant decidedAt) {}

    /// What approvers see of the subject.
    record Detail(String label, String text) {}

    /// The body that decides.
    record DecisionBody(String decision, @Nullable String comment) {}
}
