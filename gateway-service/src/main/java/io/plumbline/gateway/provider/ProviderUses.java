package io.plumbline.gateway.provider;

import java.util.List;
import java.util.function.Predicate;

/// Lists what uses a provider.
public interface ProviderUses {

    /// Returns the names of the routes that use the provider.
    ///
    /// @param among their teams
    List<String> routesUsing(String provider, Predicate<String> among);

    /// Returns the versions in production, as `name@version`, that use the provider.
    ///
    /// @param team that owns the provider; `*` for the platform
    /// @param among their teams
    List<String> versionsInProduction(String provider, String team, Predicate<String> among);
}
