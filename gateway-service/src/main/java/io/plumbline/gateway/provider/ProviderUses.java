package io.plumbline.gateway.provider;

import java.util.List;

/// Lists what uses a provider.
public interface ProviderUses {

    /// Returns the names of the routes that use the provider.
    List<String> routesUsing(String provider);

    /// Returns the versions in production, as `name@version`, that use the provider.
    ///
    /// @param team that owns the provider; `*` for the platform
    List<String> versionsInProduction(String provider, String team);
}
