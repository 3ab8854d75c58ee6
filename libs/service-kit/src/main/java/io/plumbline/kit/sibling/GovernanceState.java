package io.plumbline.kit.sibling;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this service holds of governance. Immutable.
///
/// @param keys API keys by id, revoked ones included
/// @param policies guard policies by name, the newest version of each
public record GovernanceState(
        long version, Map<String, ApiKeyEntry> keys, Map<String, PolicyEntry> policies, List<String> teams) {

    public GovernanceState {
        keys = Map.copyOf(keys);
        policies = Map.copyOf(policies);
        teams = List.copyOf(teams);
    }

    static GovernanceState merge(@Nullable GovernanceState state, GovernanceSnapshot delta) {
        GovernanceState base =
                state == null || delta.complete() ? new GovernanceState(0, Map.of(), Map.of(), List.of()) : state;
        Map<String, ApiKeyEntry> keys = new HashMap<>(base.keys());
        delta.keys().forEach(key -> keys.put(key.id(), key));
        Map<String, PolicyEntry> policies = new HashMap<>(base.policies());
        delta.policies().forEach(policy -> policies.put(policy.name(), policy));
        return new GovernanceState(delta.version(), keys, policies, delta.teams());
    }
}
