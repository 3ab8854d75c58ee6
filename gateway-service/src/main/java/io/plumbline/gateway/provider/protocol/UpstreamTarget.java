package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.price.PricedModel;
import io.plumbline.gateway.provider.Provider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A model of a provider, as it is called.
///
/// @param model the provider's name for it
/// @param defaults parameters of the registered version, for what the caller does not say; null for none
public record UpstreamTarget(
        Provider provider, String model, @Nullable JsonNode defaults) {

    /// How breakers and metrics name it.
    public String label() {
        return provider.name() + "/" + model;
    }

    /// Whose price a call to it has.
    public PricedModel priced() {
        return new PricedModel(provider.name(), model);
    }
}
