package io.plumbline.clients.governance;

import io.plumbline.configuration.ChangeRules;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What changed in governance up to `version`; with `complete` it replaces whatever the reader held.
///
/// @param changeRules the table of production changes; null when it has not changed, and from a
///     governance-service of the edition before
/// @param revokedApprovals approvals that were granted and taken back
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

    /// One in which neither the table nor approvals have changed.
    public GovernanceSnapshot(
            long version, boolean complete, List<ApiKeyEntry> keys, List<PolicyEntry> policies, List<String> teams) {
        this(version, complete, keys, policies, teams, null, List.of());
    }

    public record RevokedApproval(UUID id, Instant at) {}
}
