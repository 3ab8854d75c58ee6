package io.plumbline.registry.promotion;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Loosening;
import io.plumbline.registry.evaluation.EvidenceReader;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.supplychain.SupplyChain;
import io.plumbline.registry.supplychain.SupplyChainPolicy.GuardedStage;
import io.plumbline.registry.supplychain.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The requirements for production: gates, then the number of approvals of the risk tier. A version that was in
/// production before and has not been archived since needs neither, so a rollback is possible at once, unless
/// one of its gates failed or its approval was revoked since. Before gates, the supply-chain policy decides.
@Component
class ProductionRule {

    private final PointerStore pointers;
    private final EvidenceReader evidence;
    private final RevokedApprovals revoked;
    private final AssetVersions versions;
    private final SupplyChain chain;

    ProductionRule(
            PointerStore pointers,
            EvidenceReader evidence,
            RevokedApprovals revoked,
            AssetVersions versions,
            SupplyChain chain) {
        this.chain = chain;
        this.pointers = pointers;
        this.evidence = evidence;
        this.revoked = revoked;
        this.versions = versions;
    }

    /// The remaining requirements of a promotion after its gates passed.
    ///
    /// @param approvers number of approvers; 0 if the version is or was in production
    /// @param loosening what approvers must know about the rules
    /// @param since when the version, the rules and the earlier approvals took effect; an approval must be
    ///     newer
    /// @param evidence the evidence of its gates
    /// @param digest digest of the version's document
    record Requirement(
            int approvers, Optional<Loosening> loosening, Instant since, VersionEvidence evidence, String digest) {

        static final Requirement NOTHING =
                new Requirement(0, Optional.empty(), Instant.EPOCH, VersionEvidence.NONE, "");

        /// Whether it requires no more than the other.
        boolean isMetBy(Requirement other) {
            return approvers == 0 || (approvers <= other.approvers && !since.isAfter(other.since));
        }
    }

    /// @throws ProblemException 409 `supply-chain-refused` or `gate-required`
    Requirement requirementFor(Asset asset, int version) {
        Position position = pointers.position(asset.id(), version);
        VersionEvidence gates = evidence.of(asset, version);
        ProductionStanding standing = new ProductionStanding(asset, position, gates, null, revoked.all(), true);
        if (standing.isReturning() && !standing.isRevoked()) {
            if (position.stage() != VersionStage.PRODUCTION && standing.isRefuted()) {
                throw PromotionProblem.GATE_REQUIRED
                        .because("A gate of this version has failed since it was in production. It must pass again.")
                        .with("missing", standing.rulesInForce().refuting(gates.verdicts()));
            }
            return Requirement.NOTHING;
        }
        AssetVersion registered = versions.get(asset, version);
        checkSupplyChain(asset, registered, GuardedStage.PRODUCTION);
        check(asset, gates);
        return new Requirement(
                asset.approvers(),
                asset.loosening(),
                latest(
                        registered.createdAt(),
                        asset.loosening().map(Loosening::since).orElse(null),
                        position.archivedAt(),
                        standing.isRevoked() ? revoked.all().get(position.approvalId()) : null),
                gates,
                registered.digest());
    }

    /// Whether the supply-chain policy admits a version to STAGING. A version that is or was in production
    /// needs not pass it again until it is archived.
    ///
    /// @throws ProblemException 409 `supply-chain-refused`
    void checkStaging(Asset asset, int version) {
        if (!pointers.position(asset.id(), version).isReturning()) {
            checkSupplyChain(asset, versions.get(asset, version), GuardedStage.STAGING);
        }
    }

    private void checkSupplyChain(Asset asset, AssetVersion version, GuardedStage stage) {
        List<Violation> violations = chain.violations(asset, version, stage);
        if (!violations.isEmpty()) {
            throw PromotionProblem.SUPPLY_CHAIN_REFUSED
                    .because(violations.getFirst().message() + " The policy applies to " + stage + ".")
                    .with("violations", violations);
        }
    }

    /// Whether gates admit a version to production for the first time.
    ///
    /// @throws ProblemException 409 `gate-required`
    void check(Asset asset, VersionEvidence gates) {
        if (gates.isGated(asset.requiredSuites())) {
            return;
        }
        List<GateRule.Missing> missing = gates.missing(asset.requiredSuites());
        String detail;
        if (new GateRule(asset.requiredSuites()).isSatisfiedBy(gates.verdicts())) {
            detail = "The suite has changed since this version's gate, or the approval of its revision was revoked. The"
                    + " version must pass an approved current revision.";
        } else if (asset.requiredSuites().isEmpty()) {
            detail = "Run a gate of any suite on this version. Its newest gate must be PASS.";
        } else {
            detail = "Run the missing suites on this version. The newest gate of each must be PASS.";
        }
        throw PromotionProblem.GATE_REQUIRED.because(detail).with("missing", missing);
    }

    private static Instant latest(Instant first, @Nullable Instant... others) {
        return Stream.of(others).filter(Objects::nonNull).reduce(first, (a, b) -> a.isBefore(b) ? b : a);
    }
}
