package io.plumbline.kit.sibling;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.configuration.ChangeRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of governance-service as this service knows it. Immutable.
///
/// @param keys API keys by id, including revoked keys
/// @param policies guard policies by name, the newest version of each
/// @param changeRules the rules of production changes; the defaults if governance-service has sent none
/// @param revokedApprovals revocation times of granted approvals
public record GovernanceState(
        long version,
        Map<String, ApiKeyEntry> keys,
        Map<String, PolicyEntry> policies,
        List<String> teams,
        ChangeRules changeRules,
        Map<UUID, Instant> revokedApprovals) {

    private static final GovernanceState EMPTY =
            new GovernanceState(0, Map.of(), Map.of(), List.of(), ChangeRules.STANDARD, Map.of());

    public GovernanceState {
        keys = Map.copyOf(keys);
        policies = Map.copyOf(policies);
        teams = List.copyOf(teams);
        // A copy on disk may be of an edition before there were these.
        changeRules = changeRules == null ? ChangeRules.STANDARD : changeRules;
        revokedApprovals = revokedApprovals == null ? Map.of() : Map.copyOf(revokedApprovals);
    }

    /// A state with default rules and no revoked approvals.
    public GovernanceState(
            long version, Map<String, ApiKeyEntry> keys, Map<String, PolicyEntry> policies, List<String> teams) {
        this(version, keys, policies, teams, ChangeRules.STANDARD, Map.of());
    }

    static GovernanceState merge(@Nullable GovernanceState state, GovernanceSnapshot delta) {
        GovernanceState base = state == null || delta.complete() ? EMPTY : state;
        Map<String, ApiKeyEntry> keys = new HashMap<>(base.keys());
        delta.keys().forEach(key -> keys.put(key.id(), key));
        Map<String, PolicyEntry> policies = new HashMap<>(base.policies());
        delta.policies().forEach(policy -> policies.put(policy.name(), policy));
        Map<UUID, Instant> revoked = new HashMap<>(base.revokedApprovals());
        delta.revokedApprovals().forEach(approval -> revoked.put(approval.id(), approval.at()));
        ChangeRules rules = delta.changeRules() == null ? base.changeRules() : delta.changeRules();
        return new GovernanceState(delta.version(), keys, policies, delta.teams(), rules, revoked);
    }
}
