package io.plumbline.governance.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
    /// @param stages stage → category → rule, with all defaults spelled out
    /// @param lists its members are members of the policy in JSON, as those of `handling` and `change`
    record PolicyView(
            String name,
            @Nullable String team,
            int version,
            Object stages,
            @JsonUnwrapped FailureHandling handling,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object detectors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object tools,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object spotlight,

            Object placeholders,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object egress,

            @JsonUnwrapped PolicyLists lists,
            @JsonUnwrapped LastChange change) {

        /// What happens to calls that cannot be inspected in time.
        record FailureHandling(String onFailure, String onOverload, int timeoutMs, int evidenceGraceSeconds) {}

        /// What is always, or never, a finding.
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record PolicyLists(
                @Nullable Object allowList,
                @Nullable Object denyList,
                @Nullable Object customRecognizers) {}

        /// @param builtIn whether it is an unchanged built-in policy
        record LastChange(boolean builtIn, Instant changedAt, String changedBy) {}

        static PolicyView from(PolicyEntity policy) {
            Map<String, Object> document = policy.document();
            return new PolicyView(
                    policy.name(),
                    policy.team().equals(Caller.EVERY_TEAM) ? null : policy.team(),
                    policy.number(),
                    document.getOrDefault("stages", Map.of()),
                    handling(document),
                    document.get("detectors"),
                    document.get("tools"),
                    document.get("spotlight"),
                    document.getOrDefault("placeholders", Placeholders.CONVERSATION),
                    document.get("egress"),
                    new PolicyLists(
                            document.get("allowList"), document.get("denyList"), document.get("customRecognizers")),
                    new LastChange(policy.isBuiltIn(), policy.changedAt(), policy.changedBy()));
        }

        private static FailureHandling handling(Map<String, Object> document) {
            return new FailureHandling(
                    String.valueOf(document.get("onFailure")),
                    document.get("onOverload") instanceof String mode ? mode : OverloadMode.REFUSE.name(),
                    document.get("timeoutMs") instanceof Number timeout ? timeout.intValue() : 0,
                    document.get("evidenceGraceSeconds") instanceof Number grace
                            ? grace.intValue()
                            : GuardPolicy.DEFAULT_EVIDENCE_GRACE_SECONDS);
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
