package io.plumbline.governance.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.OverloadMode;
import io.plumbline.guardrails.policy.Placeholders;
import io.plumbline.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Responses about guard policies.
final class PolicyResponses {

    private PolicyResponses() {}

    /// The newest version of a policy.
    ///
    /// @param builtIn whether it is an unchanged built-in policy
    /// @param stages stage → category → rule, with all defaults spelled out
    record PolicyView(
            String name,
            @Nullable String team,
            int version,
            Object stages,
            String onFailure,
            String onOverload,
            int timeoutMs,
            int evidenceGraceSeconds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object detectors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object tools,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object spotlight,

            Object placeholders,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object egress,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object allowList,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object denyList,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object customRecognizers,

            boolean builtIn,
            Instant changedAt,
            String changedBy) {

        static PolicyView from(PolicyEntity policy) {
            Map<String, Object> document = policy.document();
            return new PolicyView(
                    policy.name(),
                    policy.team().equals(Caller.EVERY_TEAM) ? null : policy.team(),
                    policy.number(),
                    document.getOrDefault("stages", Map.of()),
                    String.valueOf(document.get("onFailure")),
                    document.get("onOverload") instanceof String mode ? mode : OverloadMode.REFUSE.name(),
                    document.get("timeoutMs") instanceof Number timeout ? timeout.intValue() : 0,
                    document.get("evidenceGraceSeconds") instanceof Number grace
                            ? grace.intValue()
                            : GuardPolicy.DEFAULT_EVIDENCE_GRACE_SECONDS,
                    document.get("detectors"),
                    document.get("tools"),
                    document.get("spotlight"),
                    document.getOrDefault("placeholders", Placeholders.CONVERSATION),
                    document.get("egress"),
                    document.get("allowList"),
                    document.get("denyList"),
                    document.get("customRecognizers"),
                    policy.isBuiltIn(),
                    policy.changedAt(),
                    policy.changedBy());
        }
    }

    /// @param approvers number of people who approved the permissions of this version, by approving it or an
    ///     earlier one that was no stricter; 5 for a built-in policy
    /// @param approvalId that approval; null if none was needed
    record PolicyVersionView(
            int version,
            Map<String, Object> document,
            int approvers,
            @Nullable UUID approvalId,
            Instant createdAt,
            String createdBy) {

        static PolicyVersionView from(PolicyVersion version) {
            return new PolicyVersionView(
                    version.number(),
                    version.document(),
                    version.grant().approvers(),
                    version.grant().approvalId(),
                    version.createdAt(),
                    version.createdBy());
        }
    }

    /// The changes between two versions.
    ///
    /// @param from 0 for a new policy
    /// @param to the same if nothing changed
    record PolicyDiff(int from, int to, List<Change> changes) {

        /// @param pointer JSON Pointer (RFC 6901) into the document
        /// @param before null if added
        /// @param after null if removed
        record Change(
                String pointer,
                @Nullable Object before,
                @Nullable Object after) {}
    }
}
