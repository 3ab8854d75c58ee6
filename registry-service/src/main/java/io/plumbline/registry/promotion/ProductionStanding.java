package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Loosening;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.evaluation.VersionEvidence.Lapse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a version stands with production: what its gates, its approvals and its history allow. Immutable.
///
/// @param granted the newest approval of its promotion; null for none
/// @param revoked approval → when it was revoked
public record ProductionStanding(
        Asset asset,
        Position position,
        VersionEvidence evidence,
        @Nullable GrantedApproval granted,
        Map<UUID, Instant> revoked) {

    private static final String REVOKED = "Its approval was revoked.";
    private static final String LOOSENED = "The rules for its promotion were loosened after it was approved.";

    /// The same by other evidence.
    public ProductionStanding by(VersionEvidence other) {
        return new ProductionStanding(asset, position, other, granted, revoked);
    }

    /// Whether it is in production or may go back at once ([Position#isReturning]).
    public boolean isReturning() {
        return position.isReturning();
    }

    /// Whether its gates let it into production now. A version that is returning needs none that passed, but none
    /// that failed.
    public boolean isGated() {
        if (position.stage() == Stage.ARCHIVED) {
            return false;
        }
        return isReturning() ? !isRefuted() : evidence.isGated(asset.requiredSuites());
    }

    /// Whether gates speak against a return.
    boolean isRefuted() {
        return rulesInForce().isRefutedBy(evidence.verdicts());
    }

    /// The rule that what is in production is under.
    GateRule rulesInForce() {
        return new GateRule(asset.suitesInForce());
    }

    /// Whether it may serve in production: its gates passed and its promotion is approved, or it is or was there.
    /// [#withdrawal] says whether evidence for it was withdrawn since.
    public boolean mayServe() {
        if (position.stage() == Stage.ARCHIVED) {
            return false;
        }
        return isReturning()
                || (evidence.isGated(asset.requiredSuites()) && (asset.approvers() == 0 || grantedNow() != null));
    }

    /// How many people have approved it, whom the rules count now.
    public int approvers() {
        GrantedApproval now = grantedNow();
        int here = isReturning() && revokedAt(position.approvalId()).isEmpty() ? position.approvers() : 0;
        return now == null ? here : Math.max(here, now.approved());
    }

    /// The approval that it is or would be in production by; null for none.
    public @Nullable UUID approvalId() {
        GrantedApproval now = grantedNow();
        UUID here = isReturning() ? position.approvalId() : null;
        return now == null || (here != null && revokedAt(here).isEmpty()) ? here : now.approvalId();
    }

    /// Whether the approval that brought it to production was revoked, and rules still ask for one.
    boolean isRevoked() {
        return isReturning()
                && asset.approvers() > 0
                && revokedAt(position.approvalId()).isPresent();
    }

    /// Since when that by which it is, was, or might have come into production does not hold any more.
    public Optional<Lapse> withdrawal() {
        if (position.stage() == Stage.ARCHIVED) {
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
