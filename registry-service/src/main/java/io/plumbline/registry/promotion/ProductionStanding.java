package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Loosening;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.evaluation.VersionEvidence.Lapse;
import io.plumbline.registry.promotion.PromotionApprovals.GrantedApproval;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The production standing of a version according to its gates, approvals and history. Immutable.
///
/// @param granted the newest approval of its promotion; null for none
/// @param revoked approval → when it was revoked
/// @param admitted whether the supply-chain policy admits the version to production
public record ProductionStanding(
        Asset asset,
        Position position,
        VersionEvidence evidence,
        @Nullable GrantedApproval granted,
        Map<UUID, Instant> revoked,
        boolean admitted) {

    private static final String REVOKED = "Its approval was revoked.";
    private static final String LOOSENED = "The rules for its promotion were loosened after it was approved.";

    /// Returns the standing with other evidence.
    public ProductionStanding by(VersionEvidence other) {
        return new ProductionStanding(asset, position, other, granted, revoked, admitted);
    }

    /// Whether it is in production or may return at once ([Position#isReturning]).
    public boolean isReturning() {
        return position.isReturning();
    }

    /// Whether its gates and the supply-chain policy admit it to production now. A returning version needs no
    /// passed gate, but must have no failed one.
    public boolean isGated() {
        if (position.stage() == VersionStage.ARCHIVED) {
            return false;
        }
        return isReturning() ? !isRefuted() : admitted && evidence.isGated(asset.requiredSuites());
    }

    /// Whether gates prevent a return.
    boolean isRefuted() {
        return rulesInForce().isRefutedBy(evidence.verdicts());
    }

    /// Returns the rules for versions in production.
    GateRule rulesInForce() {
        return new GateRule(asset.suitesInForce());
    }

    /// Whether it may serve in production: its gates passed and its promotion is approved, or it is or was in
    /// production. [#withdrawal] reports evidence withdrawn since.
    public boolean mayServe() {
        if (position.stage() == VersionStage.ARCHIVED) {
            return false;
        }
        return isReturning()
                || (admitted
                        && evidence.isGated(asset.requiredSuites())
                        && (asset.approvers() == 0 || grantedNow() != null));
    }

    /// Returns the number of approvers who count under the current rules.
    public int approvers() {
        GrantedApproval now = grantedNow();
        int here = isReturning() && revokedAt(position.approvalId()).isEmpty() ? position.approvers() : 0;
        return now == null ? here : Math.max(here, now.approved());
    }

    /// Returns the approval of its actual or possible promotion; null for none.
    public @Nullable UUID approvalId() {
        GrantedApproval now = grantedNow();
        UUID here = isReturning() ? position.approvalId() : null;
        return now == null || (here != null && revokedAt(here).isEmpty()) ? here : now.approvalId();
    }

    /// Whether the approval of its promotion was revoked although rules still require one.
    boolean isRevoked() {
        return isReturning()
                && asset.approvers() > 0
                && revokedAt(position.approvalId()).isPresent();
    }

    /// Returns since when its basis for production no longer holds.
    public Optional<Lapse> withdrawal() {
        if (position.stage() == VersionStage.ARCHIVED) {
            return Optional.empty();
        }
        Instant archivedAt = position.archivedAt();
        return Stream.of(ofGates(), ofApproval())
                .flatMap(Optional::stream)
                .min(Lapse.BY_TIME)
                .filter(lapse -> archivedAt == null || lapse.since().isAfter(archivedAt));
    }

    private Optional<Lapse> ofGates() {
        if (isReturning()) {
            return evidence.lapse(asset.suitesInForce(), asset::requiredSince);
        }
        boolean wasEligible = evidence.wasGated(asset.requiredSuites()) && (asset.approvers() == 0 || granted != null);
        return wasEligible ? evidence.lapse(asset.requiredSuites(), asset::requiredSince) : Optional.empty();
    }

    private Optional<Lapse> ofApproval() {
        if (asset.approvers() == 0) {
            return Optional.empty();
        }
        if (isReturning()) {
            return grantedNow() == null
                    ? revokedAt(position.approvalId()).map(at -> new Lapse(at, REVOKED))
                    : Optional.empty();
        }
        if (granted == null) {
            return Optional.empty();
        }
        Optional<Lapse> loosened = asset.loosening()
                .filter(_ -> granted.isOlderThanRules(asset))
                .map(Loosening::since)
                .map(at -> new Lapse(at, LOOSENED));
        return revokedAt(granted.approvalId()).map(at -> new Lapse(at, REVOKED)).or(() -> loosened);
    }

    private @Nullable GrantedApproval grantedNow() {
        return granted != null
                        && granted.covers(asset, position)
                        && revokedAt(granted.approvalId()).isEmpty()
                ? granted
                : null;
    }

    private Optional<Instant> revokedAt(@Nullable UUID approvalId) {
        return approvalId == null ? Optional.empty() : Optional.ofNullable(revoked.get(approvalId));
    }
}
