package io.plumbline.gateway.route.resolve;

import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The current meaning of a target.
///
/// @param model name of the registered model; null for a provider's model called directly
/// @param version of the registered model; null for a provider's model called directly
/// @param mayServeProduction whether it has passed its gates
/// @param registration further details from the registry; null for a provider's model called directly
public record ServedTarget(
        UpstreamTarget upstream,
        @Nullable String model,
        @Nullable Integer version,
        boolean mayServeProduction,
        @Nullable Registration registration) {

    /// Creates a target without further details.
    public ServedTarget(
            UpstreamTarget upstream, @Nullable String model, @Nullable Integer version, boolean mayServeProduction) {
        this(upstream, model, version, mayServeProduction, null);
    }

    /// @param digest of the version's document
    /// @param tier of the model
    /// @param withdrawn when its evidence was withdrawn; null while it is valid
    public record Registration(
            String digest, RiskTier tier, @Nullable Instant withdrawn) {}

    /// Whether its evidence was withdrawn.
    public boolean isWithdrawn() {
        return registration != null && registration.withdrawn() != null;
    }

    /// Whether it may answer in production at this time.
    ///
    /// @param graceSeconds how long it may still answer after its evidence was withdrawn
    public boolean mayServeProduction(Instant now, long graceSeconds) {
        Instant withdrawn = registration == null ? null : registration.withdrawn();
        return mayServeProduction && (withdrawn == null || now.isBefore(withdrawn.plusSeconds(graceSeconds)));
    }

    /// Returns the target as served configurations name it.
    public Target configured() {
        return new Target(
                model,
                version,
                registration == null ? null : registration.digest(),
                upstream.provider().configured(),
                upstream.model());
    }
}
