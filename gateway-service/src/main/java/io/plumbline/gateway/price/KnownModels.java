package io.plumbline.gateway.price;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Knows which models this installation calls, except models that callers name themselves.
public interface KnownModels {

    /// Whether there is a provider of this name.
    boolean isProvider(String name);

    /// Whether a route or a registered version uses a model, or a provider lists one.
    ///
    /// @param provider whose model; null for any provider
    /// @param named matches the provider's name for the model
    boolean isServed(@Nullable String provider, Predicate<String> named);
}
