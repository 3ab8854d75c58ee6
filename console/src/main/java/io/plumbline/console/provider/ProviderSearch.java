package io.plumbline.console.provider;

import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds providers by name.
@Component
class ProviderSearch implements SearchSource {

    private static final int MOST = 500;

    private final ProviderClient providers;

    ProviderSearch(ProviderClient providers) {
        this.providers = providers;
    }

    @Override
    public List<Hit> find(String text) {
        return providers.list(MOST).items().stream()
                .filter(provider -> provider.name().contains(text))
                .map(provider -> new Hit("Provider", provider.name(), "/providers/" + provider.name(), provider.kind()))
                .toList();
    }
}
