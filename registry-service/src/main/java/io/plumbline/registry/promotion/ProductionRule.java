package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Loosening;
import io.plumbline.registry.evaluation.EvaluationLedger;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.Verdict;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What it takes for a version to come into production: its gates, then as many approvals as the risk tier asks
/// for. A version that was there before needs neither, so that going back is always possible at once.
@Component
class ProductionRule {

    private final PointerStore pointers;
    private final EvaluationLedger evaluations;

    ProductionRule(PointerStore pointers, EvaluationLedger evaluations) {
        this.pointers = pointers;
        this.evaluations = evaluations;
    }

    /// What a promotion still takes once its gates have passed.
    ///
    /// @param approvers how many people have to approve; none when the version is or was in production
    /// @param loosening what they have to know of the rules
    record Requirement(int approvers, Optional<Loosening> loosening) {

        static final Requirement NOTHING = new Requirement(0, Optional.empty());
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
        int approvers = asset.riskTier().approvers();
        return new Requirement(
                asset.loosening()
                        .map(loosening ->
                                Math.max(approvers, loosening.strictestTier().approvers()))
                        .orElse(approvers),
                asset.loosening());
    }
}
