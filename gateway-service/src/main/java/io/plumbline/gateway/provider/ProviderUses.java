package io.plumbline.gateway.provider;

import java.util.List;

/// Who would miss a provider.
public interface ProviderUses {

    /// The names of the routes that lead to the provider.
    List<String> routesUsing(String provider);
}
