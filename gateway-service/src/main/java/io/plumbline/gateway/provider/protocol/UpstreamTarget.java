package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.price.PricedModel;
import io.plumbline.gateway.provider.Provider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A provider's model, ready to be called.
///
/// @param model the provider's name for it
/// @param defaults parameters of the registered version, which apply if the caller does not set them; null for
///     none
public record UpstreamTarget(
        Provider provider, String model, @Nullable JsonNode defaults) {

    /// Returns its name in breakers and metrics.
    public String label() {
        return provider.name() + "/" + model;
    }

    /// Returns the model whose price applies to calls.
    public PricedModel priced() {
        return new PricedModel(provider.name(), model);
    }
}
