package io.plumbline.governance.snapshot;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.governance.approval.Approvals;
import io.plumbline.governance.key.ApiKeys;
import io.plumbline.governance.policy.Policies;
import io.plumbline.governance.production.ChangeRulesInForce;
import io.plumbline.governance.team.Teams;
import io.plumbline.kit.change.Changes;
import java.time.Duration;
import org.springframework.stereotype.Service;

/// The snapshot for other services. The version is read before the rows: a change in between is sent twice, and
/// none is missed, because numbers become visible in order.
@Service
class Snapshots {

    private final Changes changes;
    private final ApiKeys keys;
    private final Policies policies;
    private final Teams teams;
    private final Approvals approvals;
    private final ChangeRulesInForce rules;

    Snapshots(
            Changes changes,
            ApiKeys keys,
            Policies policies,
            Teams teams,
            Approvals approvals,
            ChangeRulesInForce rules) {
        this.changes = changes;
        this.keys = keys;
        this.policies = policies;
        this.teams = teams;
        this.approvals = approvals;
        this.rules = rules;
    }

    /// Waits for a change after that version, for at most the given time. Returns everything if the version is 0
    /// or unknown in this history.
    GovernanceSnapshot since(long since, Duration wait) {
        long version = changes.current();
        if (version == since && !wait.isZero()) {
            try {
                changes.await(since, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            version = changes.current();
        }
        boolean complete = since == 0 || since > version;
        long from = complete ? 0 : since;
        return new GovernanceSnapshot(
                version,
                complete,
                keys.changedAfter(from),
                policies.changedAfter(from),
                teams.names(),
                rules.rules(),
                approvals.revokedAfter(from));
    }
}
