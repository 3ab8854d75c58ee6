package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Loosening;
import io.plumbline.registry.evaluation.EvaluationLedger;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What it takes for a version to come into production: its gates, then as many approvals as the risk tier asks
/// for. A version that was there before needs neither, so that going back is always possible at once.
@Component
class ProductionRule {

    private final PointerStore pointers;
    private final EvaluationLedger evaluations;
    private final AssetVersions versions;

    ProductionRule(PointerStore pointers, EvaluationLedger evaluations, AssetVersions versions) {
        this.pointers = pointers;
        this.versions = versions;
        this.evaluations = evaluations;
    }

    /// What a promotion still takes once its gates have passed.
    ///
    /// @param approvers how many people have to approve; none when the version is or was in production
    /// @param loosening what they have to know of the rules
    /// @param since when the version and the rules became what they are: an approval has to be younger
    /// @param gates suite → verdict of its newest gate
    /// @param revisions suite → which of its documents that gate was of
    record Requirement(
            int approvers,
            Optional<Loosening> loosening,
            Instant since,
            Map<String, Verdict> gates,
            Map<String, Integer> revisions) {

        static final Requirement NOTHING = new Requirement(0, Optional.empty(), Instant.EPOCH, Map.of(), Map.of());

        /// Whether it asks for nothing beyond what the other asked for.
        boolean isMetBy(Requirement other) {
            return approvers == 0 || (approvers <= other.approvers && !since.isAfter(other.since));
        }
    }

    /// @throws io.plumbline.kit.problem.ProblemException 409 `gate-required`
    Requirement requirementFor(Asset asset, int version) {
        if (pointers.position(asset.id(), version).wasInProduction()) {
            return Requirement.NOTHING;
        }
        GateRule rule = new GateRule(asset.requiredSuites());
        Map<String, Verdict> newest = evaluations.newestGates(asset, version);
        if (!rule.isSatisfiedBy(newest)) {
            throw PromotionProblem.GATE_REQUIRED
                    .because(
                            asset.requiredSuites().isEmpty()
                                    ? "Run a gate of any suite on this version; its newest gate must be PASS."
                                    : "Run the missing suites on this version; the newest gate of each must be PASS.")
                    .with("missing", rule.missing(newest));
        }
        Instant since = versions.get(asset, version).createdAt();
        return new Requirement(
                asset.approvers(),
                asset.loosening(),
                asset.loosening().map(Loosening::since).filter(since::isBefore).orElse(since),
                newest,
                evaluations.suiteRevisions(asset, version));
    }
}
