package io.plumbline.gateway.price;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who knows which models are called here. Models that callers name themselves are known to nobody.
public interface KnownModels {

    /// Whether there is a provider of this name.
    boolean isProvider(String name);

    /// Whether a route or a registered version leads to a model, or a provider lists one.
    ///
    /// @param provider whose model; null for anybody's
    /// @param named tells the model by the provider's name for it
    boolean isServed(@Nullable String provider, Predicate<String> named);
}
