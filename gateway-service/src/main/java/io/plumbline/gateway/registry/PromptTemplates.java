package io.plumbline.gateway.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.kit.prompt.PromptTemplate;
import org.springframework.stereotype.Component;

/// The templates of prompt versions, compiled once, since versions never change.
@Component
public final class PromptTemplates {

    private static final int MOST = 1_000;

    private final Cache<String, PromptTemplate> compiled =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /// @param name of the version's prompt
    public PromptTemplate of(String name, PromptVersionEntry version) {
        return compiled.get(
                name + "@" + version.version(), _ -> PromptTemplate.of(version.messages(), version.variables()));
    }
}
