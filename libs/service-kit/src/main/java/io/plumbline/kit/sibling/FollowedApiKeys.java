package io.plumbline.kit.sibling;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.kit.security.credential.ApiKeyDirectory;
import java.util.Optional;

/// The API keys at the last contact with governance-service. Once they are older than
/// `plumbline.snapshots.max-staleness`, they authenticate nobody.
final class FollowedApiKeys implements ApiKeyDirectory {

    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> governance;

    FollowedApiKeys(SnapshotFollower<GovernanceSnapshot, GovernanceState> governance) {
        this.governance = governance;
    }

    @Override
    public Optional<ApiKeyEntry> find(String id) {
        GovernanceState state = governance.state();
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(state.keys().get(id));
    }

    @Override
    public boolean current() {
        return governance.current();
    }
}
