package io.plumbline.console.prompt;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Approvals of promotions.
@ServiceApi(RemoteService.GOVERNANCE)
interface PromptApprovalClient {

    @GetExchange("/api/v1/approvals")
    Page<Approval> ofResource(
            @RequestParam String resource,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// An approval.
    record Approval(
            UUID id,
            String resourceId,
            @Nullable String reason,
            String state,
            String requestedBy,
            int approvers,
            int approved,
            List<Decision> decisions,
            Instant createdAt,
            Instant expiresAt) {

        /// Returns the version that it is about, `3`.
        public String version() {
            return resourceId.substring(resourceId.lastIndexOf('@') + 1);
        }
    }

    /// A decision.
    record Decision(String decision, String decidedBy, @Nullable String comment, Instant decidedAt) {}
}
