package io.plumbline.gateway.configuration;

import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A configuration with which a route may serve calls. Immutable.
///
/// @param approvalId the approval beyond its versions' own approvals; null for none
/// @param approvers number of people in that approval
/// @param restsOn that approval, and those of the configuration with which it was compared
/// @param expiresAt when it expires; null for never
/// @param supersededAt when other configurations replaced it; null if none did
/// @param withdrawnAt when its evidence was withdrawn; null while it is valid
record Authorized(
        String route,
        String digest,
        ServedConfiguration configuration,
        Basis basis,
        @Nullable UUID approvalId,
        int approvers,
        RestsOn restsOn,
        Instant authorizedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant supersededAt,
        @Nullable Instant withdrawnAt) {

    /// Replicas follow a change within this time, so calls routed by the previous configuration are still served.
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    /// Whether calls may be served with it, regardless of withdrawn evidence.
    boolean isInForce(Instant now) {
        return (expiresAt == null || now.isBefore(expiresAt))
                && (supersededAt == null || now.isBefore(supersededAt.plus(OVERLAP)));
    }

    /// Whether its evidence was withdrawn and its policy's grace period is over.
    boolean isWithdrawn(Instant now) {
        return withdrawnAt != null
                && !now.isBefore(withdrawnAt.plusSeconds(configuration.policy().graceSeconds()));
    }

    /// Why it may serve.
    enum Basis {
        /// Gates and approvals of its versions; nothing else requires an approval.
        EVIDENCE,
        /// Gates and approvals of its versions, and an approval of the change itself.
        APPROVAL,
        /// A person has temporarily suspended the rules.
        BREAK_GLASS,
        /// It served before served configurations existed.
        UPGRADE
    }
}
