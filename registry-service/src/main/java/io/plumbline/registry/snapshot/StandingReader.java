package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.clients.registry.VersionStanding.Evidence;
import io.plumbline.clients.registry.VersionStanding.Withdrawal;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.evaluation.EvidenceReader;
import io.plumbline.registry.evaluation.FinishedGate;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.Position;
import io.plumbline.registry.promotion.ProductionStanding;
import io.plumbline.registry.promotion.PromotionApprovals;
import io.plumbline.registry.promotion.PromotionApprovals.GrantedApproval;
import io.plumbline.registry.promotion.RevokedApprovals;
import java.time.Instant;
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
    private final JsonMapper json;

    StandingReader(
            Pointers pointers,
            EvidenceReader evidence,
            PromotionApprovals approvals,
            RevokedApprovals revoked,
            JsonMapper json) {
        this.pointers = pointers;
        this.evidence = evidence;
        this.approvals = approvals;
        this.revoked = revoked;
        this.json = json;
    }

    /// The standings of an asset's versions by position.
    interface OfVersions {
        ProductionStanding of(int version, Position position);
    }

    /// Returns the standings of the versions of assets changed after a change number.
    @Transactional(readOnly = true)
    public Function<Asset, OfVersions> changedSince(long change) {
        Map<UUID, Map<Integer, VersionEvidence>> gates = evidence.changedSince(change);
        Map<UUID, Map<Integer, GrantedApproval>> granted = approvals.grantedChangedSince(change);
        Map<UUID, Instant> now = revoked.all();
        return asset -> {
            Map<Integer, VersionEvidence> itsGates = gates.getOrDefault(asset.id(), Map.of());
            Map<Integer, GrantedApproval> itsApprovals = granted.getOrDefault(asset.id(), Map.of());
            return (version, position) -> new ProductionStanding(
                    asset,
                    position,
                    itsGates.getOrDefault(version, VersionEvidence.NONE),
                    itsApprovals.get(version),
                    now);
        };
    }

    /// Returns the standing of a version as far as the registry knows.
    @Transactional(readOnly = true)
    public ProductionStanding of(Asset asset, int version) {
        return new ProductionStanding(
                asset,
                pointers.position(asset, version),
                evidence.of(asset, version),
                approvals.granted(asset, version).orElse(null),
                revoked.all());
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
