package io.plumbline.console.key;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Finds API keys by name, id and prefix.
@Component
class KeySearch implements SearchSource {

    private final KeyClient keys;

    KeySearch(KeyClient keys) {
        this.keys = keys;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.KEY_READ).isEmpty()) {
            return List.of();
        }
        return Listing.read((limit, cursor) -> keys.list(null, limit, cursor)).stream()
                .filter(key -> key.name().toLowerCase(Locale.ROOT).contains(text)
                        || key.id().equals(text)
                        || key.prefix().equals(text))
                .map(key -> new Hit("API key", key.name(), "/keys/" + key.id(), key.team() + " · " + key.role()))
                .toList();
    }
}
