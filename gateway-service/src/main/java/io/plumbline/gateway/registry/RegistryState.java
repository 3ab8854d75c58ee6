package io.plumbline.gateway.registry;

import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registry's models and prompts as last received. Immutable.
record RegistryState(long version, Map<String, ModelEntry> models, Map<String, PromptEntry> prompts) {

    static final RegistryState EMPTY = new RegistryState(0, Map.of(), Map.of());

    public RegistryState {
        models = Map.copyOf(models);
        prompts = Map.copyOf(prompts);
    }

    static RegistryState merge(@Nullable RegistryState state, RegistrySnapshot delta) {
        RegistryState base = state == null || delta.complete() ? EMPTY : state;
        Map<String, ModelEntry> models = new HashMap<>(base.models());
        delta.models().forEach(model -> models.put(model.name(), model));
        Map<String, PromptEntry> prompts = new HashMap<>(base.prompts());
        delta.prompts().forEach(prompt -> prompts.put(prompt.name(), prompt));
        return new RegistryState(delta.version(), models, prompts);
    }
}
