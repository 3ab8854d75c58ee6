package io.plumbline.clients.governance;

import io.plumbline.configuration.ChangeRules;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The changes in governance-service up to `version`. If `complete`, it replaces the reader's state.
///
/// @param changeRules the rules of production changes; null if unchanged, and from a governance-service of the
///     previous release
/// @param revokedApprovals approvals that were granted and later revoked
public record GovernanceSnapshot(
        long version,
        boolean complete,
        List<ApiKeyEntry> keys,
        List<PolicyEntry> policies,
        List<String> teams,
        @Nullable ChangeRules changeRules,
        List<RevokedApproval> revokedApprovals) {

    public GovernanceSnapshot {
        revokedApprovals = revokedApprovals == null ? List.of() : List.copyOf(revokedApprovals);
    }

    /// A snapshot without changes to rules or approvals.
    public GovernanceSnapshot(
            long version, boolean complete, List<ApiKeyEntry> keys, List<PolicyEntry> policies, List<String> teams) {
        this(version, complete, keys, policies, teams, null, List.of());
    }

    public record RevokedApproval(UUID id, Instant at) {}
}
