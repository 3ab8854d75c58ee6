package io.plumbline.gateway.provider;

import java.util.List;

/// Who uses a provider.
public interface ProviderUses {

    /// The names of the routes that lead to the provider.
    List<String> routesUsing(String provider);

    /// The versions in production, as `name@version`, that answer by the provider.
    ///
    /// @param team whose provider it is; `*` for the platform's
    List<String> versionsInProduction(String provider, String team);
}
