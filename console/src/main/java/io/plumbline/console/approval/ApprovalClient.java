package io.plumbline.console.approval;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
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
    /// @param resource as `TYPE:ID`; an id that ends in `*` stands for all that start like it, the type `*` for all
    @GetExchange
    Page<Approval> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// Newest first.
    ///
    /// @param waiting whether only those that the user may decide
    @GetExchange
    Page<Approval> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam boolean waiting,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    Approval get(@PathVariable UUID id);

    @PostExchange("/{id}/decision")
    Approval decide(@PathVariable UUID id, @RequestBody DecisionBody decision);

    @PostExchange("/{id}/revoke")
    Approval revoke(@PathVariable UUID id, @RequestBody RevocationBody revocation);

    /// An approval.
    ///
    /// @param origin `CALLER` if a caller of the API created it; no service accepts such an approval
    /// @param byPerson whether the key of a machine cannot decide
    /// @param excluded who cannot decide besides the requester
    /// @param caller what the user may do
    record Approval(
            UUID id,
            String team,
            String action,
            String resourceType,
            String resourceId,
            @Nullable String reason,
            String state,
            String requestedBy,
            @Nullable String origin,
            int approvers,
            int approved,
            List<Decision> decisions,
            @Nullable Revocation revocation,
            Instant createdAt,
            Instant expiresAt,
            List<Detail> details,
            boolean byPerson,
            List<String> excluded,
            @Nullable CallerView caller) {

        public boolean isPending() {
            return "PENDING".equals(state);
        }

        public boolean isGranted() {
            return "APPROVED".equals(state);
        }

        /// Whether a caller of the API created it.
        public boolean isByCaller() {
            return "CALLER".equals(origin);
        }

        /// Whether the user may decide now.
        public boolean isDecidable() {
            return caller != null && caller.mayDecide();
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

        /// Returns the reason without digests; null for none.
        public @Nullable String shortReason() {
            return reason == null ? null : reason.replaceFirst("^Document sha256:[0-9a-f]+\\. ", "");
        }

        /// Returns the name of the resource, without version, gate or digest.
        public String name() {
            return before(resourceId.indexOf('@') >= 0 ? '@' : resourceId.indexOf('/') >= 0 ? '/' : ' ');
        }

        /// Returns the version of `NAME@VERSION`; null for other resources.
        @Nullable
        Integer version() {
            String version = resourceId.substring(resourceId.indexOf('@') + 1);
            return resourceId.indexOf('@') > 0 && version.matches("[0-9]{1,9}") ? Integer.valueOf(version) : null;
        }

        private String before(char end) {
            int at = resourceId.indexOf(end);
            return at < 0 ? resourceId : resourceId.substring(0, at);
        }
    }

    /// A decision.
    ///
    /// @param decidedWith a person's session, their own key, or a machine's key
    /// @param independent false if one side created or renewed the other's key
    record Decision(
            String decision,
            String decidedBy,
            @Nullable String decidedWith,
            @Nullable Boolean independent,
            @Nullable String comment,
            Instant decidedAt) {}

    /// A revocation.
    record Revocation(String revokedBy, String comment, Instant revokedAt) {}

    /// What the user may do.
    ///
    /// @param obstacle why the user may not decide; null if they may
    record CallerView(
            boolean mayDecide, boolean mayRevoke, @Nullable String obstacle) {}

    /// What approvers see of the subject.
    record Detail(String label, String text) {}

    /// The body that decides.
    record DecisionBody(String decision, @Nullable String comment) {}

    /// The body that revokes.
    record RevocationBody(String comment) {}
}
