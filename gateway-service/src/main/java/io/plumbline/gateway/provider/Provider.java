package io.plumbline.gateway.provider;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.kit.security.Caller;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider as calls use it. Immutable.
///
/// @param team that owns it; `*` for one of the platform, which every team may use
/// @param credential for calls to it; null if it needs none
/// @param models the names of its models that may be called; empty for any
/// @param limits concurrency and time limits
public record Provider(
        String name,
        String team,
        ProviderKind kind,
        URI baseUrl,
        @Nullable String credential,
        List<String> models,
        ProviderLimits limits) {

    public Provider {
        models = List.copyOf(models);
    }

    /// Whether the platform shares it with every team.
    public boolean isShared() {
        return team.equals(Caller.EVERY_TEAM);
    }

    public boolean isUsableBy(String other) {
        return isShared() || team.equals(other);
    }

    /// Whether it offers a model of this name.
    public boolean offers(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /// Returns the provider as served configurations name it.
    public ServedConfiguration.Provider configured() {
        return new ServedConfiguration.Provider(name, kind.wireName(), baseUrl.toString());
    }

    /// Leaves out the credential.
    @Override
    public String toString() {
        return "Provider[" + name + "]";
    }
}
