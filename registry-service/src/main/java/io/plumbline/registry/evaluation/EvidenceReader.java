package io.plumbline.registry.evaluation;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.kit.sibling.GovernanceState;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.suite.SuiteStore;
import io.plumbline.registry.suite.SuiteTimeline;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reads the evidence of gates for versions, according to the suite revisions known to the registry and their revoked
/// approvals.
@Service
@Transactional(readOnly = true)
public class EvidenceReader {

    private final EvaluationStore store;
    private final SuiteStore suites;

    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> governance;

    EvidenceReader(
            EvaluationStore store,
            SuiteStore suites,
            SnapshotFollower<GovernanceSnapshot, GovernanceState> governance) {
        this.store = store;
        this.suites = suites;
        this.governance = governance;
    }

    private Map<String, SuiteTimeline> timelines(List<FinishedGate> gates) {
        GovernanceState state = governance.state();
        return suites.timelines(suitesOf(gates), state == null ? Map.of() : state.revokedApprovals());
    }

    /// Returns the evidence for a version.
    public VersionEvidence of(Asset asset, int version) {
        List<FinishedGate> gates = store.gates(asset.id(), version);
        return VersionEvidence.of(gates, timelines(gates));
    }

    /// Returns the evidence for all versions of the assets changed after a change number: asset → version →
    /// evidence.
    public Map<UUID, Map<Integer, VersionEvidence>> changedSince(long change) {
        List<FinishedGate> gates = store.gatesOfAssetsChangedSince(change);
        Map<String, SuiteTimeline> timelines = timelines(gates);
        return gates.stream()
                .collect(Collectors.groupingBy(
                        FinishedGate::assetId,
                        Collectors.groupingBy(
                                FinishedGate::version,
                                Collectors.collectingAndThen(
                                        Collectors.toList(), its -> VersionEvidence.of(its, timelines)))));
    }

    private static Set<String> suitesOf(List<FinishedGate> gates) {
        return gates.stream().map(FinishedGate::suite).collect(Collectors.toSet());
    }
}
