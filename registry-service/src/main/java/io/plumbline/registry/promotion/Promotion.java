package io.plumbline.registry.promotion;

import io.plumbline.audit.Outcome;
import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.promotion.PointerMover.PointerAction;
import io.plumbline.registry.promotion.Position.ByApproval;
import io.plumbline.registry.promotion.ProductionRule.Requirement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves stages and aliases. The stage PRODUCTION and the alias `production` are equivalent: for either, the
/// same rule decides and both move.
///
/// The approval is requested from governance-service between two transactions, so no lock is held during the
/// call. The second transaction locks the asset and applies the rule again: concurrent promotions are
/// sequential, and one whose gate failed meanwhile is refused. A refusal writes its own event.
@Service
public class Promotion {

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final ProductionRule rule;
    private final SuiteRevisions suites;
    private final RequiredApprovals approvals;
    private final PointerMover mover;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final TransactionTemplate ownTransactions;

    Promotion(
            AssetCatalog assets,
            AssetVersions versions,
            ProductionRule rule,
            SuiteRevisions suites,
            RequiredApprovals approvals,
            PointerMover mover,
            AuditTrail trail,
            PlatformTransactionManager transactionManager) {
        this.assets = assets;
        this.versions = versions;
        this.rule = rule;
        this.suites = suites;
        this.approvals = approvals;
        this.mover = mover;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
        this.ownTransactions = new TransactionTemplate(transactionManager);
        ownTransactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// A version of an asset by name.
    public record Target(AssetType type, String name, int version) {}

    /// Moves a version to a stage.
    ///
    /// @throws ProblemException 404; 409 `supply-chain-refused`, `gate-required`, `approval-required`,
    ///     `approval-rejected` or `version-in-production`; 503 if governance-service is needed and unavailable
    public void toStage(Target target, VersionStage stage, @Nullable String reason) {
        if (stage == VersionStage.PRODUCTION) {
            auditingRefusal(target, asset -> promote(asset, target, reason));
        } else {
            auditingRefusal(
                    target,
                    _ -> locked(target, asset -> {
                        if (stage == VersionStage.STAGING) {
                            rule.checkStaging(asset, target.version());
                        }
                        mover.toStage(asset, target.version(), stage, reason);
                    }));
        }
    }

    /// Points an alias at a version.
    ///
    /// @throws ProblemException as [#toStage] if the alias is `production`
    public void point(Target target, String alias, @Nullable String reason) {
        if (alias.equals(PointerStore.PRODUCTION)) {
            toStage(target, VersionStage.PRODUCTION, reason);
        } else {
            checkFree(alias);
            auditingRefusal(target, _ -> locked(target, asset -> mover.point(asset, alias, target.version(), reason)));
        }
    }

    /// Removes an alias other than `production`.
    public void remove(AssetType type, String name, String alias) {
        if (alias.equals(PointerStore.PRODUCTION)) {
            throw PromotionProblem.VERSION_IN_PRODUCTION.because(
                    "To take the version out of production, move it to STAGING.");
        }
        transactions.executeWithoutResult(_ -> mover.remove(assets.lock(type, name), alias));
    }

    private static void checkFree(String alias) {
        if (alias.equals(PointerMover.STAGE)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The history uses this name for something else.")
                    .at("/alias", "may not be " + alias);
        }
    }

    private void promote(Asset asset, Target target, @Nullable String reason) {
        Requirement asked = transactions.execute(_ -> rule.requirementFor(asset, target.version()));
        if (!asked.equals(Requirement.NOTHING)) {
            rule.check(asset, suites.now(asset, asked.evidence()));
        }
        Approval approval = asked.approvers() == 0 ? null : approvals.require(asset, target.version(), asked, reason);
        locked(target, now -> {
            Requirement required = rule.requirementFor(now, target.version());
            if (!required.isMetBy(asked)) {
                throw RequestProblem.CONFLICT.because("The rules were changed at the same time. Repeat the request.");
            }
            ByApproval by = approval == null ? null : new ByApproval(approval.id(), approval.approved());
            mover.toProduction(now, target.version(), reason, by);
            if (!required.equals(Requirement.NOTHING)) {
                now.settleRules();
            }
        });
    }

    /// Requests the approval that a version needs for production, in the name of the caller. Never moves a version.
    ///
    /// @return the approval; empty if the version needs none
    /// @throws ProblemException as [#toStage], except that a missing approval is requested
    public Optional<UUID> requestApproval(Target target, @Nullable String reason) {
        Asset asset = transactions.execute(_ -> {
            Asset found = assets.get(target.type(), target.name());
            versions.get(found, target.version());
            return found;
        });
        Requirement asked = transactions.execute(_ -> rule.requirementFor(asset, target.version()));
        if (asked.approvers() == 0) {
            return Optional.empty();
        }
        rule.check(asset, suites.now(asset, asked.evidence()));
        return Optional.of(approvals.request(asset, target.version(), asked, reason));
    }

    private void locked(Target target, Consumer<Asset> move) {
        transactions.executeWithoutResult(_ -> {
            Asset asset = assets.lock(target.type(), target.name());
            versions.get(asset, target.version());
            move.accept(asset);
        });
    }

    /// Runs a move of an existing version. The event of a refusal has its own transaction because the refused
    /// one is rolled back.
    private void auditingRefusal(Target target, Consumer<Asset> move) {
        Asset asset = transactions.execute(_ -> {
            Asset found = assets.get(target.type(), target.name());
            versions.get(found, target.version());
            return found;
        });
        try {
            move.accept(asset);
        } catch (ProblemException refused) {
            if (refused.type() instanceof PromotionProblem) {
                ownTransactions.executeWithoutResult(_ -> trail.append(refusal(asset, target, refused)));
            }
            throw refused;
        }
    }

    private static AuditEntry refusal(Asset asset, Target target, ProblemException refused) {
        return AuditEntry.of(
                        PointerAction.MOVE_REFUSED, asset.team(), asset.type().versionNoun(), asset.name())
                .version(target.version())
                .outcome(Outcome.DENIED)
                .with("problem", refused.type().slug());
    }
}
