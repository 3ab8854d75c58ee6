package io.plumbline.gateway.configuration;

import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A configuration by which a route may serve calls. Immutable.
///
/// @param approvalId what approved it beyond its versions' own approvals; null for nothing
/// @param approvers how many people have approved it so
/// @param restsOn that approval, and those of the configuration that it was compared with
/// @param expiresAt when it ends by itself; null for never
/// @param supersededAt when others took its place; null for not
/// @param withdrawnAt since when evidence for it is known not to hold any more; null while it does
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

    /// Replicas follow a change within this time, so calls that were led by what was in force before are still
    /// served.
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    /// Whether calls may be served by it, but for evidence that was withdrawn.
    boolean isInForce(Instant now) {
        return (expiresAt == null || now.isBefore(expiresAt))
                && (supersededAt == null || now.isBefore(supersededAt.plus(OVERLAP)));
    }

    /// Whether its evidence was withdrawn, and the grace of its policy is over.
    boolean isWithdrawn(Instant now) {
        return withdrawnAt != null
                && !now.isBefore(withdrawnAt.plusSeconds(configuration.policy().graceSeconds()));
    }

    /// Why it may serve.
    enum Basis {
        /// Gates and approvals of its versions, and nothing else that has to be approved.
        EVIDENCE,
        /// The same, and an approval of the change itself.
        APPROVAL,
        /// A person has lifted the rules for a while.
        BREAK_GLASS,
        /// It served before there were served configurations.
        UPGRADE
    }
}
