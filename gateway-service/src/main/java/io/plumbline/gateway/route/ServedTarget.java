package io.plumbline.gateway.route;

import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a target means now.
///
/// @param model name of the registered model; null for a provider's model as it is
/// @param version of the registered model; null likewise
/// @param mayServeProduction whether it has passed its gates
/// @param registration what the registry says of it beside; null for a provider's model as it is
public record ServedTarget(
        UpstreamTarget upstream,
        @Nullable String model,
        @Nullable Integer version,
        boolean mayServeProduction,
        @Nullable Registration registration) {

    /// A target of which the registry says no more.
    public ServedTarget(
            UpstreamTarget upstream, @Nullable String model, @Nullable Integer version, boolean mayServeProduction) {
        this(upstream, model, version, mayServeProduction, null);
    }

    /// @param digest of the version's document
    /// @param tier of the model
    /// @param withdrawn since when evidence for it does not hold any more; null while it does
    public record Registration(
            String digest, RiskTier tier, @Nullable Instant withdrawn) {}

    /// Whether evidence for it does not hold any more.
    public boolean isWithdrawn() {
        return registration != null && registration.withdrawn() != null;
    }

    /// Whether it may answer in production at this time.
    ///
    /// @param graceSeconds for how long it may once its evidence was withdrawn
    public boolean mayServeProduction(Instant now, long graceSeconds) {
        Instant withdrawn = registration == null ? null : registration.withdrawn();
        return mayServeProduction && (withdrawn == null || now.isBefore(withdrawn.plusSeconds(graceSeconds)));
    }

    /// As served configurations name it.
    public Target configured() {
        return new Target(
                model,
                version,
                registration == null ? null : registration.digest(),
                upstream.provider().configured(),
                upstream.model());
    }
}
