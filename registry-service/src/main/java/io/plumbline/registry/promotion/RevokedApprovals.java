package io.plumbline.registry.promotion;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.kit.sibling.GovernanceState;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.suite.SuiteStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The approvals revoked after they were granted, according to governance-service. Each replica makes siblings
/// reload everything that depends on a newly revoked approval. Failures are retried at the next poll.
@Component
public class RevokedApprovals {

    private static final Logger log = LoggerFactory.getLogger(RevokedApprovals.class);

    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> governance;
    private final PromotionApprovals awaited;
    private final PointerStore pointers;
    private final SuiteStore suites;
    private final AssetSequence progress;
    private final Set<UUID> told = new HashSet<>();
    private Map<UUID, Instant> seen = Map.of();

    RevokedApprovals(
            SnapshotFollower<GovernanceSnapshot, GovernanceState> governance,
            PromotionApprovals awaited,
            PointerStore pointers,
            SuiteStore suites,
            AssetSequence progress) {
        this.governance = governance;
        this.awaited = awaited;
        this.pointers = pointers;
        this.suites = suites;
        this.progress = progress;
    }

    /// Returns approval → when it was revoked.
    public Map<UUID, Instant> all() {
        GovernanceState state = governance.state();
        return state == null ? Map.of() : state.revokedApprovals();
    }

    @Scheduled(fixedDelayString = "PT0.5S", initialDelayString = "PT0.5S")
    void poll() {
        Map<UUID, Instant> revoked = all();
        if (revoked.equals(seen)) {
            return;
        }
        Set<UUID> untold = new HashSet<>(revoked.keySet());
        untold.removeAll(told);
        try {
            Tenancy.callAsPlatform(() -> {
                Set<UUID> assets = new TreeSet<>(awaited.assetsOf(untold));
                assets.addAll(pointers.assetsInProductionBy(untold));
                assets.addAll(suites.assetsOfSuitesApprovedBy(untold));
                assets.forEach(progress::touch);
                return assets;
            });
            told.addAll(untold);
            seen = revoked;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("Cannot tell of revoked approvals now");
        }
    }
}
