package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.clients.registry.VersionStanding.Evidence;
import io.plumbline.clients.registry.VersionStanding.Withdrawal;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.evaluation.EvidenceReader;
import io.plumbline.registry.evaluation.FinishedGate;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.Position;
import io.plumbline.registry.promotion.ProductionStanding;
import io.plumbline.registry.promotion.PromotionApprovals;
import io.plumbline.registry.promotion.PromotionApprovals.GrantedApproval;
import io.plumbline.registry.promotion.RevokedApprovals;
import io.plumbline.registry.supplychain.SupplyChain;
import io.plumbline.registry.supplychain.SupplyChainPolicy.GuardedStage;
import io.plumbline.registry.supplychain.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Reads the production standing of versions in the form that siblings expect.
@Service
class StandingReader {

    private final Pointers pointers;
    private final EvidenceReader evidence;
    private final PromotionApprovals approvals;
    private final RevokedApprovals revoked;
    private final AssetVersions versions;
    private final SupplyChain chain;
    private final JsonMapper json;

    StandingReader(
            Pointers pointers,
            EvidenceReader evidence,
            PromotionApprovals approvals,
            RevokedApprovals revoked,
            AssetVersions versions,
            SupplyChain chain,
            JsonMapper json) {
        this.pointers = pointers;
        this.evidence = evidence;
        this.approvals = approvals;
        this.revoked = revoked;
        this.versions = versions;
        this.chain = chain;
        this.json = json;
    }

    /// The standings of an asset's versions by position.
    interface OfVersions {
        ProductionStanding of(AssetVersion version, Position position);
    }

    /// Returns the standings of the versions of assets changed after a change number.
    @Transactional(readOnly = true)
    public Function<Asset, OfVersions> changedSince(long change) {
        Map<UUID, Map<Integer, VersionEvidence>> gates = evidence.changedSince(change);
        Map<UUID, Map<Integer, GrantedApproval>> granted = approvals.grantedChangedSince(change);
        Map<UUID, Instant> now = revoked.all();
        SupplyChain.Admissions admissions = chain.changedSince(change);
        return asset -> {
            Map<Integer, VersionEvidence> itsGates = gates.getOrDefault(asset.id(), Map.of());
            Map<Integer, GrantedApproval> itsApprovals = granted.getOrDefault(asset.id(), Map.of());
            return (version, position) -> new ProductionStanding(
                    asset,
                    position,
                    itsGates.getOrDefault(version.number(), VersionEvidence.NONE),
                    itsApprovals.get(version.number()),
                    now,
                    admissions.admits(asset, version));
        };
    }

    /// Returns the standing of a version as far as the registry knows.
    @Transactional(readOnly = true)
    public ProductionStanding of(Asset asset, int version) {
        List<Violation> violations = chain.violations(asset, versions.get(asset, version), GuardedStage.PRODUCTION);
        return new ProductionStanding(
                asset,
                pointers.position(asset, version),
                evidence.of(asset, version),
                approvals.granted(asset, version).orElse(null),
                revoked.all(),
                violations.isEmpty());
    }

    VersionStanding describe(ProductionStanding standing) {
        return new VersionStanding(
                standing.isGated(),
                standing.isReturning(),
                standing.approvers(),
                standing.approvalId(),
                standing.evidence().newest(standing.asset().requiredSuites()).stream()
                        .map(this::describe)
                        .toList(),
                standing.withdrawal()
                        .map(lapse -> new Withdrawal(lapse.since(), lapse.reason()))
                        .orElse(null));
    }

    private Evidence describe(FinishedGate gate) {
        return new Evidence(
                gate.runId(),
                gate.suite(),
                gate.revision(),
                gate.verdict().name(),
                gate.finishedAt(),
                gate.servedConfiguration(),
                gate.document() == null ? null : json.readTree(gate.document()));
    }
}
